//! Names in Rust: of request types by rule, of nested types from a table, and identifiers.

pub mod identifiers;
pub mod model_name;
pub mod nested_types;
pub mod type_table;

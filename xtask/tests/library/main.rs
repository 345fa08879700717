//! The claims of the library: what is vendored, what is refused, and what is reported.
//!
//! Tests that need the command line as a process belong to the binary `command_line`.

#[path = "../support/mod.rs"]
mod support;

mod changelog;
mod check;
mod document_rules;
mod drift_cases;
mod escape;
mod facts;
mod generated;
mod generator;
mod large;
mod listing;
mod live;
mod mutations;
mod notations;
mod released;
mod selection;
mod sync;
mod sync_errors;
mod traffic;
mod upstream_history;
mod verdict;

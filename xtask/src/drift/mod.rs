//! What changed upstream, how bad that is for users of the crate, and what to release.
//!
//! ```text
//! specs/ or a revision -> state -+
//!                                +-> compare -> findings -+
//! a revision ----------> state --+                        +-> report (text, Markdown, JSON; changelog)
//! the Rust API of both (generator) -> verdict ------------+
//! ```

pub mod changelog;
pub mod compare;
pub mod exchange;
pub mod finding;
pub mod node;
pub mod render;
pub mod report;
pub mod rules;
pub mod schema;
pub mod state;
pub mod verdict;

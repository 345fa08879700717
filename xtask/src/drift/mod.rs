//! What changed upstream, how it affects users of the crate, and which release it requires.
//!
//! ```text
//! specs/ or a revision -> state -+
//!                                +-> compare -> findings -+
//! a revision ----------> state --+                        +-> report (text, Markdown, JSON; changelog)
//! the Rust API of both (generator) -> verdict ------------+
//! ```
//!
//! Every change has a [drift rule](drift_rules), which says how severe it is and what to do about it.

pub mod changelog;
pub mod compare;
pub mod drift_rules;
pub mod finding;
pub mod migration;
pub mod model_documents;
pub mod new_model;
pub mod operation;
pub mod render;
pub mod report;
pub mod schema;
pub mod severity;
pub mod state;
pub mod verdict;

//! Maintenance commands of the workspace: vendors upstream's OpenAPI documents as facts-only specs.
//!
//! ```text
//! git -> candidate -> document -> select -> facts -> specs::SpecSet   (a revision of upstream)
//!                                 specs/ on disk -> specs::SpecSet   (what is vendored)
//! ```
//!
//! Both ways end in the same type, so that two states can be compared wherever they come from.

#[path = "../../build/mod.rs"]
#[allow(dead_code, reason = "the build script uses all of it")]
mod build;
pub mod candidate;
pub mod document;
pub mod drift;
pub mod facts;
pub mod generator;
pub mod git;
pub mod lock;
pub mod operation;
pub mod select;
pub mod specs;
pub mod sync;

/// A number and what it counts, in singular or plural.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

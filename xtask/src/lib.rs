//! Maintenance commands of the workspace. `sync-specs` vendors upstream's OpenAPI documents as specs that contain
//! facts only, and reports what changed. `check-live` compares the specs with the service.
//!
//! ```text
//! git -> candidate -> document -> select -> facts -> SpecSet   (a revision of upstream)
//!                                specs/ on disk -> SpecSet   (what is vendored)
//! ```
//!
//! Both ways end in the same type, so that any two states can be compared. Modules use only those above them:
//!
//! - [`openapi`]: what one document says
//! - [`escape`]: text of upstream in output
//! - [`vendored`]: the folder `specs/`
//! - [`upstream`]: revisions of upstream's repository
//! - [`generator`]: the generator of the build script
//! - [`shipped`], [`generated`]: the folder `generated/`, which the build script copies
//! - [`drift`]: what changed between two states, and which release that requires
//! - [`sync_specs`]: the actions of `sync-specs`
//! - [`live`]: the service itself, for `check-live`

#[path = "../../build/mod.rs"]
#[allow(dead_code, reason = "the build script uses all of it")]
mod build;
pub mod drift;
pub mod escape;
pub mod generated;
pub mod generator;
pub mod live;
pub mod openapi;
#[path = "../../build/shipped.rs"]
pub mod shipped;
pub mod sync_specs;
pub mod upstream;
pub mod vendored;

/// A number and what it counts, in singular or plural.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

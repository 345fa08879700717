//! The part of the build script that reads the documents, so that `sync-specs` can say at once what the build
//! and the tests would say later.
#![allow(dead_code, missing_docs, reason = "they are written for the build script, which uses all of them")]

#[path = "../../build/docs.rs"]
mod docs;
#[path = "../../build/facts.rs"]
mod facts;
#[path = "../../build/fixups.rs"]
mod fixups;
#[path = "../../build/gaps.rs"]
mod gaps;
#[path = "../../build/merge.rs"]
mod merge;
#[path = "../../build/names.rs"]
mod names;
#[path = "../../build/review.rs"]
mod review;
#[path = "../../build/shape.rs"]
mod shape;
#[path = "../../build/specs.rs"]
mod specs;

use std::path::Path;

/// What is left to write or to delete before the client builds from the folder `specs` and its tests pass: a
/// line each, with the table it belongs to.
pub fn to_do(specs: &Path) -> Vec<String> {
    match specs::Specs::read(specs).and_then(review::review) {
        Ok(reviewed) => [reviewed.stale, reviewed.gaps].concat(),
        Err(error) => vec![error],
    }
}

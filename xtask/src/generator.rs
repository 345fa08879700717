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
#[path = "../../build/listing.rs"]
mod listing;
#[path = "../../build/log.rs"]
mod log;
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

use std::fs;

use crate::vendored::folder::Files;

/// What the generator makes of a set of specs.
pub struct Reading {
    /// The public Rust API, a line an item.
    pub api: Vec<String>,
    /// The models that have a request type: id and name of the type.
    pub types: Vec<(String, String)>,
    /// What is left to write or to delete before the client builds and its tests pass: a line each, with the
    /// table it belongs to.
    pub to_do: Vec<String>,
}

/// Reads `files` the way the build does, or says why the build would fail.
pub fn read(files: &Files) -> Result<Reading, String> {
    let folder = write(files).map_err(|error| format!("cannot write temporary files: {error}"))?;
    let reviewed = review::review(specs::Specs::read(folder.path())?)?;
    let models = reviewed.api.models.iter();
    Ok(Reading {
        api: listing::listing(&reviewed.api),
        types: models.map(|model| (model.id.clone(), model.name.type_name.clone())).collect(),
        to_do: [reviewed.stale, reviewed.gaps].concat(),
    })
}

fn write(files: &Files) -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::Builder::new().prefix("sync-specs-").tempdir()?;
    for (file, contents) in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(path, contents)?;
    }
    Ok(folder)
}

//! Runs the generator of the build script, so that `sync-specs` reports at once what the build and the tests would
//! report later.

use crate::build;
pub use crate::build::emit::listing::listing;
use crate::vendored::folder::{self, Files};

/// What the generator returns for a set of specs.
pub struct GeneratedClient {
    /// The public Rust API, one line per item.
    pub api: Vec<String>,
    /// What is missing or obsolete in the tables of the generator, one line per entry with the table it belongs to.
    /// Until it is done, the client does not build or a test fails.
    pub todo: Vec<String>,
}

/// Generates the client of `files` as the build does, or returns the error with which the build would fail.
pub fn generate(files: &Files) -> Result<GeneratedClient, String> {
    let specs = tempfile::Builder::new().prefix("sync-specs-").tempdir();
    let specs = specs.and_then(|specs| folder::write(specs.path(), files).map(|()| specs));
    let specs = specs.map_err(|error| format!("cannot write temporary files: {error}"))?;
    let generated = build::generate(specs.path(), true)?;
    Ok(GeneratedClient {
        api: generated.code.public_api(),
        todo: [generated.obsolete, generated.missing].concat(),
    })
}

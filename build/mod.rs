//! The generator: `specs/` → shapes → one API → Rust code.
//!
//! ```text
//! read/   vendored documents, fix-ups, shapes of schemas
//!   |
//! api/    one API of all documents: models, names, documentation, operations of the service
//!   |
//! emit/   Rust code: models.rs, requests.rs, operations.rs (progenitor's), and the listing of the public API
//! ```
//!
//! Imports go down this list only. [`check`] compares the tables in `read/` and `api/` with the documents.
//! `build.rs`, with the feature `generate`, and `xtask` include this module as it is, so that both generate the same.
//! [`shipped`](crate::shipped) is what a build without that feature uses.

pub mod api;
pub mod check;
pub mod emit;
pub mod read;

use std::path::Path;

use api::Api;
use emit::Code;
use read::vendored::Vendored;

/// The error says which file is wrong, where, and what to do about it.
pub type Result<T, E = String> = std::result::Result<T, E>;

/// What is generated from the vendored documents.
pub struct Generated {
    pub code: Code,
    /// Obsolete entries of the tables. The build fails until they are deleted.
    pub obsolete: Vec<String>,
    /// Missing entries of the tables: names and documentation. The build succeeds with derived
    /// ones, and a test fails until they are written.
    pub missing: Vec<String>,
}

/// Generates the client of the documents in the folder `specs`.
pub fn generate(specs: &Path) -> Result<Generated> {
    let mut vendored = Vendored::load(specs)?;
    let mut obsolete = read::fix_ups::apply(&mut vendored);
    let api = Api::new(&vendored)?;
    obsolete.extend(check::obsolete(&api));
    let missing = check::missing(&api);
    let code = emit::emit(&api)?;
    Ok(Generated { code, obsolete, missing })
}

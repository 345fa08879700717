//! `specs/lock.toml`: the origin and hash of each vendored spec, and why the other documents are not vendored.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Upstream's public URL. The lock file never contains the path of a local repository.
pub const REPOSITORY: &str = "https://github.com/aimlapi/api-docs";

const HEADER: &str = "# Written by `cargo xtask sync-specs`; not to be edited by hand.\n\n";

/// The contents of the lock file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Always [`REPOSITORY`].
    pub repository: String,
    /// Id of the commit that the specs come from.
    pub commit: String,
    /// The released version with its specs, if one was released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released: Option<Released>,
    /// The operations that the documents describe, vendored or not: `GET /v2/logs`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub operations: BTreeSet<String>,
    /// The vendored specs, ordered by file.
    #[serde(default, rename = "spec")]
    pub specs: Vec<LockedSpec>,
    /// The documents that are not vendored, ordered by path.
    #[serde(default, rename = "skip")]
    pub skips: Vec<Skip>,
}

/// The last released version of the crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Released {
    /// The version.
    pub version: String,
    /// Id of the commit that its specs come from.
    pub commit: String,
}

/// A vendored spec.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedSpec {
    /// File below `specs/`.
    pub file: String,
    /// Id of the model that it describes, unless it is the same for all models.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Path of the document upstream.
    pub path: String,
    /// Blob id of the document upstream.
    pub blob: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// A document that is not vendored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// Path of the document upstream.
    pub path: String,
    /// Blob id of the document upstream.
    pub blob: String,
    /// Why it is not vendored.
    pub reason: String,
    /// SHA-256 of the facts in the document, if it can be parsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
}

impl Lock {
    /// The text of the file.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEADER}{}", toml::to_string(self)?))
    }
}

/// The hash that the lock file records for these bytes.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

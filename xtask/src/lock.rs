//! `specs/lock.toml`: where each vendored spec comes from, what it hashes to, and why the other documents
//! were left out.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Upstream's public name. The lock never names a path of the machine that wrote it.
pub const REPOSITORY: &str = "https://github.com/aimlapi/api-docs";

const HEADER: &str = "# Written by `cargo xtask sync-specs`; not to be edited by hand.\n\n";

/// The whole lock file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// [`REPOSITORY`], always.
    pub repository: String,
    /// Id of the commit the specs were read from.
    pub commit: String,
    /// The vendored specs, ordered by file.
    #[serde(default, rename = "spec")]
    pub specs: Vec<LockedSpec>,
    /// The documents left out, ordered by path.
    #[serde(default, rename = "skip")]
    pub skips: Vec<Skip>,
}

/// A vendored spec.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedSpec {
    /// File below `specs/`.
    pub file: String,
    /// Id of the model it describes; the operations for all models have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Path of the document upstream.
    pub path: String,
    /// Blob id of the document upstream.
    pub blob: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// A document that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// Path of the document upstream.
    pub path: String,
    /// Blob id of the document upstream.
    pub blob: String,
    /// Why it was left out.
    pub reason: String,
}

impl Lock {
    /// The text of the file.
    pub fn render(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEADER}{}", toml::to_string(self)?))
    }
}

/// The hash the lock records for a file of these bytes.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

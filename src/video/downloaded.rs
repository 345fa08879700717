//! The result of a download.

use std::path::{Path, PathBuf};

use super::checksum::hex;

/// A video that was downloaded to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    path: PathBuf,
    bytes: u64,
    sha256: [u8; 32],
}

impl Downloaded {
    pub(super) fn new(path: PathBuf, bytes: u64, sha256: [u8; 32]) -> Self {
        Self { path, bytes, sha256 }
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The size in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The SHA-256 of the content.
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// The SHA-256 of the content in lower-case hexadecimal digits, as `sha256sum` prints it.
    pub fn sha256_hex(&self) -> String {
        hex(&self.sha256)
    }
}

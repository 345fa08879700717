//! The result of a download to a file.

use std::path::{Path, PathBuf};

use super::Written;

/// A video that was downloaded to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    path: PathBuf,
    content: Written,
}

impl Downloaded {
    pub(super) fn new(path: PathBuf, content: Written) -> Self {
        Self { path, content }
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The size in bytes.
    pub fn bytes(&self) -> u64 {
        self.content.bytes()
    }

    /// The SHA-256 of the content.
    pub fn sha256(&self) -> &[u8; 32] {
        self.content.sha256()
    }

    /// The SHA-256 of the content in lower-case hexadecimal digits, as `sha256sum` prints it.
    pub fn sha256_hex(&self) -> String {
        self.content.sha256_hex()
    }
}

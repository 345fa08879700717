//! How much was downloaded, and its hash.

use super::checksum::hex;

/// A video that was downloaded to a writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    bytes: u64,
    sha256: [u8; 32],
}

impl Written {
    pub(super) fn new(bytes: u64, sha256: [u8; 32]) -> Self {
        Self { bytes, sha256 }
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

//! Checksums: hashing of files, and those that the host of the video sends.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Read, Seek as _},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::Md5;
use reqwest::header::HeaderMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha512};

/// Headers whose value is a list of `<algorithm>=<Base64>`: RFC 9530, RFC 3230, and Google Cloud Storage.
const LISTS: [&str; 4] = ["repr-digest", "content-digest", "digest", "x-goog-hash"];

/// A checksum of the whole video, as the host sent it. Those of other algorithms are ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checksum {
    algorithm: Algorithm,
    /// In Base64.
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Algorithm {
    Md5,
    Sha256,
    Sha512,
}

impl Algorithm {
    fn of_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "md5" => Some(Self::Md5),
            "sha-256" => Some(Self::Sha256),
            "sha-512" => Some(Self::Sha512),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
        }
    }

    fn size(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

impl Checksum {
    /// The checksums in the headers of a response that contains the whole video.
    pub fn all_in(headers: &HeaderMap) -> Vec<Self> {
        let texts =
            |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok()).map(str::trim);
        let listed = LISTS.into_iter().flat_map(texts).flat_map(|list| list.split(',')).filter_map(|item| {
            let (name, value) = item.split_once('=')?;
            // A structured field encloses the value in colons, and parameters may follow it.
            let value = value.split(';').next()?.trim().trim_matches(':');
            Self::new(Algorithm::of_name(name)?, value)
        });
        listed.chain(texts("content-md5").filter_map(|value| Self::new(Algorithm::Md5, value))).collect()
    }

    /// A value that is no checksum of its algorithm counts as none.
    fn new(algorithm: Algorithm, value: &str) -> Option<Self> {
        let bytes = STANDARD.decode(value).ok()?;
        (bytes.len() == algorithm.size()).then(|| Self { algorithm, value: value.to_owned() })
    }

    pub fn name(&self) -> &'static str {
        self.algorithm.name()
    }

    /// A hasher for the content, which [`is`](Self::is) compares with this checksum.
    pub fn hasher(&self) -> Hasher {
        match self.algorithm {
            Algorithm::Md5 => Hasher::Md5(Md5::new()),
            Algorithm::Sha256 => Hasher::Sha256(Sha256::new()),
            Algorithm::Sha512 => Hasher::Sha512(Sha512::new()),
        }
    }

    /// Whether everything that the hasher has seen has this checksum.
    pub fn is(&self, hasher: &Hasher) -> bool {
        let actual = match hasher {
            Hasher::Md5(hasher) => hasher.clone().finalize().to_vec(),
            Hasher::Sha256(hasher) => hasher.clone().finalize().to_vec(),
            Hasher::Sha512(hasher) => hasher.clone().finalize().to_vec(),
        };
        STANDARD.encode(actual) == self.value
    }

    /// Whether a file, whose SHA-256 was computed, has this checksum.
    pub fn matches(&self, file: &mut File, sha256: Sha256) -> io::Result<bool> {
        let hasher = match self.algorithm {
            Algorithm::Sha256 => Hasher::Sha256(sha256),
            _ => {
                let mut hasher = self.hasher();
                file.rewind()?;
                read_all(file, |bytes| hasher.update(bytes))?;
                hasher
            }
        };
        Ok(self.is(&hasher))
    }
}

/// A hasher of the algorithm of a checksum.
pub(super) enum Hasher {
    Md5(Md5),
    Sha256(Sha256),
    Sha512(Sha512),
}

impl Hasher {
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
            Self::Sha512(hasher) => hasher.update(bytes),
        }
    }
}

/// Passes the rest of a reader to a function, and returns its number of bytes.
pub(super) fn read_all(mut reader: impl Read, mut function: impl FnMut(&[u8])) -> io::Result<u64> {
    let mut buffer = vec![0; 64 * 1024];
    let mut total = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(count) => {
                function(&buffer[..count]);
                total += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The SHA-256 of everything that a hasher has seen so far.
pub(super) fn sha256(hasher: &Sha256) -> [u8; 32] {
    hasher.clone().finalize().into()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

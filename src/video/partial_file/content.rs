//! The bytes of a partial file that are on disk.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, SeekFrom},
    path::Path,
};

use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

use super::{paths::metadata, record::Checkpoint};
use crate::{
    lock::is_same_file,
    video::checksum::{self, hex, sha256},
};

/// The downloaded bytes.
pub(super) struct Content {
    pub file: tokio::fs::File,
    /// The same file, for blocking functions.
    pub handle: File,
    pub len: u64,
    /// The hash of the file.
    pub hasher: Sha256,
    /// The end of the file, which is downloaded again and must be equal.
    pub overlap: Vec<u8>,
    /// Whether an earlier attempt has downloaded a part of the file.
    pub is_resumed: bool,
}

impl Content {
    /// The first bytes of a file, whose hash is known.
    pub fn new(handle: File, len: u64, hasher: Sha256) -> io::Result<Self> {
        let file = handle.try_clone()?.into();
        Ok(Self { file, handle, len, hasher, overlap: Vec::new(), is_resumed: false })
    }

    /// The SHA-256 of the first bytes of a partial file is compared with each checkpoint. Returns the file up
    /// to the last equal one and the number of equal ones, or `None` if there is none.
    pub fn verified(part: &Path, checkpoints: &[Checkpoint]) -> io::Result<Option<(Self, usize)>> {
        let mut file = OpenOptions::new().read(true).write(true).open(part)?;
        let (mut hasher, mut at) = (Sha256::new(), 0);
        let mut verified = None;
        for (index, checkpoint) in checkpoints.iter().enumerate() {
            at += checksum::read_all((&mut file).take(checkpoint.bytes - at), |bytes| hasher.update(bytes))?;
            if at != checkpoint.bytes || hex(&sha256(&hasher)) != checkpoint.sha256 {
                break;
            }
            verified = Some((hasher.clone(), at, index + 1));
        }
        let Some((hasher, len, count)) = verified else { return Ok(None) };
        file.set_len(len)?;
        Ok(Some((Self::new(file, len, hasher)?, count)))
    }

    /// Reads the end of the file, to compare it with what is downloaded again.
    pub async fn read_overlap(&mut self, from: u64) -> io::Result<()> {
        self.overlap.resize((self.len - from) as usize, 0);
        self.file.seek(SeekFrom::Start(from)).await?;
        self.file.read_exact(&mut self.overlap).await?;
        Ok(())
    }

    /// Appends bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await?;
        self.file.flush().await?;
        self.hasher.update(bytes);
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Whether a path refers to this file.
    pub fn is_at(&self, path: &Path) -> bool {
        let there = metadata(path).ok().flatten();
        self.handle.metadata().is_ok_and(|own| there.is_some_and(|there| is_same_file(&there, &own)))
    }
}

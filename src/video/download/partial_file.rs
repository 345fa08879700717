//! The partial file, and the record beside it that makes it resumable.

use std::{
    ffi::OsString,
    io::{self, SeekFrom},
    path::{Path, PathBuf},
};

use reqwest::header::HeaderValue;
use serde::{Deserialize, Serialize};
use tokio::{
    fs::{self, File, OpenOptions},
    io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _},
};

use super::{cannot, finalize::finalize};
use crate::error::Error;

/// The number of bytes at the end of a partial file that are downloaded again and compared, because after a
/// crash they may not have reached the disk.
const OVERLAP: u64 = 64 * 1024;

/// What is known about a partial file. It is stored beside the file.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    pub generation_id: String,
    /// A strong `ETag`, or else the `Last-Modified` date.
    pub validator: Option<String>,
    /// The size of the whole video in bytes.
    pub length: Option<u64>,
}

impl Record {
    fn is_resumable(&self) -> bool {
        self.validator.is_some() && self.length.is_some()
    }
}

/// The paths of a partial file and of its record.
#[derive(Clone)]
pub(super) struct Paths {
    part: PathBuf,
    record: PathBuf,
}

impl Paths {
    pub fn beside(target: &Path) -> Self {
        let with = |suffix| {
            let mut name = target.file_name().map_or_else(OsString::new, OsString::from);
            name.push(suffix);
            target.with_file_name(name)
        };
        Self { part: with(".part"), record: with(".part.json") }
    }

    /// Removes both files. A failure becomes apparent when they are created again.
    async fn remove(&self) {
        let _ = fs::remove_file(&self.part).await;
        let _ = fs::remove_file(&self.record).await;
    }
}

/// The missing range of a video, and the validator of the file that it belongs to.
pub(super) struct MissingRange {
    pub from: u64,
    pub validator: HeaderValue,
    pub length: u64,
}

/// A partial file.
pub(super) struct PartialFile {
    paths: Paths,
    record: Record,
    file: File,
    len: u64,
    /// The end of the file, which is downloaded again and must be equal.
    overlap: Vec<u8>,
}

impl PartialFile {
    /// Opens the partial file of an earlier download of the same job, if it can be resumed.
    pub async fn find(paths: &Paths, generation_id: &str) -> Option<Self> {
        let record: Record = serde_json::from_slice(&fs::read(&paths.record).await.ok()?).ok()?;
        let metadata = fs::symlink_metadata(&paths.part).await.ok()?;
        let len = metadata.len();
        let is_ours = record.generation_id == generation_id && record.is_resumable();
        if !is_ours || !metadata.is_file() || record.length.is_some_and(|length| len > length) {
            return None;
        }
        let file = OpenOptions::new().read(true).write(true).open(&paths.part).await.ok()?;
        Some(Self { paths: paths.clone(), record, file, len, overlap: Vec::new() })
    }

    /// Creates an empty partial file. An old one is removed instead of truncated, because another process may
    /// be writing to it.
    pub async fn create(paths: &Paths, record: Record) -> Result<Self, Error> {
        paths.remove().await;
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&paths.part).await;
        let file = file.map_err(|error| cannot("create", &paths.part, error))?;
        let part = Self { paths: paths.clone(), record, file, len: 0, overlap: Vec::new() };
        match part.write_record().await {
            Ok(()) => Ok(part),
            Err(error) => {
                let error = cannot("write", &part.paths.record, error);
                part.discard().await;
                Err(error)
            }
        }
    }

    async fn write_record(&self) -> io::Result<()> {
        let mut file = File::create_new(&self.paths.record).await?;
        file.write_all(&serde_json::to_vec(&self.record)?).await?;
        file.sync_all().await
    }

    /// The number of bytes on disk.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// The size of the whole video in bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.record.length
    }

    /// The number of bytes that are known to be equal to those of the host.
    pub fn received(&self) -> u64 {
        self.len - self.overlap.len() as u64
    }

    /// The range to request next, or `None` if the whole video must be requested.
    pub async fn missing_range(&mut self) -> Result<Option<MissingRange>, Error> {
        let validator = self.record.validator.as_deref().and_then(|text| HeaderValue::try_from(text).ok());
        let (Some(validator), Some(length), 1..) = (validator, self.record.length, self.len) else {
            return Ok(None);
        };
        let from = self.len.saturating_sub(OVERLAP);
        self.read_overlap(from).await.map_err(|error| cannot("read", &self.paths.part, error))?;
        Ok(Some(MissingRange { from, validator, length }))
    }

    async fn read_overlap(&mut self, from: u64) -> io::Result<()> {
        self.overlap.resize((self.len - from) as usize, 0);
        self.file.seek(SeekFrom::Start(from)).await?;
        self.file.read_exact(&mut self.overlap).await?;
        Ok(())
    }

    /// Appends the next bytes from the host. Returns `false` if they differ from the bytes that are already in
    /// the file.
    pub async fn append(&mut self, bytes: &[u8]) -> Result<bool, Error> {
        let (again, new) = bytes.split_at(bytes.len().min(self.overlap.len()));
        if !self.overlap.starts_with(again) {
            return Ok(false);
        }
        self.overlap.drain(..again.len());
        self.write(new).await.map_err(|error| cannot("write", &self.paths.part, error))?;
        self.len += new.len() as u64;
        Ok(true)
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await?;
        self.file.flush().await
    }

    /// Moves the complete file to its final path, and returns its size in bytes.
    pub async fn finish(&self, target: &Path, overwrite: bool) -> Result<u64, Error> {
        let path = &self.paths.part;
        self.file.sync_all().await.map_err(|error| cannot("write", path, error))?;
        if !self.is_in_place().await {
            let message = format!("{} was replaced by another file during the download", path.display());
            return Err(Error::download(message));
        }
        finalize(path, target, overwrite).await?;
        let _ = fs::remove_file(&self.paths.record).await;
        Ok(self.len)
    }

    /// Whether the path still refers to this file.
    async fn is_in_place(&self) -> bool {
        fs::symlink_metadata(&self.paths.part).await.is_ok_and(|metadata| metadata.len() == self.len)
    }

    /// Keeps the file after an error if a later download can resume it, and adds that to the error.
    pub async fn keep_for_resume(self, error: Error) -> Error {
        if !self.is_in_place().await {
            return error;
        }
        if self.record.is_resumable() && self.len > 0 {
            return error.with_partial_file(self.len, &self.paths.part);
        }
        self.discard().await;
        error
    }

    pub async fn discard(self) {
        self.paths.remove().await;
    }
}

//! The partial file of a download, and the record beside it that reserves the output file and makes the
//! download resumable.

mod content;
mod finalize;
mod paths;
mod record;

pub(super) use record::{MissingRange, Origin};

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek as _},
    panic,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;

use super::{
    Written,
    checksum::{hex, sha256},
    container,
    download::Sink,
};
use crate::{error::Error, lock::is_same_file};
use content::Content;
use finalize::finalize;
use paths::{Paths, cannot, foreign, metadata};
use record::{Checkpoint, Record};

/// The number of bytes at the end of a partial file that are downloaded again and compared, in case the host
/// has another file than before.
const OVERLAP: u64 = 64 * 1024;

/// The minimum distance between checkpoints in bytes.
const MIN_DISTANCE: u64 = 64 * 1024;

/// The maximum number of checkpoints at the minimum distance; those of a longer video are farther apart.
const CHECKPOINTS: u64 = 500;

/// A reserved output file, and what has been downloaded of it. Until bytes arrive, there is only the record.
pub(super) struct PartialFile {
    paths: Paths,
    record: Record,
    content: Option<Content>,
    /// Whether an existing file is replaced.
    overwrite: bool,
    /// Whether the file is being moved to its final path. A dropped future does not stop that.
    is_finishing: bool,
}

impl PartialFile {
    /// Reserves an output file.
    pub async fn reserve(target: PathBuf, overwrite: bool) -> Result<Self, Error> {
        blocking(move || Self::reserve_blocking(target, overwrite)).await
    }

    fn reserve_blocking(target: PathBuf, overwrite: bool) -> Result<Self, Error> {
        let paths = Paths::beside(target)?;
        let is_recorded = metadata(&paths.record).is_ok_and(|record| record.is_some());
        if !is_recorded {
            paths.check_target(overwrite)?;
        }
        let record = Record::lock(&paths.record, &paths.target)?;
        let mut partial = Self { paths, record, content: None, overwrite, is_finishing: false };
        // Even if the target exists, what an earlier download has left is cleaned up.
        partial.check_part()?;
        partial.paths.check_target(overwrite)?;
        Ok(partial)
    }

    /// Sets whether an existing file is replaced.
    pub fn overwriting(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// Checks that the partial file, if there is one, belongs to the record. One that already has its final
    /// name, because its process ended just then, is removed.
    fn check_part(&mut self) -> Result<(), Error> {
        let part = metadata(&self.paths.part)?;
        match (&part, self.record.origin()) {
            (None, None) => Ok(()),
            (None, Some(_)) => self.record.clear(),
            (Some(part), Some(_)) if part.is_file() => match metadata(&self.paths.target)? {
                Some(target) if is_same_file(part, &target) => self.remove_part(),
                _ => Ok(()),
            },
            (Some(_), _) => Err(self.foreign_part()),
        }
    }

    /// The error for a partial file that is not of the record. The record is cleared, so that it never claims
    /// the file.
    fn foreign_part(&mut self) -> Error {
        self.content = None;
        match self.record.clear() {
            Ok(()) => foreign(&self.paths.part),
            Err(error) => error,
        }
    }

    /// Opens the partial file of an earlier download of the same job, if it can be resumed. It is cut where
    /// its content is no longer that which was downloaded.
    pub async fn resume(&mut self, generation_id: &str) -> Result<(), Error> {
        let is_of_job = |origin: &&Origin| origin.generation_id == generation_id && origin.is_resumable();
        if self.record.origin().filter(is_of_job).is_none() {
            return Ok(());
        }
        let (part, checkpoints) = (self.paths.part.clone(), self.record.checkpoints().to_vec());
        let verified = blocking(move || {
            Content::verified(&part, &checkpoints).map_err(|error| cannot("read", &part, error))
        });
        if let Some((content, count)) = verified.await? {
            self.record.keep_checkpoints(count)?;
            self.content = Some(content);
        }
        Ok(())
    }

    /// Where the bytes on disk come from.
    fn origin(&self) -> Option<&Origin> {
        self.record.origin().filter(|_| self.content.is_some())
    }

    fn cannot_write(&self, error: io::Error) -> Error {
        let is_resumable = self.origin().is_some_and(Origin::is_resumable);
        let kept = "; the host does not support resuming, so nothing is kept: download again";
        let kept = if is_resumable { "" } else { kept };
        let part = self.paths.part.display();
        Error::download(format!("cannot write {part}: {error}{kept}")).with_source(error)
    }

    /// Records the SHA-256 of the bytes on disk. If that fails, a later download resumes from the checkpoint
    /// before. It is a write of a hundred bytes, so that a dropped download can do it, too.
    fn add_checkpoint(&mut self) {
        let is_resumable = self.record.origin().is_some_and(Origin::is_resumable);
        if let Some(content) = self.content.as_ref().filter(|_| is_resumable) {
            let sha256 = hex(&sha256(&content.hasher));
            let _ = self.record.add_checkpoint(Checkpoint { bytes: content.len, sha256 });
        }
    }

    /// Examines the bytes on disk, given the file, its length and its SHA-256.
    async fn examine<T: Send + 'static>(
        &self,
        examine: impl FnOnce(&mut File, u64, Sha256) -> io::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let path = self.paths.part.clone();
        let Some(content) = &self.content else { return Err(replaced(&path)) };
        let (file, len, sha256) = (content.handle.try_clone(), content.len, content.hasher.clone());
        blocking(move || {
            let result = file.and_then(|mut file| {
                file.rewind()?;
                examine(&mut file, len, sha256)
            });
            result.map_err(|error| cannot("read", &path, error))
        })
        .await
    }

    /// Keeps what a later download can resume from, and removes the rest.
    fn keep(&mut self) {
        self.add_checkpoint();
        let Some(content) = &self.content else { return };
        match self.record.bytes() {
            _ if !content.is_at(&self.paths.part) => _ = self.foreign_part(),
            0 => _ = self.remove_part(),
            // It may be the target as well, by a link, and is complete.
            _ if self.is_finishing => {}
            // After an interrupted write the file is longer. If it stays so, it is cut when it is resumed.
            bytes => _ = content.handle.set_len(bytes),
        }
    }

    /// Removes the partial file, unless it is not of the record.
    fn remove_part(&mut self) -> Result<(), Error> {
        self.content = None;
        if self.record.origin().is_none() {
            return Ok(());
        }
        match fs::remove_file(&self.paths.part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(cannot("remove", &self.paths.part, error))
            }
            _ => self.record.clear(),
        }
    }
}

impl Sink for PartialFile {
    /// The number of bytes on disk.
    fn len(&self) -> u64 {
        self.content.as_ref().map_or(0, |content| content.len)
    }

    /// The size of the whole video in bytes, if it is known.
    fn length(&self) -> Option<u64> {
        self.origin()?.length
    }

    /// The number of bytes that are known to be equal to those of the host.
    fn received(&self) -> u64 {
        self.content.as_ref().map_or(0, |content| content.len - content.overlap.len() as u64)
    }

    /// An earlier attempt may have downloaded a part of the file.
    fn may_be_mixed(&self) -> bool {
        self.content.as_ref().is_some_and(|content| content.is_resumed)
    }

    /// The range to request next, or `None` if the whole video must be requested.
    async fn missing_range(&mut self) -> Result<Option<MissingRange>, Error> {
        let from = self.len().saturating_sub(OVERLAP);
        let missing = self.origin().filter(|_| self.len() > 0).and_then(|origin| origin.missing_range(from));
        let Some((missing, content)) = missing.zip(self.content.as_mut()) else { return Ok(None) };
        content.is_resumed = true;
        content.read_overlap(from).await.map_err(|error| cannot("read", &self.paths.part, error))?;
        Ok(Some(missing))
    }

    /// Creates an empty partial file. An old one is removed instead of truncated, because it may have another
    /// name, too.
    async fn start_over(&mut self, origin: Origin) -> Result<(), Error> {
        self.remove_part()?;
        self.record.set_origin(origin)?;
        let record = self.record.try_clone()?;
        let path = self.paths.record.clone();
        // Otherwise a power failure could leave the partial file without its record.
        blocking(move || record.sync_all().map_err(|error| cannot("write", &path, error))).await?;
        let part = &self.paths.part;
        let created = match OpenOptions::new().read(true).write(true).create_new(true).open(part) {
            Ok(file) => Content::new(file, 0, Sha256::new()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(self.foreign_part()),
            Err(error) => Err(error),
        };
        self.content = Some(created.map_err(|error| cannot("create", part, error))?);
        Ok(())
    }

    /// Appends the next bytes from the host. Returns `false` if they differ from the bytes that are already in
    /// the file.
    async fn append(&mut self, bytes: &[u8]) -> Result<bool, Error> {
        let distance = MIN_DISTANCE.max(self.length().unwrap_or_default() / CHECKPOINTS);
        let Some(content) = &mut self.content else { return Ok(false) };
        let (again, new) = bytes.split_at(bytes.len().min(content.overlap.len()));
        if !content.overlap.starts_with(again) {
            return Ok(false);
        }
        content.overlap.drain(..again.len());
        if let Err(error) = content.write(new).await {
            return Err(self.cannot_write(error));
        }
        if content.len >= self.record.bytes() + distance {
            self.add_checkpoint();
        }
        Ok(true)
    }

    async fn is_complete_mp4(&mut self) -> Result<bool, Error> {
        self.examine(|file, len, _| container::is_complete_mp4(file, len)).await
    }

    async fn wrong_checksum(&mut self) -> Result<Option<&'static str>, Error> {
        let checksums = self.origin().map_or_else(Vec::new, |origin| origin.checksums.clone());
        for checksum in checksums {
            let name = checksum.name();
            if !self.examine(move |file, _, sha256| checksum.matches(file, sha256)).await? {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// Moves the complete file to its final path.
    async fn finish(&mut self) -> Result<Written, Error> {
        let path = &self.paths.part;
        let Some(content) = self.content.as_ref().filter(|content| content.is_at(path)) else {
            return Err(replaced(path));
        };
        content.file.sync_all().await.map_err(|error| cannot("write", path, error))?;
        let (bytes, sha256) = (content.len, sha256(&content.hasher));
        let (paths, overwrite) = (self.paths.clone(), self.overwrite);
        self.is_finishing = true;
        let result = blocking(move || finalize(&paths, overwrite)).await;
        self.is_finishing = false;
        result?;
        self.content = None;
        Ok(Written::new(bytes, sha256))
    }

    /// Removes the partial file. If it remains, the next download of the output file recognizes it.
    fn discard(&mut self) {
        let _ = self.remove_part();
    }

    /// Keeps the bytes on disk after an error if a later download can resume from them, and adds that to the
    /// error.
    fn keep_for_resume(&mut self, error: Error) -> Error {
        self.keep();
        match self.record.bytes() {
            bytes @ 1.. if self.content.is_some() => error.with_partial_file(bytes, &self.paths.part),
            _ => error,
        }
    }
}

/// Leaves the partial file with its record if a later download can resume it, and otherwise nothing.
impl Drop for PartialFile {
    fn drop(&mut self) {
        self.keep();
        let has_part = metadata(&self.paths.part).is_ok_and(|part| part.is_some());
        if self.record.origin().is_none() || !has_part {
            self.record.remove();
        }
    }
}

/// Runs a function that blocks on the file system.
async fn blocking<T: Send + 'static>(
    function: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match spawn_blocking(function).await {
        Ok(result) => result,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => panic::resume_unwind(panic),
            Err(error) => Err(Error::download("the runtime shuts down").with_source(error)),
        },
    }
}

fn replaced(part: &Path) -> Error {
    Error::download(format!("{} was replaced by another file during the download", part.display()))
}

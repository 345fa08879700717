//! The record of a partial file: the lock on the output file, whose partial file it is, and checksums of its
//! beginnings.
//!
//! It has one JSON object a line, and lines are only appended or cut off, so that it is valid whenever the
//! process ends.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use reqwest::header::HeaderValue;
use serde::{Deserialize, Serialize};

use super::paths::{cannot, foreign, metadata};
use crate::{error::Error, lock::try_lock, video::checksum::Checksum};

/// The first line, by which a record is recognized.
const HEADER: &[u8] = b"{\"format\":\"aimlapi-kling partial download 1\"}\n";

/// The maximum size in bytes. Beyond it there are no more checkpoints.
const MAX_SIZE: u64 = 64 * 1024;

/// The second line: where the bytes of the partial file come from.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Origin {
    pub generation_id: String,
    /// A strong `ETag`, or else the `Last-Modified` date.
    pub validator: Option<String>,
    /// The size of the whole video in bytes.
    pub length: Option<u64>,
    pub checksums: Vec<Checksum>,
}

impl Origin {
    pub fn is_resumable(&self) -> bool {
        self.validator.is_some() && self.length.is_some()
    }

    /// The range from a byte on, if it can be requested.
    pub fn missing_range(&self, from: u64) -> Option<MissingRange> {
        let validator = HeaderValue::try_from(self.validator.as_ref()?).ok()?;
        Some(MissingRange { from, validator, length: self.length? })
    }
}

/// The missing range of a video, and the validator of the file that it belongs to.
pub(crate) struct MissingRange {
    pub from: u64,
    pub validator: HeaderValue,
    pub length: u64,
}

/// The following lines: the SHA-256 of the first bytes of the partial file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checkpoint {
    pub bytes: u64,
    pub sha256: String,
}

/// A record that this process has locked.
pub(super) struct Record {
    path: PathBuf,
    file: File,
    origin: Option<Origin>,
    checkpoints: Vec<Checkpoint>,
    /// The ends of the lines.
    ends: Vec<u64>,
}

impl Record {
    /// Creates or opens a record, and locks it.
    pub fn lock(path: &Path, target: &Path) -> Result<Self, Error> {
        loop {
            let Some(file) = open(path)? else { continue };
            match try_lock(&file, path) {
                Ok(true) => return Self::read(path, file),
                Ok(false) => {}
                Err(TryLockError::WouldBlock) => return Err(in_use(target, path)),
                Err(TryLockError::Error(error)) => return Err(cannot("lock", path, error)),
            }
        }
    }

    fn read(path: &Path, mut file: File) -> Result<Self, Error> {
        let mut text = Vec::new();
        let read = (&mut file).take(MAX_SIZE + 1).read_to_end(&mut text);
        read.map_err(|error| cannot("read", path, error))?;
        let mut record =
            Self { path: path.to_owned(), file, origin: None, checkpoints: Vec::new(), ends: Vec::new() };
        if HEADER.starts_with(&text) {
            // New, or its process ended before it had a header.
            record.append(HEADER).map_err(|error| cannot("write", path, error))?;
        } else if text.starts_with(HEADER) && text.len() as u64 <= MAX_SIZE {
            record.parse(&text);
        } else {
            return Err(foreign(path));
        }
        Ok(record)
    }

    /// Parses the lines up to the first invalid one.
    fn parse(&mut self, text: &[u8]) {
        self.ends.push(HEADER.len() as u64);
        for line in text[HEADER.len()..].split_inclusive(|byte| *byte == b'\n') {
            if !self.parse_line(line) {
                return;
            }
            self.ends.push(self.end() + line.len() as u64);
        }
    }

    fn parse_line(&mut self, line: &[u8]) -> bool {
        if !line.ends_with(b"\n") {
            return false;
        }
        let Some(origin) = &self.origin else {
            self.origin = serde_json::from_slice(line).ok();
            return self.origin.is_some();
        };
        let length = origin.length;
        let checkpoint: Option<Checkpoint> = serde_json::from_slice(line).ok();
        let is_next = |next: &Checkpoint| next.bytes > self.bytes() && Some(next.bytes) <= length;
        self.checkpoints.extend(checkpoint.filter(is_next));
        self.checkpoints.len() == self.ends.len() - 1
    }

    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    pub fn checkpoints(&self) -> &[Checkpoint] {
        &self.checkpoints
    }

    /// The number of bytes up to the last checkpoint.
    pub fn bytes(&self) -> u64 {
        self.checkpoints.last().map_or(0, |checkpoint| checkpoint.bytes)
    }

    fn end(&self) -> u64 {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Records the origin of a new partial file.
    pub fn set_origin(&mut self, origin: Origin) -> Result<(), Error> {
        self.clear()?;
        match self.append_line(&origin) {
            Ok(true) => self.origin = Some(origin),
            Ok(false) => return Err(Error::download("the generation id is too long for a record")),
            Err(error) => return Err(cannot("write", &self.path, error)),
        }
        Ok(())
    }

    /// Forgets the partial file.
    pub fn clear(&mut self) -> Result<(), Error> {
        (self.origin, self.checkpoints) = (None, Vec::new());
        self.ends.truncate(1);
        self.cut()
    }

    /// Forgets all but the first checkpoints.
    pub fn keep_checkpoints(&mut self, count: usize) -> Result<(), Error> {
        self.checkpoints.truncate(count);
        self.ends.truncate(count + 2);
        self.cut()
    }

    /// Cuts the file after the last line.
    fn cut(&self) -> Result<(), Error> {
        self.file.set_len(self.end()).map_err(|error| cannot("write", &self.path, error))
    }

    /// Adds a checkpoint beyond the last one, if there is room.
    pub fn add_checkpoint(&mut self, checkpoint: Checkpoint) -> io::Result<()> {
        if checkpoint.bytes > self.bytes() && self.append_line(&checkpoint)? {
            self.checkpoints.push(checkpoint);
        }
        Ok(())
    }

    /// The file, to sync it.
    pub fn try_clone(&self) -> Result<File, Error> {
        self.file.try_clone().map_err(|error| cannot("access", &self.path, error))
    }

    /// Removes the file.
    pub fn remove(&self) {
        // If it remains, the next download of the output file recognizes it.
        let _ = fs::remove_file(&self.path);
    }

    /// Appends a line, and returns `false` if there is no room for it.
    fn append_line(&mut self, line: &impl Serialize) -> io::Result<bool> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        if self.end() + text.len() as u64 > MAX_SIZE {
            return Ok(false);
        }
        self.append(&text).map(|()| true)
    }

    /// Appends a line, in place of what an interrupted process may have left of one.
    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let end = self.end();
        self.file.set_len(end)?;
        self.file.seek(SeekFrom::Start(end))?;
        self.file.write_all(line)?;
        self.ends.push(end + line.len() as u64);
        Ok(())
    }
}

/// Opens a record or creates it; `None` if another process has just created or removed it.
fn open(path: &Path) -> Result<Option<File>, Error> {
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true);
    let (opened, changed) = match metadata(path)? {
        None => (options.create_new(true).open(path), io::ErrorKind::AlreadyExists),
        Some(metadata) if metadata.is_file() => (options.open(path), io::ErrorKind::NotFound),
        Some(_) => return Err(foreign(path)),
    };
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == changed => Ok(None),
        Err(error) => Err(cannot("create", path, error)),
    }
}

fn in_use(target: &Path, record: &Path) -> Error {
    Error::download(format!(
        "{} is reserved by another download, which has locked {}; choose another output file, or wait for it",
        target.display(),
        record.display()
    ))
}

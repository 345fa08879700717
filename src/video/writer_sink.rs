//! Downloading into a writer, which takes every byte once.

use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::{
    Written,
    checksum::{Checksum, Hasher, sha256},
    container::BoxScanner,
    download::Sink,
    partial_file::{MissingRange, Origin},
};
use crate::error::Error;

/// A writer, and what has been written to it.
///
/// A download that starts over does not write again what was written before: the bytes of the host are compared
/// with it by their hash, and writing continues behind it.
pub(super) struct WriterSink<W> {
    writer: W,
    received: Received,
    /// The number of bytes that were written, and their SHA-256.
    written: u64,
    written_sha256: [u8; 32],
}

/// The bytes since the last start, of which only hashes are kept.
#[derive(Default)]
struct Received {
    origin: Option<Origin>,
    len: u64,
    sha256: Sha256,
    /// The checksums of the host, and the hashes to compare them with.
    checksums: Vec<(Checksum, Hasher)>,
    boxes: BoxScanner,
}

impl Received {
    fn from_origin(origin: Origin) -> Self {
        let checksums =
            origin.checksums.iter().map(|checksum| (checksum.clone(), checksum.hasher())).collect();
        Self { origin: Some(origin), checksums, ..Self::default() }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.len += bytes.len() as u64;
        self.sha256.update(bytes);
        self.checksums.iter_mut().for_each(|(_, hasher)| hasher.update(bytes));
        self.boxes.push(bytes);
    }
}

impl<W> WriterSink<W> {
    pub fn new(writer: W) -> Self {
        Self { writer, received: Received::default(), written: 0, written_sha256: sha256(&Sha256::new()) }
    }

    fn restart(&mut self, received: Received) {
        if self.received.len == self.written {
            self.written_sha256 = sha256(&self.received.sha256);
        }
        self.received = received;
    }

    /// The error if the host has another video than the one whose beginning was written.
    fn changed(&self) -> Error {
        let reason = format!(
            "the host of the video sent other content than before, and {} bytes were already written: download \
             again to an empty writer",
            self.written
        );
        Error::download(reason).into_transient_download()
    }
}

impl<W: AsyncWrite + Unpin + Send> Sink for WriterSink<W> {
    fn len(&self) -> u64 {
        self.received.len
    }

    fn length(&self) -> Option<u64> {
        self.received.origin.as_ref()?.length
    }

    fn received(&self) -> u64 {
        self.received.len
    }

    /// What was written cannot be taken back.
    fn may_be_mixed(&self) -> bool {
        false
    }

    async fn missing_range(&mut self) -> Result<Option<MissingRange>, Error> {
        let origin = self.received.origin.as_ref().filter(|_| self.received.len > 0);
        Ok(origin.and_then(|origin| origin.missing_range(self.received.len)))
    }

    async fn start_over(&mut self, origin: Origin) -> Result<(), Error> {
        self.restart(Received::from_origin(origin));
        Ok(())
    }

    async fn append(&mut self, bytes: &[u8]) -> Result<bool, Error> {
        let missing = self.written - self.received.len;
        let (again, new) = bytes.split_at(missing.min(bytes.len() as u64) as usize);
        if !again.is_empty() {
            self.received.update(again);
            if self.received.len == self.written && sha256(&self.received.sha256) != self.written_sha256 {
                return Err(self.changed());
            }
        }
        if !new.is_empty() {
            let written = self.writer.write_all(new).await;
            written.map_err(|error| {
                Error::download(format!("cannot write to the writer: {error}")).with_source(error)
            })?;
            self.received.update(new);
            self.written = self.received.len;
        }
        Ok(true)
    }

    async fn is_complete_mp4(&mut self) -> Result<bool, Error> {
        Ok(self.received.boxes.is_complete())
    }

    async fn wrong_checksum(&mut self) -> Result<Option<&'static str>, Error> {
        let mut checksums = self.received.checksums.iter();
        Ok(checksums.find(|(checksum, hasher)| !checksum.is(hasher)).map(|(checksum, _)| checksum.name()))
    }

    async fn finish(&mut self) -> Result<Written, Error> {
        if self.received.len < self.written {
            return Err(self.changed());
        }
        let flushed = self.writer.flush().await;
        flushed.map_err(|error| {
            Error::download(format!("cannot write to the writer: {error}")).with_source(error)
        })?;
        Ok(Written::new(self.written, sha256(&self.received.sha256)))
    }

    fn discard(&mut self) {
        self.restart(Received::default());
    }

    fn keep_for_resume(&mut self, error: Error) -> Error {
        error
    }
}

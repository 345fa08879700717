//! A download in progress.

use tokio::time::sleep;

use super::{
    Download,
    attempt_error::AttemptError,
    finalize::check_target_is_free,
    partial_file::{PartialFile, Paths, Record},
    response::VideoResponse,
    source::Source,
    stall_timer::MIN_PROGRESS,
};
use crate::{
    client::{Retries, trace},
    error::Error,
};

/// The number of consecutive transient errors that are retried.
const MAX_RETRIES: u32 = 5;

pub(super) struct Transfer<'a> {
    settings: Download<'a>,
    source: Source<'a>,
    paths: Paths,
    /// The partial file. One of another job is not touched before the first byte arrives.
    part: Option<PartialFile>,
}

impl<'a> Transfer<'a> {
    pub fn new(settings: Download<'a>) -> Self {
        let source = Source::new(settings.video, settings.stall_timeout);
        let paths = Paths::beside(&settings.path);
        Self { settings, source, paths, part: None }
    }

    pub async fn run(mut self) -> Result<u64, Error> {
        if !self.settings.overwrite {
            check_target_is_free(&self.settings.path).await?;
        }
        self.part = PartialFile::find(&self.paths, self.generation_id()).await;
        match (self.complete().await, self.part) {
            (Err(error), Some(part)) => Err(part.keep_for_resume(error).await),
            (result, _) => result,
        }
    }

    fn generation_id(&self) -> &'a str {
        self.settings.video.generation().id()
    }

    fn bytes_on_disk(&self) -> u64 {
        self.part.as_ref().map_or(0, PartialFile::len)
    }

    async fn complete(&mut self) -> Result<u64, Error> {
        let mut retries = Retries::new(MAX_RETRIES, self.generation_id());
        let mut progress = self.bytes_on_disk();
        loop {
            match self.attempt().await {
                Ok(bytes) => return Ok(bytes),
                Err(AttemptError::Transient { error, retry_after }) => {
                    // A download that starts over must get further than before, so that it ends eventually.
                    if self.bytes_on_disk() >= progress + MIN_PROGRESS {
                        progress = self.bytes_on_disk();
                        retries.reset();
                    }
                    let Some(delay) = retries.next_delay(retry_after) else { return Err(error) };
                    trace::error(&error, "retrying");
                    sleep(delay).await;
                }
                Err(AttemptError::FileChanged) => self.discard().await,
                Err(AttemptError::Discard(error)) => {
                    self.discard().await;
                    return Err(error);
                }
                Err(AttemptError::Fatal(error)) => return Err(error),
            }
        }
    }

    async fn discard(&mut self) {
        if let Some(part) = self.part.take() {
            part.discard().await;
        }
    }

    async fn attempt(&mut self) -> Result<u64, AttemptError> {
        let missing = match &mut self.part {
            Some(part) => part.missing_range().await?,
            None => None,
        };
        let response = self.source.fetch(missing.as_ref()).await?;
        let missing = missing.filter(|_| response.is_partial());
        self.check_announced(missing.map_or(response.length(), |range| Some(range.length)))?;
        let record = self.record(&response);
        let part = match &mut self.part {
            Some(part) if response.is_partial() => part,
            other => other.insert(PartialFile::create(&self.paths, record).await?),
        };
        receive(&mut self.settings, part, response).await?;
        check_received(part, self.source.file_size())?;
        Ok(part.finish(&self.settings.path, self.settings.overwrite).await?)
    }

    fn record(&self, response: &VideoResponse) -> Record {
        Record {
            generation_id: self.generation_id().to_owned(),
            validator: response.validator(),
            length: response.length(),
        }
    }

    fn check_announced(&self, length: Option<u64>) -> Result<(), Error> {
        let file_size = self.source.file_size();
        if length.max(file_size) > Some(self.settings.max_size) {
            return Err(too_large(self.settings.max_size));
        }
        match (length, file_size) {
            (Some(0), _) => Err(empty()),
            (Some(length), Some(size)) if length != size => Err(Error::download(format!(
                "the host of the video announces {length} bytes, but the job reports {size}"
            ))),
            _ => Ok(()),
        }
    }
}

async fn receive(
    settings: &mut Download<'_>,
    part: &mut PartialFile,
    mut response: VideoResponse,
) -> Result<(), AttemptError> {
    let mut is_checked = response.is_partial();
    while let Some(chunk) = response.chunk().await? {
        if !is_checked {
            is_checked = is_not_text(&chunk)?;
        }
        if !part.append(&chunk).await? {
            return Err(AttemptError::FileChanged);
        }
        if part.len() > settings.max_size {
            return Err(AttemptError::Discard(too_large(settings.max_size)));
        }
        (settings.on_progress)(part.len(), part.length());
    }
    Ok(())
}

/// Whether the first byte of the body has arrived and is not that of a text format. A text may begin with
/// white space.
fn is_not_text(bytes: &[u8]) -> Result<bool, AttemptError> {
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(first @ (b'<' | b'{' | b'[')) => {
            let first = char::from(*first);
            let message =
                format!("the host of the video sent text that begins with {first:?}, which is not a video");
            Err(AttemptError::Discard(Error::download(message)))
        }
        first => Ok(first.is_some()),
    }
}

/// Checks that exactly the announced number of bytes has arrived.
fn check_received(part: &PartialFile, file_size: Option<u64>) -> Result<(), AttemptError> {
    let received = part.received();
    let differs_from = |expected: Option<u64>| expected.filter(|expected| *expected != received);
    let wrong = |expected| Error::download(format!("received {received} bytes of {expected}"));
    match (differs_from(part.length()), differs_from(file_size)) {
        _ if received == 0 => Err(AttemptError::Discard(empty())),
        (Some(length), _) if received < length => Err(AttemptError::transient(wrong(length))),
        (Some(expected), _) | (None, Some(expected)) => Err(AttemptError::Discard(wrong(expected))),
        (None, None) => Ok(()),
    }
}

fn empty() -> Error {
    Error::download("the host of the video sent an empty file")
}

fn too_large(max_size: u64) -> Error {
    Error::download(format!("the video is larger than the limit of {max_size} bytes"))
}

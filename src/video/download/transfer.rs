//! A download in progress.

use tokio::time::sleep;

use super::{
    Download, OnProgress, attempt_error::AttemptError, response::VideoResponse, source::Source,
    stall_timer::MIN_PROGRESS,
};
use crate::{
    client::{Retries, trace},
    error::Error,
    video::{Downloaded, container, partial_file::PartialFile},
};

pub(super) struct Transfer<'a> {
    source: Source<'a>,
    generation_id: &'a str,
    part: PartialFile,
    overwrite: bool,
    max_size: u64,
    max_retries: u32,
    on_progress: OnProgress<'a>,
}

impl<'a> Transfer<'a> {
    pub async fn start(download: Download<'a>) -> Result<Self, Error> {
        let Download { video, output, stall_timeout, max_size, max_retries, on_progress } = download;
        let generation_id = video.job().id();
        let (mut part, overwrite) = output.into_reserved().await?;
        part.resume(generation_id).await?;
        let source = Source::new(video, stall_timeout);
        Ok(Self { source, generation_id, part, overwrite, max_size, max_retries, on_progress })
    }

    pub async fn run(mut self) -> Result<Downloaded, Error> {
        self.complete().await.map_err(|error| self.part.keep_for_resume(error))
    }

    async fn complete(&mut self) -> Result<Downloaded, Error> {
        let mut retries = Retries::new(self.max_retries, self.source.retry_delay(), self.generation_id);
        let mut progress = self.part.len();
        loop {
            match self.attempt().await {
                Ok(downloaded) => return Ok(downloaded),
                Err(AttemptError::Transient { error, retry_after }) => {
                    // A download that starts over must get further than before, so that it ends eventually.
                    if self.part.len() >= progress + MIN_PROGRESS {
                        progress = self.part.len();
                        retries.reset();
                    }
                    let Some(delay) = retries.next_delay(retry_after) else {
                        return Err(error.into_transient_download());
                    };
                    trace::error(&error, "retrying");
                    sleep(delay).await;
                }
                Err(AttemptError::FileChanged) => self.part.discard(),
                Err(AttemptError::Discard(error)) => {
                    self.part.discard();
                    return Err(error);
                }
                Err(AttemptError::Fatal(error)) => return Err(error),
            }
        }
    }

    async fn attempt(&mut self) -> Result<Downloaded, AttemptError> {
        let missing = self.part.missing_range().await?;
        let mut response = self.source.fetch(missing.as_ref()).await?;
        let missing = missing.filter(|_| response.is_partial());
        self.check_size(missing.as_ref().map_or(response.length(), |range| Some(range.length)))?;
        if missing.is_none() {
            self.check_head(&mut response).await?;
            // What an earlier download has left stays until there is a video.
            self.part.start_over(response.origin(self.generation_id)).await?;
        }
        self.receive(response).await?;
        self.check_length().await?;
        self.check_checksums().await?;
        Ok(self.part.finish(self.overwrite).await?)
    }

    fn check_size(&self, bytes: Option<u64>) -> Result<(), Error> {
        let max_size = self.max_size;
        match bytes {
            Some(bytes) if bytes > max_size => {
                Err(Error::download(format!("the video is larger than the limit of {max_size} bytes")))
            }
            _ => Ok(()),
        }
    }

    /// Checks that a response contains a video.
    async fn check_head(&mut self, response: &mut VideoResponse<'_>) -> Result<(), AttemptError> {
        let reason = match response.head().await? {
            [] => "the host of the video sent an empty file".to_owned(),
            head => match container::other_than_video(head) {
                None => return Ok(()),
                Some(found) => format!("the host of the video sent {found}, which is not a video"),
            },
        };
        Err(self.source.rejection(&reason).into())
    }

    async fn receive(&mut self, mut response: VideoResponse<'_>) -> Result<(), AttemptError> {
        while let Some(chunk) = response.chunk().await? {
            if !self.part.append(&chunk).await? {
                return Err(AttemptError::FileChanged);
            }
            if self.part.length().is_some_and(|length| self.part.len() > length) {
                return Ok(());
            }
            self.check_size(Some(self.part.len()))?;
            (self.on_progress)(self.part.len(), self.part.length());
        }
        Ok(())
    }

    /// Checks that the whole video has arrived.
    async fn check_length(&mut self) -> Result<(), AttemptError> {
        let received = self.part.received();
        match self.part.length() {
            Some(length) if received == length => Ok(()),
            Some(length) => {
                let error = self.source.rejection(&format!("received {received} bytes of {length}"));
                Err(if received < length {
                    AttemptError::transient(error)
                } else {
                    AttemptError::Discard(error)
                })
            }
            None if self.source.file_size() == Some(received) => Ok(()),
            None if self.part.examine(|file, len, _| container::is_complete_mp4(file, len)).await? => Ok(()),
            None => {
                let reason = format!(
                    "the video seems to be incomplete after {received} bytes, and its host does not announce \
                     its length"
                );
                Err(AttemptError::transient(self.source.rejection(&reason)))
            }
        }
    }

    /// Checks the checksums that the host has sent.
    async fn check_checksums(&mut self) -> Result<(), AttemptError> {
        for checksum in self.part.checksums() {
            let name = checksum.name();
            if self.part.examine(move |file, _, sha256| checksum.matches(file, &sha256)).await? {
                continue;
            }
            if self.part.is_resumed() {
                return Err(AttemptError::FileChanged);
            }
            let reason = format!("the video differs from the {name} checksum that its host sent");
            return Err(AttemptError::Discard(self.source.rejection(&reason)));
        }
        Ok(())
    }
}

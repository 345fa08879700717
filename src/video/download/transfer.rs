//! A download in progress.

use tokio::time::sleep;

use super::{
    OnProgress, Settings, Sink, attempt_error::AttemptError, response::VideoResponse, source::Source,
    stall_timer::MIN_PROGRESS,
};
use crate::{
    client::{Retries, trace},
    error::Error,
    video::{Video, Written, container},
};

pub(super) struct Transfer<'a, S> {
    source: Source<'a>,
    generation_id: &'a str,
    sink: S,
    max_size: u64,
    max_retries: u32,
    on_progress: OnProgress<'a>,
}

impl<'a, S: Sink> Transfer<'a, S> {
    pub fn new(video: &'a Video, settings: Settings<'a>, sink: S) -> Self {
        let Settings { stall_timeout, max_size, max_retries, on_progress } = settings;
        let source = Source::new(video, stall_timeout);
        Self { source, generation_id: video.job().id(), sink, max_size, max_retries, on_progress }
    }

    pub async fn run(mut self) -> Result<Written, Error> {
        self.complete().await.map_err(|error| self.sink.keep_for_resume(error))
    }

    async fn complete(&mut self) -> Result<Written, Error> {
        let mut retries = Retries::new(self.max_retries, self.source.retry_delay(), self.generation_id);
        let mut progress = self.sink.len();
        loop {
            match self.attempt().await {
                Ok(downloaded) => return Ok(downloaded),
                Err(AttemptError::Transient { error, retry_after }) => {
                    // A download that starts over must get further than before, so that it ends eventually.
                    if self.sink.len() >= progress + MIN_PROGRESS {
                        progress = self.sink.len();
                        retries.reset();
                    }
                    let Some(delay) = retries.next_delay(retry_after) else {
                        return Err(error.into_transient_download());
                    };
                    trace::error(&error, "retrying");
                    sleep(delay).await;
                }
                Err(AttemptError::FileChanged) => self.sink.discard(),
                Err(AttemptError::Discard(error)) => {
                    self.sink.discard();
                    return Err(error);
                }
                Err(AttemptError::Fatal(error)) => return Err(error),
            }
        }
    }

    async fn attempt(&mut self) -> Result<Written, AttemptError> {
        let missing = self.sink.missing_range().await?;
        let mut response = self.source.fetch(missing.as_ref()).await?;
        let missing = missing.filter(|_| response.is_partial());
        self.check_size(missing.as_ref().map_or(response.length(), |range| Some(range.length)))?;
        if missing.is_none() {
            self.check_head(&mut response).await?;
            // What an earlier download has left stays until there is a video.
            self.sink.start_over(response.origin(self.generation_id)).await?;
        }
        self.receive(response).await?;
        self.check_length().await?;
        self.check_checksums().await?;
        Ok(self.sink.finish().await?)
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
            self.check_size(Some(self.sink.received() + chunk.len() as u64))?;
            if !self.sink.append(&chunk).await? {
                return Err(AttemptError::FileChanged);
            }
            if self.sink.length().is_some_and(|length| self.sink.len() > length) {
                return Ok(());
            }
            (self.on_progress)(self.sink.len(), self.sink.length());
        }
        Ok(())
    }

    /// Checks that the whole video has arrived.
    async fn check_length(&mut self) -> Result<(), AttemptError> {
        let received = self.sink.received();
        match self.sink.length() {
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
            None if self.sink.is_complete_mp4().await? => Ok(()),
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
        match self.sink.wrong_checksum().await? {
            None => Ok(()),
            Some(_) if self.sink.may_be_mixed() => Err(AttemptError::FileChanged),
            Some(name) => {
                let reason = format!("the video differs from the {name} checksum that its host sent");
                Err(AttemptError::Discard(self.source.rejection(&reason)))
            }
        }
    }
}

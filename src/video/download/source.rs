//! Requests to the host of the video.

use std::time::Duration;

use reqwest::{
    Url,
    header::{ACCEPT_ENCODING, IF_RANGE, RANGE},
};

use super::{
    attempt_error::AttemptError, partial_file::MissingRange, response::VideoResponse, stall_timer::StallTimer,
};
use crate::{error::Error, job::VideoFile, video::Video};

/// The current URL of the video.
pub(super) struct Source<'a> {
    video: &'a Video,
    file: VideoFile,
    is_renewed: bool,
    stall_timeout: Duration,
}

impl<'a> Source<'a> {
    pub fn new(video: &'a Video, stall_timeout: Duration) -> Self {
        Self { video, file: video.file().clone(), is_renewed: false, stall_timeout }
    }

    /// The size of the video in bytes, as the job reports it.
    pub fn file_size(&self) -> Option<u64> {
        self.file.file_size()
    }

    /// Requests the video or a range of it. If the host rejects the URL, the job is retrieved again for a
    /// new URL, once.
    pub async fn fetch(&mut self, range: Option<&MissingRange>) -> Result<VideoResponse, AttemptError> {
        let mut response = self.request(range).await?;
        if response.rejects_url() && !self.is_renewed {
            self.file = self.renewed(response.status_error()).await?;
            self.is_renewed = true;
            response = self.request(range).await?;
        }
        response.accept(range)
    }

    async fn renewed(&self, status_error: Error) -> Result<VideoFile, Error> {
        match self.video.client().retrieve(self.video.job()).await {
            Ok(generation) => generation.video().cloned().ok_or(status_error),
            Err(error) => Err(status_error.with_source(error)),
        }
    }

    async fn request(&self, range: Option<&MissingRange>) -> Result<VideoResponse, AttemptError> {
        let mut request =
            self.video.client().downloads().get(self.url()?).header(ACCEPT_ENCODING, "identity");
        if let Some(missing) = range {
            let range = format!("bytes={}-", missing.from);
            request = request.header(RANGE, range).header(IF_RANGE, missing.validator.clone());
        }
        let stall_timer = StallTimer::new(self.stall_timeout);
        let response = stall_timer.limit(request.send()).await?;
        Ok(VideoResponse::new(response, stall_timer))
    }

    fn url(&self) -> Result<Url, Error> {
        let text = self.file.url();
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        url.ok_or_else(|| Error::download(format!("the URL of the video is invalid: {text:?}")))
    }
}

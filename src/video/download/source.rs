//! Requests to the host of the video.

use std::time::Duration;

use reqwest::{
    Url,
    header::{ACCEPT_ENCODING, IF_RANGE, RANGE},
    redirect,
};

use super::{attempt_error::AttemptError, response::VideoResponse, stall_timer::StallTimer};
use crate::{
    error::Error,
    job::VideoFile,
    redact::redact_uri,
    video::{Video, partial_file::MissingRange},
};

const MAX_REDIRECTS: usize = 5;

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

    /// The delay before the first retry.
    pub fn retry_delay(&self) -> Duration {
        self.video.client().retry_delay()
    }

    /// The size of the video in bytes, as the job reports it.
    pub fn file_size(&self) -> Option<u64> {
        self.file.file_size()
    }

    /// Requests the video or a range of it. If the host rejects the URL, the job is retrieved again for a
    /// new URL, once.
    pub async fn fetch(&mut self, range: Option<&MissingRange>) -> Result<VideoResponse<'a>, AttemptError> {
        let mut response = self.request(range).await?;
        if response.rejects_url() && !self.is_renewed {
            self.file = self.renewed(&response).await?;
            self.is_renewed = true;
            // One download has one connection.
            drop(response);
            response = self.request(range).await?;
        }
        match response.check_status(range)? {
            None => Ok(response),
            Some(reason) => Err(self.rejection(&reason).into()),
        }
    }

    async fn renewed(&self, response: &VideoResponse<'_>) -> Result<VideoFile, Error> {
        let rejection = self.rejection(&response.status_text());
        match self.video.client().retrieve(self.video.job()).await {
            Ok(generation) => generation.video().cloned().ok_or(rejection),
            Err(error) => Err(rejection.with_source(error)),
        }
    }

    async fn request(&self, range: Option<&MissingRange>) -> Result<VideoResponse<'a>, AttemptError> {
        let (downloads, permit) = self.video.client().downloads().await;
        let mut request = downloads.get(self.url()?).header(ACCEPT_ENCODING, "identity");
        if let Some(missing) = range {
            let range = format!("bytes={}-", missing.from);
            request = request.header(RANGE, range).header(IF_RANGE, missing.validator.clone());
        }
        let mut stall_timer = StallTimer::new(self.stall_timeout);
        let response = stall_timer.limit(request.send()).await?.map_err(|error| self.error(error))?;
        Ok(VideoResponse::new(response, stall_timer, permit))
    }

    fn url(&self) -> Result<Url, Error> {
        let url = Url::parse(self.file.url()).map_err(|error| error.to_string());
        let has_scheme = |url: &Url| matches!(url.scheme(), "http" | "https");
        match url {
            Ok(url) if has_scheme(&url) => Ok(url),
            Ok(url) => {
                Err(Error::download(format!("the URL of the video has the scheme {:?}", url.scheme())))
            }
            Err(error) => Err(Error::download(format!("the URL of the video is invalid: {error}"))),
        }
    }

    fn error(&self, error: reqwest::Error) -> AttemptError {
        // A redirect that the policy refuses is a redirect error; one to an unknown scheme is a builder error.
        if error.is_redirect() || error.is_builder() {
            let reason = "the URL of the video redirects to a URL that is not followed";
            return self.rejection(reason).with_source(error.without_url()).into();
        }
        AttemptError::transient(Error::transport("downloading", error))
    }

    /// The error for a response that is not accepted as the video.
    pub fn rejection(&self, reason: &str) -> Error {
        let url = redact_uri(self.file.url());
        Error::download(format!(
            "{reason}; to get the file anyway, download {url} by other means: the state of the job has the \
             complete URL"
        ))
    }
}

/// Follows up to 5 redirects, but none from https to http.
pub(crate) fn redirect_policy() -> redirect::Policy {
    redirect::Policy::custom(|attempt| {
        let is_downgrade = attempt.url().scheme() == "http"
            && attempt.previous().last().is_some_and(|previous| previous.scheme() == "https");
        match attempt.previous().len() {
            _ if is_downgrade => attempt.error("a redirect from https to http"),
            0..=MAX_REDIRECTS => attempt.follow(),
            _ => attempt.error("too many redirects"),
        }
    })
}

//! Requests to the video's host.

use std::time::Duration;

use reqwest::{
    Url,
    header::{ACCEPT_ENCODING, IF_RANGE, RANGE},
};

use super::{fault::Fault, pace::Pace, part::Rest, reply::Reply};
use crate::{Error, Video, VideoFile};

/// Where the video is, as far as is known.
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

    /// Bytes that the job's reply says there are.
    pub fn file_size(&self) -> Option<u64> {
        self.file.file_size()
    }

    /// Asks for the rest of the video, or for all of it; once with a new address, should the host
    /// refuse the one there is.
    pub async fn ask(&mut self, rest: Option<&Rest>) -> Result<Reply, Fault> {
        let mut reply = self.request(rest).await?;
        if reply.refuses_the_address() && !self.is_renewed {
            self.file = self.renewed(reply.refusal()).await?;
            self.is_renewed = true;
            reply = self.request(rest).await?;
        }
        reply.judged(rest)
    }

    async fn renewed(&self, refusal: Error) -> Result<VideoFile, Error> {
        match self.video.client().poll(self.video.job()).await {
            Ok(generation) => generation.video().cloned().ok_or(refusal),
            Err(error) => Err(refusal.with_source(error)),
        }
    }

    async fn request(&self, rest: Option<&Rest>) -> Result<Reply, Fault> {
        let mut request =
            self.video.client().downloads().get(self.url()?).header(ACCEPT_ENCODING, "identity");
        if let Some(rest) = rest {
            let range = format!("bytes={}-", rest.from);
            request = request.header(RANGE, range).header(IF_RANGE, rest.validator.clone());
        }
        let pace = Pace::new(self.stall_timeout);
        let response = pace.within(request.send()).await?;
        Ok(Reply::new(response, pace))
    }

    fn url(&self) -> Result<Url, Error> {
        let text = self.file.url();
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        url.ok_or_else(|| Error::download(format!("the video's address is no URL: {text:?}")))
    }
}

//! The response of the host of the video, and whether it contains the video.

use std::{mem, time::SystemTime};

use bytes::Bytes;
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED},
};
use tokio::sync::SemaphorePermit;

use super::{attempt_error::AttemptError, stall_timer::StallTimer};
use crate::{
    client::retry_after,
    error::{Error, is_transient_status},
    video::{
        checksum::Checksum,
        container,
        partial_file::{MissingRange, Origin},
    },
};

/// The longest validator in bytes, and the number of checksums, that are recorded. A host that sends more has
/// no use for them.
const MAX_VALIDATOR: usize = 1024;
const MAX_CHECKSUMS: usize = 8;

pub(super) struct VideoResponse<'a> {
    response: Response,
    stall_timer: StallTimer,
    /// The size of the whole body in bytes, if the headers announce it.
    length: Option<u64>,
    /// The beginning of the body, if it was received in advance.
    head: Vec<u8>,
    /// The permit for one download more, which is held until the body was received.
    _permit: SemaphorePermit<'a>,
}

impl<'a> VideoResponse<'a> {
    pub fn new(response: Response, stall_timer: StallTimer, permit: SemaphorePermit<'a>) -> Self {
        let length = response.content_length();
        Self { response, stall_timer, length, head: Vec::new(), _permit: permit }
    }

    /// Whether the URL is invalid or has expired, so that a new URL may help.
    pub fn rejects_url(&self) -> bool {
        matches!(self.response.status().as_u16(), 400 | 401 | 403 | 404 | 410)
    }

    pub fn status_text(&self) -> String {
        format!("the host of the video answered {}", self.response.status())
    }

    /// Checks that the response contains the video, or the range of it that was requested. Returns why it is
    /// not accepted.
    pub fn check_status(&self, range: Option<&MissingRange>) -> Result<Option<String>, AttemptError> {
        let (status, headers) = (self.response.status(), self.response.headers());
        match (status, range) {
            (StatusCode::OK, _) => Ok(None),
            (StatusCode::PARTIAL_CONTENT, Some(range)) if continues(headers, range) => Ok(None),
            (StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE, Some(_)) => {
                Err(AttemptError::FileChanged)
            }
            _ if is_transient_status(status) => Err(AttemptError::Transient {
                error: Error::download(self.status_text()),
                retry_after: retry_after(headers, SystemTime::now()),
            }),
            _ => Ok(Some(self.status_text())),
        }
    }

    /// Whether the body continues the partial file.
    pub fn is_partial(&self) -> bool {
        self.response.status() == StatusCode::PARTIAL_CONTENT
    }

    /// The size of the body in bytes, as the headers announce it.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// What a partial file with the body must be known to come from.
    pub fn origin(&self, generation_id: &str) -> Origin {
        let headers = self.response.headers();
        let mut checksums = Checksum::all_in(headers);
        checksums.truncate(MAX_CHECKSUMS);
        Origin {
            generation_id: generation_id.to_owned(),
            validator: validator(headers).filter(|tag| tag.len() <= MAX_VALIDATOR).map(str::to_owned),
            length: self.length(),
            checksums,
        }
    }

    /// Receives the beginning of the body, from which its container can be recognized. The following chunks
    /// begin with it.
    pub async fn head(&mut self) -> Result<&[u8], AttemptError> {
        while self.head.len() < container::HEAD {
            match self.receive().await? {
                Some(chunk) => self.head.extend_from_slice(&chunk),
                None => break,
            }
        }
        Ok(&self.head)
    }

    pub async fn chunk(&mut self) -> Result<Option<Bytes>, AttemptError> {
        if self.head.is_empty() { self.receive().await } else { Ok(Some(mem::take(&mut self.head).into())) }
    }

    async fn receive(&mut self) -> Result<Option<Bytes>, AttemptError> {
        let failed = |error| AttemptError::transient(Error::transport("downloading", error));
        let chunk = self.stall_timer.limit(self.response.chunk()).await?.map_err(failed)?;
        self.stall_timer.received(chunk.as_ref().map_or(0, Bytes::len));
        Ok(chunk)
    }
}

/// Whether the body is the requested range of the same file.
fn continues(headers: &HeaderMap, missing: &MissingRange) -> bool {
    let range = text(headers, CONTENT_RANGE).and_then(|text| text.strip_prefix("bytes "));
    let (span, length) = range.and_then(|range| range.split_once('/')).unwrap_or_default();
    let (from, _) = span.split_once('-').unwrap_or_default();
    from.parse() == Ok(missing.from)
        && length.parse() == Ok(missing.length)
        && validator(headers).is_some_and(|validator| missing.validator == validator)
}

/// A validator that identifies the exact content of a file, which a weak `ETag` does not.
fn validator(headers: &HeaderMap) -> Option<&str> {
    text(headers, ETAG).filter(|tag| tag.starts_with('"')).or_else(|| text(headers, LAST_MODIFIED))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

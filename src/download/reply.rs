//! What the video's host answers, and whether it is to be believed.

use std::{ops::Deref, time::SystemTime};

use reqwest::{
    Response, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED},
};

use super::{fault::Fault, pace::Pace, part::Rest};
use crate::{Error, retry_after::retry_after};

pub(super) struct Reply {
    response: Response,
    pace: Pace,
}

impl Reply {
    pub fn new(response: Response, pace: Pace) -> Self {
        Self { response, pace }
    }

    /// Whether another address may help: this one is not, or no longer, good for anything.
    pub fn refuses_the_address(&self) -> bool {
        matches!(self.response.status().as_u16(), 400 | 401 | 403 | 404 | 410)
    }

    /// What is said where the status is the reason for giving up.
    pub fn refusal(&self) -> Error {
        Error::download(format!("the video's host answered {}", self.response.status()))
    }

    /// Itself, where it brings a video, or the rest of one that was asked for.
    pub fn judged(self, rest: Option<&Rest>) -> Result<Self, Fault> {
        let (status, headers) = (self.response.status(), self.response.headers());
        match (status, rest) {
            (StatusCode::PARTIAL_CONTENT, Some(rest)) if continues(headers, rest) => {}
            (StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE, Some(_)) => {
                return Err(Fault::Another);
            }
            (StatusCode::PARTIAL_CONTENT, None) => return Err(self.refusal().into()),
            _ if status.is_success() => {}
            _ if may_pass(status) => {
                let retry_after = retry_after(headers, SystemTime::now());
                return Err(Fault::Passing { error: self.refusal(), retry_after });
            }
            _ => return Err(self.refusal().into()),
        }
        check_media(headers)?;
        Ok(self)
    }

    /// Whether it begins where the partial file ends.
    pub fn is_rest(&self) -> bool {
        self.response.status() == StatusCode::PARTIAL_CONTENT
    }

    /// Bytes that it announces.
    pub fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    pub fn validator(&self) -> Option<String> {
        validator(self.response.headers()).map(str::to_owned)
    }

    pub async fn chunk(&mut self) -> Result<Option<impl Deref<Target = [u8]>>, Fault> {
        let chunk = self.pace.within(self.response.chunk()).await?;
        self.pace.received(chunk.as_ref().map_or(0, |chunk| chunk.len()));
        Ok(chunk)
    }
}

fn may_pass(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
}

/// Whether what comes is the rest of the same file, from the byte that was asked for.
fn continues(headers: &HeaderMap, rest: &Rest) -> bool {
    let range = text(headers, CONTENT_RANGE).and_then(|text| text.strip_prefix("bytes "));
    let (span, length) = range.and_then(|range| range.split_once('/')).unwrap_or_default();
    let (from, _) = span.split_once('-').unwrap_or_default();
    from.parse() == Ok(rest.from)
        && length.parse() == Ok(rest.length)
        && validator(headers).is_some_and(|validator| rest.validator == validator)
}

/// What tells one state of a file from another: a weak `ETag` does not.
fn validator(headers: &HeaderMap) -> Option<&str> {
    text(headers, ETAG).filter(|tag| tag.starts_with('"')).or_else(|| text(headers, LAST_MODIFIED))
}

fn check_media(headers: &HeaderMap) -> Result<(), Error> {
    if let Some(encoding) = text(headers, CONTENT_ENCODING)
        && !encoding.is_empty()
        && !encoding.eq_ignore_ascii_case("identity")
    {
        return Err(Error::download(format!("the video's host answered with the encoding {encoding}")));
    }
    match text(headers, CONTENT_TYPE).filter(|content_type| is_text(content_type)) {
        Some(content_type) => {
            Err(Error::download(format!("the video's host answered {content_type}, which is no video")))
        }
        None => Ok(()),
    }
}

fn is_text(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media_type.starts_with("text/") || media_type == "application/json" || media_type.ends_with("+json")
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

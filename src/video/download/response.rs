//! The response of the host of the video, and whether it contains the video.

use std::{ops::Deref, time::SystemTime};

use reqwest::{
    Response, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED},
};

use super::{attempt_error::AttemptError, partial_file::MissingRange, stall_timer::StallTimer};
use crate::{
    client::retry_after,
    error::{Error, is_transient_status},
};

pub(super) struct VideoResponse {
    response: Response,
    stall_timer: StallTimer,
}

impl VideoResponse {
    pub fn new(response: Response, stall_timer: StallTimer) -> Self {
        Self { response, stall_timer }
    }

    /// Whether the URL is invalid or has expired, so that a new URL may help.
    pub fn rejects_url(&self) -> bool {
        matches!(self.response.status().as_u16(), 400 | 401 | 403 | 404 | 410)
    }

    /// The error for a response whose status is not accepted.
    pub fn status_error(&self) -> Error {
        Error::download(format!("the host of the video answered {}", self.response.status()))
    }

    /// Accepts a response that contains the video, or the range of it that was requested.
    pub fn accept(self, range: Option<&MissingRange>) -> Result<Self, AttemptError> {
        let (status, headers) = (self.response.status(), self.response.headers());
        match (status, range) {
            (StatusCode::PARTIAL_CONTENT, Some(range)) if continues(headers, range) => {}
            (StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE, Some(_)) => {
                return Err(AttemptError::FileChanged);
            }
            (StatusCode::PARTIAL_CONTENT, None) => return Err(self.status_error().into()),
            _ if status.is_success() => {}
            _ if is_transient_status(status) => {
                let retry_after = retry_after(headers, SystemTime::now());
                return Err(AttemptError::Transient { error: self.status_error(), retry_after });
            }
            _ => return Err(self.status_error().into()),
        }
        check_media(headers)?;
        Ok(self)
    }

    /// Whether the body continues the partial file.
    pub fn is_partial(&self) -> bool {
        self.response.status() == StatusCode::PARTIAL_CONTENT
    }

    /// The size of the body in bytes, as the headers announce it.
    pub fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    pub fn validator(&self) -> Option<String> {
        validator(self.response.headers()).map(str::to_owned)
    }

    pub async fn chunk(&mut self) -> Result<Option<impl Deref<Target = [u8]>>, AttemptError> {
        let chunk = self.stall_timer.limit(self.response.chunk()).await?;
        self.stall_timer.received(chunk.as_ref().map_or(0, |chunk| chunk.len()));
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

fn check_media(headers: &HeaderMap) -> Result<(), Error> {
    if let Some(encoding) = text(headers, CONTENT_ENCODING)
        && !encoding.is_empty()
        && !encoding.eq_ignore_ascii_case("identity")
    {
        return Err(Error::download(format!("the host of the video answered with the encoding {encoding}")));
    }
    match text(headers, CONTENT_TYPE).filter(|content_type| is_text(content_type)) {
        Some(content_type) => Err(Error::download(format!(
            "the host of the video answered {content_type}, which is not a video"
        ))),
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

//! The host of the videos, which is not the gateway in the real service.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Mutex, PoisonError},
};

use hyper::{
    HeaderMap, Response, StatusCode,
    body::Bytes,
    header::{ACCEPT_RANGES, AUTHORIZATION, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue, IF_RANGE, RANGE},
};
use serde_json::{Value, json};

use super::{
    call::Call,
    clip::Clips,
    jobs::{Jobs, Subject},
    response::{ErrorResponse, HttpResponse},
    video,
};

pub(super) const PATH: &str = "/videos/";

pub(super) struct Storage {
    address: SocketAddr,
    clips: Clips,
    size: usize,
    /// The number of requests after which a URL expires, if it expires.
    lifetime: Option<usize>,
    /// The number of requests for each URL, by the number of the job and the signature.
    requests: Mutex<HashMap<usize, Vec<usize>>>,
}

impl Storage {
    pub fn new(address: SocketAddr, size: usize, lifetime: Option<usize>) -> Self {
        Self { address, clips: Clips::default(), size, lifetime, requests: Mutex::default() }
    }

    /// The property `video` of the response to a poll.
    pub fn video_property(&self, number: usize, job: &Subject) -> Value {
        let mut url = format!("http://{}{PATH}{number}.mp4", self.address);
        if self.lifetime.is_some() {
            let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
            let counts = requests.entry(number).or_default();
            url.push_str(&format!("?signature={}", counts.len()));
            counts.push(0);
        }
        json!({ "url": url, "file_size": video::length(&job.id, &self.clips.file(&job.body), self.size) })
    }

    /// The video of a job, or a range of it. A request with an API key is an error of the client.
    pub fn respond(&self, call: &Call, jobs: &Jobs) -> Result<HttpResponse, ErrorResponse> {
        if call.headers().contains_key(AUTHORIZATION) {
            return Err((StatusCode::FORBIDDEN, "The API key must not be sent to the storage".into()));
        }
        let job = number(call.path()).and_then(|number| Some((number, jobs.completed(number)?)));
        let (number, job) = job.ok_or((StatusCode::NOT_FOUND, "There is no such video".to_owned()))?;
        let signature = call.parameter("signature").and_then(|text| text.parse().ok());
        if !self.is_valid(number, signature) {
            return Err((StatusCode::FORBIDDEN, "The URL has expired".into()));
        }
        let etag = HeaderValue::try_from(format!("\"{}\"", job.id)).expect("model ids are printable");
        Ok(response(self.video(&job).into(), &etag, call.headers()))
    }

    /// The video of a job.
    pub fn video(&self, job: &Subject) -> Vec<u8> {
        video::of_job(&job.id, &self.clips.file(&job.body), self.size)
    }

    fn is_valid(&self, number: usize, signature: Option<usize>) -> bool {
        let Some(lifetime) = self.lifetime else { return true };
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = requests.entry(number).or_default();
        let Some(count) = signature.and_then(|signature| counts.get_mut(signature)) else { return false };
        *count += 1;
        *count <= lifetime
    }
}

/// The number of the job whose video is at this path.
pub(super) fn number(path: &str) -> Option<usize> {
    path.strip_prefix(PATH)?.strip_suffix(".mp4")?.parse().ok()
}

/// The range of a video that the headers request.
fn response(video: Bytes, etag: &HeaderValue, headers: &HeaderMap) -> HttpResponse {
    let length = video.len();
    let is_same = headers.get(IF_RANGE).is_none_or(|wanted| wanted == etag);
    let range = headers.get(RANGE).filter(|_| is_same).and_then(|value| range(value.to_str().ok()?));
    let response = Response::builder().header(ACCEPT_RANGES, "bytes").header(ETAG, etag);
    let response = match range {
        None => response.header(CONTENT_TYPE, "video/mp4").body(video),
        Some((start, _)) if start >= length => response
            .status(StatusCode::RANGE_NOT_SATISFIABLE)
            .header(CONTENT_RANGE, format!("bytes */{length}"))
            .body(Bytes::new()),
        Some((start, last)) => {
            let last = last.min(length - 1);
            response
                .status(StatusCode::PARTIAL_CONTENT)
                .header(CONTENT_TYPE, "video/mp4")
                .header(CONTENT_RANGE, format!("bytes {start}-{last}/{length}"))
                .body(video.slice(start..=last))
        }
    };
    response.expect("the headers are valid")
}

/// The first and the last byte of `bytes=N-` and `bytes=N-M`. Other ranges are ignored, as HTTP permits.
fn range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let first = first.parse().ok()?;
    let last = if last.is_empty() { usize::MAX } else { last.parse().ok()? };
    (first <= last).then_some((first, last))
}

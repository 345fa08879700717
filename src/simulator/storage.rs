//! The host of the videos: another one than the gateway in the real service.

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
    jobs::Jobs,
    reply::{Refusal, Reply},
    video,
};

pub(super) const PATH: &str = "/videos/";

pub(super) struct Storage {
    address: SocketAddr,
    size: usize,
    /// How often an address may be asked for; without end where there is none.
    lifetime: Option<usize>,
    /// How often each address of a job has been asked for, by the job's number and the signature.
    asked: Mutex<HashMap<usize, Vec<usize>>>,
}

impl Storage {
    pub fn new(address: SocketAddr, size: usize, lifetime: Option<usize>) -> Self {
        Self { address, size, lifetime, asked: Mutex::default() }
    }

    /// What a fetch says of a video.
    pub fn offer(&self, number: usize, id: &str) -> Value {
        let mut url = format!("http://{}{PATH}{number}.mp4", self.address);
        if self.lifetime.is_some() {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            let counts = asked.entry(number).or_default();
            url.push_str(&format!("?signature={}", counts.len()));
            counts.push(0);
        }
        json!({ "url": url, "file_size": video::length(id, self.size) })
    }

    /// The video of a job, whole or in part. A key that comes here has leaked.
    pub fn answer(&self, call: &Call, jobs: &Jobs) -> Result<Reply, Refusal> {
        if call.headers().contains_key(AUTHORIZATION) {
            return Err((StatusCode::FORBIDDEN, "The storage must not be sent the API key".into()));
        }
        let job = number(call.path()).and_then(|number| Some((number, jobs.completed(number)?)));
        let (number, id) = job.ok_or((StatusCode::NOT_FOUND, "There is no such video".to_owned()))?;
        let signature = call.parameter("signature").and_then(|text| text.parse().ok());
        if !self.is_valid(number, signature) {
            return Err((StatusCode::FORBIDDEN, "The address has expired".into()));
        }
        let etag = HeaderValue::try_from(format!("\"{id}\"")).expect("model ids are printable");
        Ok(part(self.video(&id).into(), &etag, call.headers()))
    }

    /// The video of the job `id`.
    pub fn video(&self, id: &str) -> Vec<u8> {
        video::of_job(id, self.size)
    }

    fn is_valid(&self, number: usize, signature: Option<usize>) -> bool {
        let Some(lifetime) = self.lifetime else { return true };
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = asked.entry(number).or_default();
        let Some(count) = signature.and_then(|signature| counts.get_mut(signature)) else { return false };
        *count += 1;
        *count <= lifetime
    }
}

/// The number of the job whose video is at this path.
pub(super) fn number(path: &str) -> Option<usize> {
    path.strip_prefix(PATH)?.strip_suffix(".mp4")?.parse().ok()
}

/// What the headers ask for of a video.
fn part(video: Bytes, etag: &HeaderValue, headers: &HeaderMap) -> Reply {
    let length = video.len();
    let is_same = headers.get(IF_RANGE).is_none_or(|wanted| wanted == etag);
    let range = headers.get(RANGE).filter(|_| is_same).and_then(|value| range(value.to_str().ok()?));
    let reply = Response::builder().header(ACCEPT_RANGES, "bytes").header(ETAG, etag);
    let reply = match range {
        None => reply.header(CONTENT_TYPE, "video/mp4").body(video),
        Some((start, _)) if start >= length => reply
            .status(StatusCode::RANGE_NOT_SATISFIABLE)
            .header(CONTENT_RANGE, format!("bytes */{length}"))
            .body(Bytes::new()),
        Some((start, last)) => {
            let last = last.min(length - 1);
            reply
                .status(StatusCode::PARTIAL_CONTENT)
                .header(CONTENT_TYPE, "video/mp4")
                .header(CONTENT_RANGE, format!("bytes {start}-{last}/{length}"))
                .body(video.slice(start..=last))
        }
    };
    reply.expect("the headers are valid")
}

/// First and last byte of `bytes=N-` and `bytes=N-M`; other ranges may be, and are, ignored.
fn range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let first = first.parse().ok()?;
    let last = if last.is_empty() { usize::MAX } else { last.parse().ok()? };
    (first <= last).then_some((first, last))
}

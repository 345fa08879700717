//! What the gateway and the video's host respond where no fault is injected.

use serde_json::json;

use super::fault::FaultyBody;
use crate::support::{
    host::{RecordedRequest, ScriptedResponse},
    video::mp4,
};

/// The id of the only job, which is in the first half of every response.
pub const ID: &str = "job-4711:kling/v1.6";

/// Bytes of the video: half of it fits into a socket's buffers.
const VIDEO: usize = 60_000;

/// More bytes than a client accepts of the gateway's responses, or of a video here.
const TOO_LONG: usize = 5 * 1024 * 1024;

pub struct ServiceResponse {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl ServiceResponse {
    /// The status and the headers, without the body.
    pub fn scripted(&self, omits_length: bool) -> ScriptedResponse {
        let mut scripted = ScriptedResponse::new(format!("{} ", self.status));
        if !omits_length {
            scripted = scripted.header("content-length", self.body.len());
        }
        self.headers.iter().fold(scripted, |scripted, (name, value)| scripted.header(name, value))
    }
}

pub fn video() -> Vec<u8> {
    mp4(VIDEO)
}

/// The response to a request; the video is at `video_url`.
pub fn response(request: &RecordedRequest, video_url: &str) -> ServiceResponse {
    if is_for_gateway(request) {
        let body = if request.method() == "POST" { created() } else { completed(video_url) };
        let content_type = ("content-type", "application/json".into());
        return ServiceResponse { status: 200, headers: vec![content_type], body: body.into_bytes() };
    }
    let headers = vec![("content-type", "video/mp4".into()), ("etag", "\"one\"".into())];
    let whole = ServiceResponse { status: 200, headers, body: video() };
    match request.range_start() {
        Some(start) => range(whole, start as usize),
        None => whole,
    }
}

/// The body of a faulty response, unless it is the service's.
pub fn faulty_body(body: &FaultyBody, request: &RecordedRequest) -> Option<Vec<u8>> {
    match body {
        FaultyBody::Unchanged => None,
        FaultyBody::Other(bytes, _) => Some(bytes.clone()),
        FaultyBody::TooLong { .. } if !is_for_gateway(request) => Some(mp4(TOO_LONG)),
        FaultyBody::TooLong { is_id_first: true } => {
            Some(format!(r#"{{"id":"{ID}","padding":"{}"}}"#, "x".repeat(TOO_LONG)).into_bytes())
        }
        FaultyBody::TooLong { is_id_first: false } => {
            Some(format!(r#"{{"padding":"{}","id":"{ID}"}}"#, "x".repeat(TOO_LONG)).into_bytes())
        }
    }
}

fn is_for_gateway(request: &RecordedRequest) -> bool {
    request.path().starts_with("/v2/")
}

fn created() -> String {
    format!(r#"{{"id":"{ID}","status":"queued","meta":{{"usage":{{"tokens_used":700000}}}}}}"#)
}

fn completed(video_url: &str) -> String {
    let video = json!({ "url": video_url });
    format!(r#"{{"id":"{ID}","status":"completed","video":{video}}}"#)
}

fn range(mut whole: ServiceResponse, start: usize) -> ServiceResponse {
    let length = whole.body.len();
    whole.status = 206;
    whole.headers.push(("content-range", format!("bytes {start}-{}/{length}", length - 1)));
    whole.body.drain(..start);
    whole
}

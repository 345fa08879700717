//! What a host answers that has no fault.

use serde_json::json;

use super::play::Body;

/// The id of the only job, which is in the first half of every reply.
pub const ID: &str = "job-4711:kling/v1.6";

/// Bytes of the video: half of it fits into a socket's buffers.
const VIDEO: usize = 60_000;

/// Bytes that are more than a client takes of an API's reply, or of a video here.
const LONG: usize = 5 * 1024 * 1024;

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// The video, which repeats itself nowhere.
pub fn video() -> Vec<u8> {
    (0_u32..).flat_map(u32::to_be_bytes).take(VIDEO).collect()
}

/// The own answer to a request with this head; the video is at `video`.
pub fn answer(head: &str, video: &str) -> Answer {
    if is_for_api(head) {
        let body = if head.starts_with("POST ") { created() } else { completed(video) };
        let content_type = ("content-type", "application/json".into());
        return Answer { status: 200, headers: vec![content_type], body: body.into_bytes() };
    }
    let headers = vec![("content-type", "video/mp4".into()), ("etag", "\"one\"".into())];
    let whole = Answer { status: 200, headers, body: self::video() };
    match header(head, "range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')) {
        Some(from) => rest(whole, from.parse().expect("a number")),
        None => whole,
    }
}

/// The body of a faulty answer to a request with this head; none is the own one.
pub fn other(body: &Body, head: &str) -> Option<Vec<u8>> {
    match body {
        Body::Own => None,
        Body::Other(bytes, _) => Some(bytes.clone()),
        Body::Long { .. } if !is_for_api(head) => Some(vec![b'v'; LONG]),
        Body::Long { is_id_first: true } => {
            Some(format!(r#"{{"id":"{ID}","padding":"{}"}}"#, "x".repeat(LONG)).into_bytes())
        }
        Body::Long { is_id_first: false } => {
            Some(format!(r#"{{"padding":"{}","id":"{ID}"}}"#, "x".repeat(LONG)).into_bytes())
        }
    }
}

/// The value of a header in a head.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn is_for_api(head: &str) -> bool {
    head.split(' ').nth(1).is_some_and(|target| target.starts_with("/v2/"))
}

fn created() -> String {
    format!(r#"{{"id":"{ID}","status":"queued","meta":{{"usage":{{"tokens_used":700000}}}}}}"#)
}

fn completed(video: &str) -> String {
    let video = json!({ "url": video });
    format!(r#"{{"id":"{ID}","status":"completed","video":{video}}}"#)
}

fn rest(mut whole: Answer, from: usize) -> Answer {
    let length = whole.body.len();
    whole.status = 206;
    whole.headers.push(("content-range", format!("bytes {from}-{}/{length}", length - 1)));
    whole.body.drain(..from);
    whole
}

//! Images, audio and videos as input, from URLs, files or memory.

mod files;
mod inline_limits;
mod kinds;
mod parameters;
mod urls;

use aimlapi_kling::Error;

const URL: &str = "https://example.com/a.png?signature=secret";
const GIF: &[u8] = b"GIF89a";
const MP3: &[u8] = b"ID3\x04\0\0\0\0\0\0";
const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2";

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, Error>, text: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), text);
    assert!(error.is_invalid_request() && !error.is_configuration() && !error.is_submission_unknown());
    assert_eq!(error.violations(), None);
}

//! The kinds of errors, with what is known about each.

use std::time::Duration;

use reqwest::StatusCode;

use crate::{job::Generation, request::Violations};

pub(super) enum Kind {
    Configuration(String),
    /// The request is invalid, and nothing was sent.
    Invalid(Violations),
    /// An image, audio file or video that cannot be used as input.
    Media(String),
    /// The request could not be sent, or no complete response was received.
    Transport {
        action: &'static str,
        timed_out: bool,
        /// No connection was established, so nothing was sent.
        not_sent: bool,
        /// The part of the body that was received.
        received: String,
    },
    /// A status outside 2xx.
    Status(StatusError),
    /// A 2xx status whose body could not be decoded.
    Decode {
        action: &'static str,
        status: StatusCode,
        request_id: Option<String>,
        body: String,
    },
    /// The job ended without a video.
    Failed(Box<Generation>),
    /// The job is completed, but the response names no video.
    NoVideo(Box<Generation>),
    /// The deadline of the wait policy passed.
    Deadline(Duration),
    /// The video could not be received or written.
    Download(String),
}

/// An error response of the service, or of a proxy in front of it.
pub(crate) struct StatusError {
    pub status: StatusCode,
    pub message: Option<String>,
    pub request_id: Option<String>,
    pub inference_id: Option<String>,
    pub retry_after: Option<Duration>,
    pub body: String,
}

/// How long a job was waited for.
pub(crate) struct WaitStats {
    pub elapsed: Duration,
    pub polls: u32,
    pub last: Option<Generation>,
}

/// Whether the same request may succeed a little later.
pub(crate) fn is_transient_status(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
}

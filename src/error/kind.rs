//! The kinds of errors, with what is known about each.

use std::{path::PathBuf, time::Duration};

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
    /// A 2xx status whose body cannot be used.
    Decode {
        action: &'static str,
        status: StatusCode,
        request_id: Option<String>,
        problem: DecodeProblem,
        body: String,
    },
    /// The job ended without a video.
    Failed(Box<Generation>),
    /// The job is completed, but the response names no video.
    NoVideo(Box<Generation>),
    /// The deadline of the wait policy passed.
    Deadline(Duration),
    /// A record could not be stored or read.
    Store(String),
    /// The output file exists and is not to be replaced.
    OutputExists(PathBuf),
    /// The video could not be received or written.
    Download(String),
}

/// Why the body of a response with a 2xx status cannot be used.
pub(crate) enum DecodeProblem {
    /// It is not JSON of the expected form.
    Body,
    /// It is about another job than the one that was retrieved.
    OtherGeneration(String),
    /// It says that a job has ended, but not which one.
    NoGeneration,
}

/// An error response of the service, or of a proxy in front of it.
pub(crate) struct StatusError {
    pub status: StatusCode,
    pub message: Option<String>,
    /// Whether it has the form of the gateway's errors.
    pub is_of_gateway: bool,
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
    use StatusCode as S;
    status.is_server_error() || matches!(status, S::REQUEST_TIMEOUT | S::TOO_EARLY | S::TOO_MANY_REQUESTS)
}

/// Whether a submission with this response has certainly not been accepted. That is so only for a status whose
/// definition says that the request was rejected before it was processed. A redirect may lead to the new job, a
/// conflict may be one with the same request, and an unassigned status can mean anything.
pub(super) fn excludes_acceptance(status: StatusCode) -> bool {
    use StatusCode as S;
    matches!(
        status,
        S::BAD_REQUEST
            | S::UNAUTHORIZED
            | S::PAYMENT_REQUIRED
            | S::FORBIDDEN
            | S::NOT_FOUND
            | S::METHOD_NOT_ALLOWED
            | S::PROXY_AUTHENTICATION_REQUIRED
            | S::GONE
            | S::LENGTH_REQUIRED
            | S::PAYLOAD_TOO_LARGE
            | S::URI_TOO_LONG
            | S::UNSUPPORTED_MEDIA_TYPE
            | S::EXPECTATION_FAILED
            | S::MISDIRECTED_REQUEST
            | S::UNPROCESSABLE_ENTITY
            | S::UPGRADE_REQUIRED
            | S::PRECONDITION_REQUIRED
            | S::TOO_MANY_REQUESTS
            | S::REQUEST_HEADER_FIELDS_TOO_LARGE
            | S::UNAVAILABLE_FOR_LEGAL_REASONS
    )
}

//! The kinds of errors for callers who have to decide what to do.

use reqwest::StatusCode;

use super::{Error, kind::Kind};

/// The kind of an [`Error`], returned by [`Error::kind`]. The kinds are complete and exclude each other, so a `match`
/// needs no wildcard.
///
/// | kind | was money spent | may it be sent again | what to do |
/// | --- | --- | --- | --- |
/// | [`Configuration`](Self::Configuration) | no | yes | correct the settings, for example set the API key |
/// | [`InvalidRequest`](Self::InvalidRequest) | no | not unchanged | correct what the error lists |
/// | [`Unauthorized`](Self::Unauthorized) | no | yes | correct the API key |
/// | [`OutOfCredits`](Self::OutOfCredits) | no | yes | add credits to the account |
/// | [`Forbidden`](Self::Forbidden) | no | yes | check the proxy and the permissions of the key |
/// | [`NotFound`](Self::NotFound) | no | yes | check the generation id, the endpoint and the base URL |
/// | [`RateLimited`](Self::RateLimited) | no | yes | wait for [`Error::retry_after`] and retry; limit concurrency |
/// | [`ServerError`](Self::ServerError) | no | yes | retry with a back-off |
/// | [`OtherStatus`](Self::OtherStatus) | no | yes | read [`Error::status`] and [`Error::body`] |
/// | [`Transport`](Self::Transport) | no | yes | check the network, and retry with a back-off |
/// | [`Decode`](Self::Decode) | no | yes | retry; report the [`Error::body`] if it persists |
/// | [`SubmissionUnknown`](Self::SubmissionUnknown) | unknown | **no** | look it up with [`Client::find_submission`] |
/// | [`GenerationFailed`](Self::GenerationFailed) | no | yes, as a new job | read [`Error::message`] |
/// | [`DeadlineExceeded`](Self::DeadlineExceeded) | when it completes | no | [wait] for [`Error::job`] again |
/// | [`OutputExists`](Self::OutputExists) | no, without a job | yes, without a job | choose another path, or overwrite |
/// | [`Download`](Self::Download) | yes | no | download [`Error::job`] again; the video is kept |
/// | [`Store`](Self::Store) | no, see the record | after reloading the record | mend the store, and continue from its record |
///
/// *May it be sent again* is about a submission. If an error has a [`job`](Error::job), that job was accepted before:
/// it continues whatever the kind is, is charged when it completes, and must not be submitted again. [`wait`] for it
/// again, unless it is [`GenerationFailed`](Self::GenerationFailed).
///
/// [`Client::find_submission`]: crate::Client::find_submission
/// [wait]: crate::Client::wait
/// [`wait`]: crate::Client::wait
///
/// ```
/// use aimlapi_kling::{Error, ErrorKind};
///
/// /// Whether a worker may submit the same request again.
/// fn may_be_submitted_again(error: &Error) -> bool {
///     match error.kind() {
///         _ if error.job().is_some() => false,
///         ErrorKind::RateLimited | ErrorKind::ServerError | ErrorKind::Transport => true,
///         // The others need someone to act first.
///         _ => false,
///     }
/// }
/// # let error = aimlapi_kling::ImageInput::from_bytes("").unwrap_err();
/// # assert!(!may_be_submitted_again(&error));
/// # assert_eq!(error.kind(), ErrorKind::InvalidRequest);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The client or the call is configured incorrectly. Nothing was sent.
    Configuration,
    /// The request is invalid, or a file cannot be used as input: found before anything was sent, or by the service
    /// (400, 422).
    InvalidRequest,
    /// The API key is missing or invalid (401).
    Unauthorized,
    /// The service does not allow the request, most likely because the account does not have enough credits (403 in
    /// the form of the service's errors).
    OutOfCredits,
    /// A proxy does not allow the request (any other 403).
    Forbidden,
    /// The job or the endpoint does not exist (404).
    NotFound,
    /// Too many requests or too many concurrent jobs (429).
    RateLimited,
    /// The service, or a proxy in front of it, failed (5xx).
    ServerError,
    /// Any other status outside 2xx.
    OtherStatus,
    /// No connection was established, it was interrupted, or a timeout expired.
    Transport,
    /// The service responded with success, but the body cannot be decoded, is about another job, or names no video.
    Decode,
    /// It is unknown whether the service has accepted a submission, whatever the reason: see
    /// [`Error::is_submission_unknown`].
    SubmissionUnknown,
    /// The job ended without a video. The service does not charge for it.
    GenerationFailed,
    /// The deadline of the [`WaitPolicy`](crate::WaitPolicy) passed. The job continues.
    DeadlineExceeded,
    /// The output file exists. If it was reserved before the submission, nothing was sent.
    OutputExists,
    /// The video could not be downloaded or written to disk. The job and its video are not affected.
    Download,
    /// A record of a job could not be stored or read. See [`ledger`](crate::ledger).
    Store,
}

impl Error {
    /// The kind of the error, to decide about all of them in one `match`. See [`ErrorKind`] for a table.
    pub fn kind(&self) -> ErrorKind {
        if self.is_submission_unknown() {
            return ErrorKind::SubmissionUnknown;
        }
        match &self.0.kind {
            Kind::Configuration(_) => ErrorKind::Configuration,
            Kind::Invalid(_) | Kind::Media(_) => ErrorKind::InvalidRequest,
            Kind::Transport { .. } => ErrorKind::Transport,
            Kind::Status(error) => match error.status {
                StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => ErrorKind::InvalidRequest,
                StatusCode::UNAUTHORIZED => ErrorKind::Unauthorized,
                StatusCode::FORBIDDEN if error.is_of_gateway => ErrorKind::OutOfCredits,
                StatusCode::FORBIDDEN => ErrorKind::Forbidden,
                StatusCode::NOT_FOUND => ErrorKind::NotFound,
                StatusCode::TOO_MANY_REQUESTS => ErrorKind::RateLimited,
                status if status.is_server_error() => ErrorKind::ServerError,
                _ => ErrorKind::OtherStatus,
            },
            Kind::Decode { .. } | Kind::NoVideo(_) => ErrorKind::Decode,
            Kind::Failed(_) => ErrorKind::GenerationFailed,
            Kind::Deadline(_) => ErrorKind::DeadlineExceeded,
            Kind::Store(_) => ErrorKind::Store,
            Kind::OutputExists(_) => ErrorKind::OutputExists,
            Kind::Download(_) => ErrorKind::Download,
        }
    }
}

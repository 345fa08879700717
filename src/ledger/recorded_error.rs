//! An error as a value that can be stored.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// What is stored of an [`Error`]: its kind, its text, and the ids that the service can be asked about.
///
/// ```
/// use aimlapi_kling::{Client, ledger::RecordedError};
///
/// let error = RecordedError::from(&Client::new("").unwrap_err());
/// assert_eq!(error.kind(), "configuration");
/// assert_eq!(error.message(), "the API key is empty");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordedError {
    kind: String,
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    generation_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_after: Option<Duration>,
}

impl RecordedError {
    /// A short name of the kind of error: `error status`, `timeout`, `generation failed`, for example. The
    /// list may grow.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The whole text of the error.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status, if a response was received.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The id of the request in the service's logs.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The generation id of the job, if there is one.
    pub fn generation_id(&self) -> Option<&str> {
        self.generation_id.as_deref()
    }

    /// The delay that the service requested (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    pub(super) fn not_found() -> Self {
        Self::of_record("not found", "the submission is not in the request log of the service")
    }

    pub(super) fn out_of_reach() -> Self {
        Self::of_record("not found", "the submission is older than the request log of the service")
    }

    pub(super) fn listed_as_failed() -> Self {
        Self::of_record("failed request", "the request log of the service lists the submission as failed")
    }

    /// What the record shows, rather than a response.
    fn of_record(kind: &str, message: &str) -> Self {
        let (kind, message) = (kind.to_owned(), message.to_owned());
        Self { kind, message, status: None, request_id: None, generation_id: None, retry_after: None }
    }
}

impl From<&Error> for RecordedError {
    fn from(error: &Error) -> Self {
        Self {
            kind: error.kind_name().to_owned(),
            message: error.to_string(),
            status: error.status().map(|status| status.as_u16()),
            request_id: error.request_id().map(str::to_owned),
            generation_id: error.generation_id().map(str::to_owned),
            retry_after: error.retry_after(),
        }
    }
}

impl fmt::Display for RecordedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message)
    }
}

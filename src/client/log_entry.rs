//! A row of the request log.

use std::fmt;

use serde_json::Value;

use crate::{
    job::{ClientRequestId, Job, seconds_since_epoch},
    redact::RedactedJson,
};

/// A row of the request log.
#[derive(Clone, PartialEq)]
pub struct LogEntry {
    body: Value,
}

impl LogEntry {
    pub(super) fn new(body: Value) -> Self {
        Self { body }
    }

    /// The job that the request created, with the model and the time of the row. The log does not say which
    /// endpoint the request was sent to; see [`Job::at_legacy_endpoint`].
    pub fn job(&self) -> Option<Job> {
        let client_request_id = self.client_request_id();
        let submitted = self.created().and_then(seconds_since_epoch);
        Some(Job::from_log(self.text("inference_id")?, self.model_id(), client_request_id, submitted))
    }

    /// Whether the service lists the request as failed. A failed request is not charged and has no video.
    pub fn is_failed(&self) -> bool {
        self.text("status") == Some("failed")
    }

    /// When the request was made, as the service writes it (ISO 8601, UTC).
    pub fn created(&self) -> Option<&str> {
        self.text("created")
    }

    /// The id of the model, as the log has it.
    pub fn model_id(&self) -> Option<&str> {
        self.text("model")
    }

    /// The cost in credits. 1 USD is 2,000,000 credits.
    pub fn credits_used(&self) -> Option<f64> {
        self.body["cost"]["credits"].as_f64()
    }

    /// The cost in US dollars.
    pub fn usd_spent(&self) -> Option<f64> {
        self.body["cost"]["usd"].as_f64()
    }

    /// The whole row, including properties unknown to this crate.
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// The client request id of the request, if it had one.
    pub fn client_request_id(&self) -> Option<ClientRequestId> {
        self.text("client_request_id")?.parse().ok()
    }

    pub(crate) fn is_of(&self, id: &ClientRequestId) -> bool {
        self.text("client_request_id") == Some(id.as_str())
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.body[name].as_str().filter(|text| !text.is_empty())
    }
}

/// Shows URLs without their query, which may be a signature.
impl fmt::Debug for LogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LogEntry").field(&RedactedJson(&self.body)).finish()
    }
}

//! What is known about a job: ids, status, video, cost. Serializable values without I/O.

mod client_request_id;
mod generation;
mod generation_error;
#[cfg(feature = "schemars")]
mod json_schema;
mod receipt;
mod response_ids;
mod status;
mod timestamp;
mod video_file;

pub use client_request_id::{ClientRequestId, InvalidClientRequestId};
pub use generation::Generation;
pub use generation_error::GenerationError;
pub use receipt::Receipt;
pub use status::Status;
pub use video_file::VideoFile;

pub(crate) use generation_error::message_in;
pub(crate) use response_ids::{Place, ResponseIds, is_id_name};
pub(crate) use timestamp::{iso_8601, seconds_since_epoch};

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

use crate::model::{Model, Target};

/// A submitted job: all that is needed to wait for it, in this process or in another.
///
/// Serialize it, and a paid job survives a crash:
///
/// ```
/// use aimlapi_kling::Job;
///
/// let job: Job = serde_json::from_str(r#"{"id": "60ac7c34:kling/v1"}"#)?;
/// assert_eq!(job, Job::from_id("60ac7c34:kling/v1"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Job {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_request_id: Option<ClientRequestId>,
    /// Seconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    submitted: Option<u64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    legacy: bool,
    #[serde(default, skip_serializing_if = "Receipt::is_empty")]
    receipt: Receipt,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    other_ids: Vec<String>,
}

impl Job {
    /// A job of which only the generation id is known.
    pub fn from_id(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            model: None,
            client_request_id: None,
            submitted: None,
            legacy: false,
            receipt: Receipt::default(),
            other_ids: Vec::new(),
        }
    }

    /// A job that may have been created by a submission that was sent just now.
    pub(crate) fn submitted(id: &str, target: &Target, client_request_id: &ClientRequestId) -> Self {
        Self {
            model: Some(target.model_id.clone()),
            client_request_id: Some(client_request_id.clone()),
            submitted: now(),
            legacy: target.is_legacy,
            ..Self::from_id(id)
        }
    }

    /// A job as the service's request log has it.
    pub(crate) fn from_log(
        id: &str,
        model: Option<&str>,
        client_request_id: Option<ClientRequestId>,
        submitted: Option<u64>,
    ) -> Self {
        Self { model: model.map(str::to_owned), client_request_id, submitted, ..Self::from_id(id) }
    }

    pub(crate) fn with_response(mut self, receipt: Receipt, ids: &ResponseIds) -> Self {
        self.other_ids = ids.of_job().filter(|id| *id != self.id).map(str::to_owned).collect();
        self.receipt = receipt;
        self
    }

    /// The client request id of the submission, if it is known.
    pub fn client_request_id(&self) -> Option<&ClientRequestId> {
        self.client_request_id.as_ref()
    }

    /// When the job was submitted, with a precision of one second, if this crate submitted it.
    pub fn submitted_at(&self) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(self.submitted?))
    }

    /// The time since the submission, in whole seconds; zero if the clock was set back.
    pub(crate) fn age(&self) -> Option<Duration> {
        Some(Duration::from_secs(now()?.saturating_sub(self.submitted?)))
    }

    /// The ids and the cost from the response headers of the submission.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// Other ids that the response to the submission has, if the places for the generation id contradict each
    /// other. If the service does not find the job, retrieve [`Job::from_id`] of these.
    pub fn other_ids(&self) -> &[String] {
        &self.other_ids
    }

    /// The job with the same id at the legacy endpoint. Retrieving it requires the feature `legacy`.
    #[must_use]
    pub fn at_legacy_endpoint(mut self) -> Self {
        self.legacy = true;
        self
    }

    /// Whether the job was submitted to the legacy endpoint.
    pub fn is_legacy(&self) -> bool {
        self.legacy
    }

    /// The generation id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The model, if it is known, and known to this version of the crate.
    pub fn model(&self) -> Option<Model> {
        Model::with_id(self.model_id()?, self.legacy)
    }

    /// The id of the model as it was submitted, if it is known.
    pub fn model_id(&self) -> Option<&str> {
        self.model.as_deref()
    }
}

/// Writes the generation id.
impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.id)
    }
}

/// Seconds since the Unix epoch.
fn now() -> Option<u64> {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok().map(|age| age.as_secs())
}

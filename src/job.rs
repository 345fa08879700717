//! A submitted job.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

use crate::{ClientRequestId, Generation, Model, Receipt};

/// A submitted job: what is needed to wait for it, in this process or in another.
///
/// It is a small serde value. Write it down, and a paid job survives a crash:
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
    client_request_id: Option<String>,
    /// Seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    submitted: Option<u64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    legacy: bool,
    #[serde(default, skip_serializing_if = "Receipt::is_empty")]
    receipt: Receipt,
}

impl Job {
    /// A job that is known by its generation id only.
    pub fn from_id(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            model: None,
            client_request_id: None,
            submitted: None,
            legacy: false,
            receipt: Receipt::default(),
        }
    }

    /// A job as the service's log names it.
    pub(crate) fn logged(id: &str, client_request_id: Option<&str>) -> Self {
        Self { client_request_id: client_request_id.map(str::to_owned), ..Self::from_id(id) }
    }

    pub(crate) fn new(generation: &Generation, model: Model, name: &ClientRequestId) -> Self {
        Self {
            id: generation.id().to_owned(),
            model: Some(model.id().to_owned()),
            client_request_id: Some(name.to_string()),
            submitted: now(),
            legacy: model.is_legacy(),
            receipt: generation.receipt().clone(),
        }
    }

    /// The name that its submission was sent under, where it was submitted by this crate.
    pub fn client_request_id(&self) -> Option<&str> {
        self.client_request_id.as_deref()
    }

    /// When it was submitted, to the second, where it was by this crate.
    pub fn submitted_at(&self) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(self.submitted?))
    }

    /// Whole seconds since it was submitted; none by a clock that runs behind.
    pub(crate) fn age(&self) -> Option<Duration> {
        Some(Duration::from_secs(now()?.saturating_sub(self.submitted?)))
    }

    /// What the headers of the submission's reply said of ids and cost.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// The same id at the address that the service has left behind. Asking for it needs the feature
    /// `legacy`.
    #[must_use]
    pub fn at_legacy_address(mut self) -> Self {
        self.legacy = true;
        self
    }

    /// Whether it was submitted at the address that the service has left behind.
    pub fn is_legacy(&self) -> bool {
        self.legacy
    }

    /// The id that the service gave it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id of its model, where it was submitted by this crate.
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }
}

/// Shows the id.
impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.id)
    }
}

/// Seconds since 1970.
fn now() -> Option<u64> {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok().map(|age| age.as_secs())
}

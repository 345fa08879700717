//! A submitted job.

use serde::{Deserialize, Serialize};

use crate::{Generation, Model};

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
pub struct Job {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model: Option<String>,
}

impl Job {
    /// A job that is known by its generation id only.
    pub fn from_id(id: impl Into<String>) -> Self {
        Self { id: id.into(), model: None }
    }

    pub(crate) fn new(generation: &Generation, model: Model) -> Self {
        Self { id: generation.id().to_owned(), model: Some(model.id().to_owned()) }
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

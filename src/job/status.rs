//! The status of a job.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::redact::printable;

/// The status of a job.
///
/// ```
/// use aimlapi_kling::Status;
///
/// assert!(Status::Completed.is_completed());
/// assert!(Status::Error.is_failed());
/// assert!(!Status::Other("warming_up".into()).is_final());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// The job waits in the queue.
    Queued,
    /// The video is being generated.
    Generating,
    /// The video is finished.
    Completed,
    /// The job failed. It has no video and is not charged.
    Error,
    /// Any other status; empty if the response has none.
    Other(String),
}

impl Status {
    /// The statuses of the specification.
    pub const KNOWN: &'static [Self] = &[Self::Queued, Self::Generating, Self::Completed, Self::Error];

    pub(super) fn decode(value: &Value) -> Self {
        Self::from_text(value.as_str().unwrap_or_default())
    }

    fn from_text(text: &str) -> Self {
        let known = Self::KNOWN.iter().find(|status| status.as_str().eq_ignore_ascii_case(text));
        known.cloned().unwrap_or_else(|| Self::Other(text.to_owned()))
    }

    /// The status as the service writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Queued => "queued",
            Self::Generating => "generating",
            Self::Completed => "completed",
            Self::Error => "error",
            Self::Other(text) => text,
        }
    }

    /// Whether the video is finished. Models of other vendors report `succeeded`.
    pub fn is_completed(&self) -> bool {
        self.is_one_of(&["completed", "succeeded"])
    }

    /// Whether the job ended without a video. Models of other vendors report `failed` or `cancelled`.
    pub fn is_failed(&self) -> bool {
        self.is_one_of(&["error", "failed", "cancelled", "canceled"])
    }

    /// Whether the status can no longer change. An unknown status is not final.
    pub fn is_final(&self) -> bool {
        self.is_completed() || self.is_failed()
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.as_str().eq_ignore_ascii_case(word))
    }
}

/// Writes the status, with control characters escaped.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str() {
            "" => f.pad("(none)"),
            text => f.pad(&printable(text)),
        }
    }
}

/// Serializes the status as the service writes it.
impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Deserializes any text; an unknown one becomes [`Status::Other`].
impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_text(&String::deserialize(deserializer)?))
    }
}

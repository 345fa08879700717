//! The state of a job, decoded leniently: a paid job must not be lost because a property is missing, null
//! or of another type than the specification says.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::{GenerationError, Receipt, ResponseIds, Status, VideoFile};
use crate::redact::RedactedJson;

/// The state of a job, as the service reported it.
///
/// Only the id is required. All other properties are optional, and unknown ones are kept:
///
/// ```
/// use aimlapi_kling::{Generation, Status};
///
/// let body = r#"{"id": "abc:kling/v1", "status": "warming_up", "eta": 30}"#;
/// let generation: Generation = serde_json::from_str(body)?;
/// assert_eq!(generation.id(), "abc:kling/v1");
/// assert_eq!(*generation.status(), Status::Other("warming_up".into()));
/// assert_eq!(generation.body()["eta"], 30);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Generation {
    id: String,
    status: Status,
    videos: Vec<VideoFile>,
    error: Option<GenerationError>,
    receipt: Receipt,
    body: Value,
}

impl Generation {
    /// Decodes the body of a response about the job `id`.
    pub(crate) fn decode(id: &str, body: Value, receipt: Receipt) -> Self {
        Self {
            id: id.to_owned(),
            status: Status::decode(&body["status"]),
            videos: VideoFile::decode_all(&body["video"]),
            error: GenerationError::decode(&body["error"]),
            receipt,
            body,
        }
    }

    /// The generation id of the job that was retrieved. It is opaque and may contain any characters.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The status of the job.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The video, if the response has one.
    pub fn video(&self) -> Option<&VideoFile> {
        self.videos.first()
    }

    /// All videos of the response.
    pub fn videos(&self) -> &[VideoFile] {
        &self.videos
    }

    /// Why the job failed, if the response says so.
    pub fn error(&self) -> Option<&GenerationError> {
        self.error.as_ref()
    }

    /// The credits used, from the body or else the headers of the response. 1 USD is 2,000,000 credits.
    pub fn credits_used(&self) -> Option<f64> {
        self.usage("credits_used").or_else(|| self.receipt.credits_used().map(|credits| credits as f64))
    }

    /// The US dollars spent, from the body or else the headers of the response.
    pub fn usd_spent(&self) -> Option<f64> {
        self.usage("usd_spent").or_else(|| self.receipt.usd_spent())
    }

    /// The tokens used, which older responses report instead of credits.
    pub fn tokens_used(&self) -> Option<f64> {
        self.usage("tokens_used")
    }

    fn usage(&self, name: &str) -> Option<f64> {
        let value = &self.body["meta"]["usage"][name];
        value.as_f64().or_else(|| value.as_str()?.parse().ok())
    }

    /// The ids and the cost from the response headers; empty for a deserialized value.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// The whole response body, including properties unknown to this crate.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

/// Shows URLs without their query, which may be a signature.
impl fmt::Debug for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generation")
            .field("id", &self.id)
            .field("status", &self.status)
            .field("receipt", &self.receipt)
            .field("body", &RedactedJson(&self.body))
            .finish()
    }
}

impl<'de> Deserialize<'de> for Generation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        let ids = ResponseIds::in_json(&body);
        let id = ids.of_body().next().ok_or_else(|| de::Error::custom("the response has no `id`"))?;
        Ok(Self::decode(id, body, Receipt::default()))
    }
}

impl Serialize for Generation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.body.serialize(serializer)
    }
}

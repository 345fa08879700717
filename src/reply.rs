//! Replies, read leniently: a paid job must not be lost because a field is absent, null or of
//! another shape than the specification says.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use crate::Receipt;

/// The state of a job, as the service told it.
///
/// Only the id is needed; what else is there is read where it can be, and everything is kept:
///
/// ```
/// use aimlapi_kling::{Generation, Status};
///
/// let reply = r#"{"id": "abc:kling/v1", "status": "warming_up", "eta": 30}"#;
/// let generation: Generation = serde_json::from_str(reply)?;
/// assert_eq!(generation.id(), "abc:kling/v1");
/// assert_eq!(*generation.status(), Status::Other("warming_up".into()));
/// assert_eq!(generation.body()["eta"], 30);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Generation {
    id: String,
    status: Status,
    videos: Vec<VideoFile>,
    error: Option<GenerationError>,
    receipt: Receipt,
    body: Value,
}

impl Generation {
    /// Reads a reply; the id may be known from elsewhere.
    pub(crate) fn read(body: Value, receipt: Receipt, known_id: Option<&str>) -> Option<Self> {
        let id = id_in(&body).or_else(|| known_id.map(str::to_owned))?;
        Some(Self {
            id,
            status: Status::read(&body["status"]),
            videos: VideoFile::read_all(&body["video"]),
            error: GenerationError::read(&body["error"]),
            receipt,
            body,
        })
    }

    /// The id to ask for the job with. It may hold any characters; it has no inner meaning.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How far the job is.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The video, where there is one already.
    pub fn video(&self) -> Option<&VideoFile> {
        self.videos.first()
    }

    /// All videos of the reply.
    pub fn videos(&self) -> &[VideoFile] {
        &self.videos
    }

    /// Why the job failed, where it did.
    pub fn error(&self) -> Option<&GenerationError> {
        self.error.as_ref()
    }

    /// Credits that the reply says were used, in its body or else its headers. 1 USD is 2,000,000
    /// credits.
    pub fn credits_used(&self) -> Option<f64> {
        self.usage("credits_used").or_else(|| self.receipt.credits_used().map(|credits| credits as f64))
    }

    /// US dollars that the reply says were spent, in its body or else its headers.
    pub fn usd_spent(&self) -> Option<f64> {
        self.usage("usd_spent").or_else(|| self.receipt.usd_spent())
    }

    /// Tokens that the reply says were used; older replies count in these.
    pub fn tokens_used(&self) -> Option<f64> {
        self.usage("tokens_used")
    }

    fn usage(&self, name: &str) -> Option<f64> {
        let value = &self.body["meta"]["usage"][name];
        value.as_f64().or_else(|| value.as_str()?.parse().ok())
    }

    /// What the reply's headers say of ids and cost; empty where it was read from a file.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// The whole reply, with what this crate does not know.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

impl<'de> Deserialize<'de> for Generation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        Self::read(body, Receipt::default(), None).ok_or_else(|| de::Error::custom("the reply has no `id`"))
    }
}

impl Serialize for Generation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.body.serialize(serializer)
    }
}

/// Other vendors' jobs on the same address answer `generation_id`.
pub(crate) const ID_NAMES: [&str; 2] = ["id", "generation_id"];

fn id_in(body: &Value) -> Option<String> {
    ID_NAMES.iter().find_map(|name| match &body[*name] {
        Value::String(id) if !id.trim().is_empty() => Some(id.clone()),
        // One that does not fit into 64 bits has lost digits already.
        Value::Number(id) if !id.is_f64() => Some(id.to_string()),
        _ => None,
    })
}

/// How far a job is.
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
    /// Waits for its turn.
    Queued,
    /// Is being made.
    Generating,
    /// Is done: there is a video.
    Completed,
    /// Failed: there is no video, and nothing is charged.
    Error,
    /// Any other text, or an empty one where the reply has none.
    Other(String),
}

impl Status {
    /// The statuses of the specification.
    pub const KNOWN: &'static [Self] = &[Self::Queued, Self::Generating, Self::Completed, Self::Error];

    fn read(value: &Value) -> Self {
        let text = value.as_str().unwrap_or_default();
        let known = Self::KNOWN.iter().find(|status| status.as_str().eq_ignore_ascii_case(text));
        known.cloned().unwrap_or_else(|| Self::Other(text.to_owned()))
    }

    /// The service's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Queued => "queued",
            Self::Generating => "generating",
            Self::Completed => "completed",
            Self::Error => "error",
            Self::Other(text) => text,
        }
    }

    /// Whether the video is made. Other vendors' jobs say `succeeded`.
    pub fn is_completed(&self) -> bool {
        self.is_one_of(&["completed", "succeeded"])
    }

    /// Whether the job ended without a video. Other vendors' jobs say `failed` or `cancelled`.
    pub fn is_failed(&self) -> bool {
        self.is_one_of(&["error", "failed", "cancelled", "canceled"])
    }

    /// Whether nothing will change any more. An unknown status is not final.
    pub fn is_final(&self) -> bool {
        self.is_completed() || self.is_failed()
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.as_str().eq_ignore_ascii_case(word))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if self.as_str().is_empty() { "(none)" } else { self.as_str() })
    }
}

/// A video file on the service's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoFile {
    url: String,
    content_type: Option<String>,
    file_name: Option<String>,
    file_size: Option<u64>,
}

impl VideoFile {
    /// The specification has an object, an object or a list of them, or null; other vendors send
    /// plain texts.
    fn read_all(value: &Value) -> Vec<Self> {
        match value {
            Value::Array(values) => values.iter().flat_map(Self::read_all).collect(),
            Value::String(url) if !url.is_empty() => vec![Self::new(url, &Map::new())],
            Value::Object(object) => match object.get("url").and_then(Value::as_str) {
                Some(url) if !url.is_empty() => vec![Self::new(url, object)],
                _ => vec![],
            },
            _ => vec![],
        }
    }

    fn new(url: &str, object: &Map<String, Value>) -> Self {
        let text = |name| object.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            url: url.to_owned(),
            content_type: text("content_type"),
            file_name: text("file_name"),
            file_size: object
                .get("file_size")
                .and_then(|size| size.as_u64().or_else(|| size.as_str()?.parse().ok())),
        }
    }

    /// Where it can be fetched, without the API key. It may expire.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its media type, for example `video/mp4`, where the reply says it.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Its name on the storage, where the reply says it.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// Its size in bytes, where the reply says it.
    pub fn file_size(&self) -> Option<u64> {
        self.file_size
    }
}

/// Why a job failed.
#[derive(Clone, Debug, PartialEq)]
pub struct GenerationError {
    name: Option<String>,
    message: String,
    body: Value,
}

impl GenerationError {
    fn read(value: &Value) -> Option<Self> {
        let empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(object) => object.is_empty(),
            _ => false,
        };
        if empty {
            return None;
        }
        let name = value["name"].as_str().or_else(|| value["detail"][0]["type"].as_str());
        Some(Self {
            name: name.map(str::to_owned),
            message: message_in(value).unwrap_or_else(|| value.to_string()),
            body: value.clone(),
        })
    }

    /// The kind of failure, where the service names one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The reason in words; the whole value as JSON where no words could be found.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The value as it came.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

/// The words in an error value: a text, or what stands under one of the usual names.
pub(crate) fn message_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Array(items) => {
            let messages: Vec<_> = items.iter().filter_map(message_in).collect();
            (!messages.is_empty()).then(|| messages.join("; "))
        }
        Value::Object(object) => {
            ["message", "msg", "detail", "error"].iter().find_map(|name| message_in(object.get(*name)?))
        }
        _ => None,
    }
}

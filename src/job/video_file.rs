//! The video file that a response names.

use std::fmt;

use serde_json::{Map, Value};

use crate::redact::redact_uri;

/// A video file on the storage of the service.
#[derive(Clone, PartialEq, Eq)]
pub struct VideoFile {
    url: String,
    content_type: Option<String>,
    file_name: Option<String>,
    file_size: Option<u64>,
}

impl VideoFile {
    /// Decodes an object, a list of objects or null, as the specification has it, or a list of plain
    /// URLs, as models of other vendors return it.
    pub(super) fn decode_all(value: &Value) -> Vec<Self> {
        match value {
            Value::Array(values) => values.iter().flat_map(Self::decode_all).collect(),
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

    /// The URL of the file. It is fetched without the API key, and may expire.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The media type, for example `video/mp4`, if the response has it.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The file name, if the response has it.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The size in bytes, if the response has it.
    pub fn file_size(&self) -> Option<u64> {
        self.file_size
    }
}

/// Shows the URL without its query, which may be a signature.
impl fmt::Debug for VideoFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VideoFile")
            .field("url", &redact_uri(&self.url))
            .field("content_type", &self.content_type)
            .field("file_name", &self.file_name)
            .field("file_size", &self.file_size)
            .finish()
    }
}

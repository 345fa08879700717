//! Why a job failed.

use std::fmt;

use serde_json::Value;

use crate::redact::RedactedJson;

/// Why a job failed.
#[derive(Clone, PartialEq)]
pub struct GenerationError {
    name: Option<String>,
    message: String,
    body: Value,
}

impl GenerationError {
    pub(super) fn decode(value: &Value) -> Option<Self> {
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

    /// The kind of failure, if the service names one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The reason as text, or the whole value as JSON if it contains no message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The value as the service sent it.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

/// Shows URLs without their query, which may be a signature.
impl fmt::Debug for GenerationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GenerationError").field(&RedactedJson(&self.body)).finish()
    }
}

/// The message in an error value: a text, or the value of one of the usual properties.
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

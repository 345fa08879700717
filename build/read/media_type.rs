//! Media types, and the schema of what is sent as JSON.

use serde_json::Value;

/// The media type of JSON.
pub const JSON: &str = "application/json";

/// A media type without its parameters and in lower case, because neither changes what is meant.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The schema of JSON in the `content` of a request or a response. Null if there is none.
pub fn json_schema(content: &Value) -> &Value {
    let mut media_types = content.as_object().into_iter().flatten();
    media_types.find(|(name, _)| essence(name) == JSON).map_or(&Value::Null, |(_, it)| &it["schema"])
}

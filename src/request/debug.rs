//! `Debug` output of requests, which may contain signed URLs and whole files.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::redact::RedactedJson;

/// Writes the JSON form of a request or of an object in it: URLs without their query, and data URIs shortened.
pub(crate) fn debug(f: &mut fmt::Formatter<'_>, name: &str, value: &impl Serialize) -> fmt::Result {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => {
            let mut debug = f.debug_struct(name);
            members.iter().for_each(|(name, value)| {
                debug.field(name, &RedactedJson(value));
            });
            debug.finish()
        }
        Ok(value) => f.debug_tuple(name).field(&RedactedJson(&value)).finish(),
        // A listed parameter was set as unlisted.
        Err(error) => write!(f, "{name}({error})"),
    }
}

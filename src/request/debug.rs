//! `Debug` output of requests, which may contain signed URLs and whole files.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::body::parsed;
use crate::redact::RedactedJson;

/// Writes the JSON form of a request or of an object in it: URLs without their query, and data URIs shortened.
pub(crate) fn debug(f: &mut fmt::Formatter<'_>, name: &str, value: &impl Serialize) -> fmt::Result {
    // Not `to_value`: its serializer would be compiled for every struct in addition to this one.
    match serde_json::to_vec(value) {
        Ok(json) => debug_value(f, name, &parsed(&json)),
        // A listed parameter was set as unlisted.
        Err(error) => write!(f, "{name}({error})"),
    }
}

fn debug_value(f: &mut fmt::Formatter<'_>, name: &str, value: &Value) -> fmt::Result {
    let Value::Object(members) = value else {
        return f.debug_tuple(name).field(&RedactedJson(value)).finish();
    };
    let mut debug = f.debug_struct(name);
    members.iter().for_each(|(name, value)| {
        debug.field(name, &RedactedJson(value));
    });
    debug.finish()
}

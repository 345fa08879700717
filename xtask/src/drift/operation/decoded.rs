//! What the client decodes of a response. Everything else is kept as it is, so that its changes affect nobody.

use crate::openapi::endpoint::{CATALOGUE_PATH, METRICS_PATH, REQUEST_LOG_PATH};

/// The properties of a job that `src/job/` decodes.
const JOB: [&str; 11] = [
    "id",
    "status",
    "video",
    "video.url",
    "error",
    "error.name",
    "error.message",
    "meta",
    "meta.usage",
    "meta.usage.credits_used",
    "meta.usage.usd_spent",
];

/// The properties of the request log that `src/client/log_entry.rs` decodes.
const REQUEST_LOG: [&str; 11] = [
    "data",
    "data.inference_id",
    "data.client_request_id",
    "data.status",
    "data.created",
    "data.model",
    "data.cost",
    "data.cost.credits",
    "data.cost.usd",
    "pagination",
    "pagination.has_more",
];

/// The properties of the catalogue that the client decodes.
const CATALOGUE: [&str; 4] = ["data", "data.id", "data.aliases", "data.pricing"];

/// The properties of the metrics that the client decodes.
const METRICS: [&str; 4] = ["models", "models.alias", "models.metrics", "models.metrics.duration_ms"];

/// The properties without which the client cannot do its work.
const NEEDED: [&str; 3] = ["id", "status", "data.inference_id"];

/// The rule for a change of a response's schema that affects the client.
pub(super) fn rule(operation: &str, property: &str, what: &str) -> Option<&'static str> {
    let property = plain(property);
    let decoded = match operation {
        REQUEST_LOG_PATH => &REQUEST_LOG[..],
        CATALOGUE_PATH => &CATALOGUE,
        METRICS_PATH => &METRICS,
        _ => &JOB,
    };
    if !property.is_empty() && !decoded.contains(&property.as_str()) {
        return None;
    }
    let is_needed = NEEDED.contains(&property.as_str());
    match what {
        "removed-required" | "removed-optional" => Some("response-property-removed"),
        "type-changed" | "any-of-added" | "any-of-removed" => Some("response-property-type-changed"),
        "deprecated" if !property.is_empty() => Some("response-property-deprecated"),
        "became-optional" | "became-nullable" if is_needed => Some("response-property-became-optional"),
        _ if property == "status" && (what.starts_with("enum-value-") || what == "became-enum") => {
            Some("response-status-changed")
        }
        _ => None,
    }
}

/// A path without the marks of items and alternatives: `video.url` for `video<2>[].url`.
fn plain(path: &str) -> String {
    let mut plain = String::new();
    let mut is_mark = false;
    for letter in path.chars() {
        match letter {
            '[' | '<' => is_mark = true,
            ']' | '>' => is_mark = false,
            _ if is_mark => {}
            letter => plain.push(letter),
        }
    }
    plain.trim_start_matches('.').to_owned()
}

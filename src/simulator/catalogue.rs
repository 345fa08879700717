//! The catalogue and the metrics.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hyper::{
    StatusCode,
    header::{ETAG, HeaderValue, IF_NONE_MATCH},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{
    call::Call,
    cost::Prices,
    jobs::Timeline,
    response::{HttpResponse, json_response, typed},
};
use crate::model::Model;

/// The path of submissions, which the metrics name.
const ENDPOINT: &str = "/v2/video/generations";

/// The catalogue, or 304 if the client has it.
pub(super) fn catalogue(call: &Call, models: &[Model], prices: &Prices) -> HttpResponse {
    let with_prices = call.parameter("include").is_some_and(|sections| sections.contains("pricing"));
    let data: Vec<_> = models.iter().map(|model| entry(*model, prices, with_prices)).collect();
    let body = json!({ "object": "list", "data": data });
    let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(body.to_string())));
    let is_known = call.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = match is_known {
        true => typed(StatusCode::NOT_MODIFIED, "application/json", ""),
        false => json_response(StatusCode::OK, &body),
    };
    response.headers_mut().insert(ETAG, HeaderValue::try_from(etag).expect("base64 is printable"));
    response
}

fn entry(model: Model, prices: &Prices, with_prices: bool) -> Value {
    let mut entry = json!({
        "id": model.id(),
        "aliases": [],
        "type": ENDPOINT,
        "info": { "name": model.type_name(), "developer": "Kling AI" },
        "tags": [],
    });
    if with_prices {
        entry["pricing"] = (prices.listed)(model);
    }
    entry
}

/// The durations of all models: that of the timeline.
pub(super) fn metrics(models: &[Model], timeline: Timeline) -> HttpResponse {
    let millis = (timeline.queued + timeline.generating).as_millis() as u64;
    let models = models.iter().map(|model| {
        json!({
            "alias": model.id(),
            "endpoint": ENDPOINT,
            "metrics": { "duration_ms": { "p50": millis, "p75": millis, "p90": millis, "p99": millis } },
        })
    });
    let body = json!({
        "window_seconds": 300,
        "generated_at": "1970-01-01T00:00:00.000Z",
        "models": models.collect::<Vec<_>>(),
    });
    json_response(StatusCode::OK, &body)
}

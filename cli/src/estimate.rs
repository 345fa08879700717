//! What is known about a job before it has ended: the length of its video, and how long it usually takes.

use std::time::Duration;

use aimlapi_kling::{Model, ledger::JobRecord};
use serde_json::Value;

/// The length of a video that [`Model::typical_duration`] is about, in seconds.
const TYPICAL_SECONDS: f64 = 5.0;

/// The length of the video in seconds, if it is a parameter of the model.
pub fn seconds(model: Model, body: &Value) -> Option<f64> {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.parse().ok());
    let default = || serde_json::from_str(model.parameter("duration")?.default?).ok();
    let value = body.get("duration").filter(|value| !value.is_null()).cloned().or_else(default)?;
    number(&value)
}

/// How long the model usually takes for this request. A longer video takes longer in proportion.
pub fn usual_time(model: Model, body: &Value) -> Duration {
    let seconds = seconds(model, body).unwrap_or(TYPICAL_SECONDS);
    model.typical_duration().mul_f64((seconds / TYPICAL_SECONDS).max(1.0))
}

/// Both of a job, if they are known.
pub fn of_record(record: &JobRecord) -> (Option<f64>, Option<Duration>) {
    let body = serde_json::from_str::<Value>(record.body()).ok();
    match record.model().zip(body) {
        Some((model, body)) => (seconds(model, &body), Some(usual_time(model, &body))),
        None => (None, None),
    }
}

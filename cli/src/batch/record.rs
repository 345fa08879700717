//! What is shown of the record of a job: its prompt, its cost, its time, and why it has no video.

use std::time::Duration;

use aimlapi_kling::ledger::{JobRecord, State};
use serde_json::Value;

/// The prompt of a request, or nothing.
pub fn prompt(record: &JobRecord) -> String {
    let body: Value = serde_json::from_str(record.body()).unwrap_or_default();
    body["prompt"].as_str().unwrap_or_default().to_owned()
}

/// What the service has charged for a job, in US dollars.
pub fn usd(record: &JobRecord) -> Option<f64> {
    let cost = record.cost()?;
    cost.usd.or_else(|| cost.credits.map(|credits| credits / 2_000_000.0))
}

/// The time from the submission of a job to its end.
pub fn time(record: &JobRecord) -> Option<Duration> {
    record.entered(State::Completed)?.duration_since(record.entered(State::Submitted)?).ok()
}

/// Why a job has no video.
pub fn reason(record: &JobRecord) -> String {
    record.last_error().map_or_else(|| record.state().to_string(), ToString::to_string)
}

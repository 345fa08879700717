//! The events of a batch on standard output, for programs.

use std::path::Path;

use aimlapi_kling::{
    batch::{BatchStop, ItemEnd},
    ledger::{JobRecord, State},
};
use serde_json::{Value, json};

use super::{
    item_end::problem,
    record::usd,
    totals::{Totals, advice},
};
use crate::output;

/// Writes an event. Events are not results: the batch continues even if standard output is closed or full.
pub fn write(mut event: Value, is_simulated: bool) {
    if is_simulated {
        event["simulated"] = true.into();
    }
    let _ = output::json(&event);
}

/// A request waits because the prices are unknown.
pub fn waiting(name: &str, reason: Option<&str>) -> Value {
    json!({ "event": "status", "name": name, "state": "waiting", "retrying": reason })
}

/// The record of a job has changed.
pub fn changed(name: &str, record: &JobRecord) -> Value {
    let client_request_id = record.client_request_id().as_str();
    let id = record.job().map(|job| job.id());
    let error = record.last_error().map(ToString::to_string);
    match (record.state(), record.status()) {
        (State::Named, _) if error.is_none() => json!({
            "event": "named", "name": name, "client_request_id": client_request_id, "model": record.model_id(),
            "output": record.output_path(),
        }),
        (State::Submitted, None) if error.is_none() => json!({
            "event": "submitted", "name": name, "client_request_id": client_request_id, "id": id,
        }),
        (state, status) => json!({
            "event": "status", "name": name, "client_request_id": client_request_id, "id": id,
            "state": state.as_str(), "status": status.map(ToString::to_string), "retrying": error,
        }),
    }
}

/// An item has ended; `None` if it was done before or not started.
pub fn ended(name: &str, end: &ItemEnd) -> Option<Value> {
    if let ItemEnd::Downloaded(record) = end {
        return Some(json!({
            "event": "downloaded", "name": name, "id": record.job().map(|job| job.id()),
            "file": record.output_path(), "bytes": record.bytes(), "sha256": record.sha256(), "usd": usd(record),
        }));
    }
    let (kind, reason) = problem(end)?;
    Some(json!({ "event": "failed", "name": name, "kind": kind, "reason": reason }))
}

/// No more jobs are submitted.
pub fn stopped(stop: BatchStop) -> Value {
    let reason = match stop {
        BatchStop::Requested => "requested",
        BatchStop::OtherRun => "other_run",
        BatchStop::Budget => "budget",
        BatchStop::UnknownCost => "unknown_cost",
        _ => "service",
    };
    json!({ "event": "stopped", "reason": reason, "message": advice(stop) })
}

/// The batch has ended.
pub fn summary(requests: usize, totals: &Totals, gallery: &Path) -> Value {
    let models = totals.models.iter().map(|(model, of_model)| {
        json!({
            "model": model, "made": of_model.made, "failed": of_model.failed, "unknown": of_model.unknown,
            "usd": of_model.usd, "mean_seconds": of_model.mean_time().map(|time| time.as_secs_f64()),
        })
    });
    json!({
        "event": "summary", "requests": requests, "made": totals.made_count(),
        "failed": totals.failures.len(), "unknown": totals.unknowns.len(),
        "not_started": totals.not_started, "unfinished": totals.unfinished, "usd": totals.usd(),
        "models": models.collect::<Vec<_>>(), "gallery": gallery,
    })
}

//! A job in a list.

use std::{
    io,
    time::{Duration, SystemTime},
};

use aimlapi_kling::{
    Job,
    ledger::{JobRecord, State},
};

use crate::{
    escape::escaped,
    event::{Event, JobRow},
    output,
    shown::{age, shown_path},
};

/// Prints a job as a line of a table, or as JSON.
pub fn print(record: &JobRecord, as_json: bool) -> io::Result<()> {
    if as_json { output::json(&Event::Job(Box::new(row(record)))) } else { output::line(&line(record)) }
}

fn row(record: &JobRecord) -> JobRow<'_> {
    let since_epoch = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    JobRow {
        id: record.job().map(Job::id),
        client_request_id: record.client_request_id().as_str(),
        state: record.state().as_str(),
        status: record.status().map(|status| status.as_str()),
        model: record.model_id(),
        created: created(record).map(since_epoch).as_ref().map(Duration::as_secs_f64),
        file: record.output_path().map(|path| path.to_string_lossy()),
        bytes: record.bytes(),
        sha256: record.sha256(),
        usd: record.cost().and_then(|cost| cost.usd),
        credits: record.cost().and_then(|cost| cost.credits),
        error: record.last_error().map(|error| error.message()),
    }
}

fn line(record: &JobRecord) -> String {
    let age = created(record).map(|time| format!("{} ago", age(time))).unwrap_or_default();
    let cost = record.cost().and_then(|cost| cost.usd).map(|usd| format!("${usd:.2}")).unwrap_or_default();
    let id = record.job().map_or(record.client_request_id().as_str(), Job::id);
    let file = record.output_path().map(shown_path).unwrap_or_default();
    let state = match (record.state(), record.status()) {
        (State::Submitted, Some(status)) => status.to_string(),
        (state, _) => state.to_string(),
    };
    let error = record.last_error().map(|error| format!("\n    {}", escaped(error.message())));
    let line = format!("{state:<10}  {age:>14}  {cost:>7}  {}  {}", escaped(id), escaped(&file));
    format!("{}{}", line.trim_end(), error.unwrap_or_default())
}

/// When the job was recorded, or submitted by another program.
fn created(record: &JobRecord) -> Option<SystemTime> {
    record.entered(State::Named).or_else(|| record.entered(State::Submitted))
}

//! Decodes the responses of the API leniently: a paid job must not be lost because of their form.

use std::time::SystemTime;

use serde_json::Value;

use super::{
    LogEntry,
    api_key::ApiKey,
    response::{RawResult, Response},
};
use crate::{
    error::{DecodeProblem, Error},
    job::{Generation, Job, Receipt, ResponseIds},
};

/// What the response to an accepted submission contains.
pub(super) struct Accepted {
    pub id: String,
    pub receipt: Receipt,
    pub ids: ResponseIds,
}

/// The job in the response to a submission. A success status means that the job exists, so its id is taken
/// from a truncated body or from the headers if need be.
pub(super) async fn submitted(result: RawResult, key: &ApiKey) -> Result<Accepted, Error> {
    let action = "submitting";
    let response = Response::receive(action, result, key).await?;
    let ids = response.ids();
    let id = ids.of_job().next().map(str::to_owned);
    match id {
        Some(id) => Ok(Accepted { id, receipt: response.receipt(), ids }),
        None => Err(response.unusable(action, DecodeProblem::Body)),
    }
}

/// The state of a job. Only a response that names the job is believed that it has ended.
pub(super) async fn retrieved(job: &Job, result: RawResult, key: &ApiKey) -> Result<Generation, Error> {
    let action = "retrieving";
    let decode = async {
        let response = Response::receive(action, result, key).await?;
        let Some(body) = response.json().filter(Value::is_object) else {
            return Err(response.unusable(action, DecodeProblem::Body));
        };
        let generation = Generation::decode(job.id(), body, response.receipt());
        match contradiction(&generation) {
            Some(problem) => Err(response.unusable(action, problem)),
            None => Ok(generation),
        }
    };
    decode.await.map_err(|error: Error| error.with_job(job))
}

/// Why a response is not about the job that was retrieved, or is not known to be and says that it has ended.
fn contradiction(generation: &Generation) -> Option<DecodeProblem> {
    // Nearly every response names the job like this, so that other places need not be searched.
    let id = generation.body()["id"].as_str();
    if id.is_some_and(|id| is_same(generation.id(), id)) {
        return None;
    }
    let ids = ResponseIds::in_json(generation.body());
    let is_end = generation.status().is_final() || generation.video().is_some();
    match ids.of_body().next() {
        _ if ids.of_body().any(|id| is_same(generation.id(), id)) => None,
        Some(other) => Some(DecodeProblem::OtherGeneration(other.to_owned())),
        None => is_end.then_some(DecodeProblem::NoGeneration),
    }
}

/// Whether two ids are of the same job. An id may end with a colon and a model, which need not be spelled the same
/// way in every response.
fn is_same(asked: &str, found: &str) -> bool {
    match (asked.split_once(':'), found.split_once(':')) {
        (Some((asked, _)), Some((found, _))) if !asked.is_empty() => asked == found,
        _ => asked == found,
    }
}

/// A page of the request log.
pub(crate) struct LogPage {
    pub entries: Vec<LogEntry>,
    /// Whether there are more rows after these, if the response says so.
    has_more: Option<bool>,
    /// When the server sent it, by its own clock.
    pub date: Option<SystemTime>,
}

impl LogPage {
    /// The number of rows to request, the largest that the service accepts.
    pub const MAX_ROWS: u64 = 100;

    /// The offset of the page after this one, if there is one.
    pub fn next_offset(&self, offset: u64) -> Option<u64> {
        let rows = self.entries.len() as u64;
        let has_more = rows > 0 && self.has_more.unwrap_or(rows >= Self::MAX_ROWS);
        has_more.then_some(offset + rows)
    }
}

/// The entries of the catalogue, and its `ETag`.
pub(super) async fn catalogue(
    result: RawResult,
    key: &ApiKey,
) -> Result<(Vec<Value>, Option<String>), Error> {
    let action = "retrieving the catalogue";
    let response = Response::receive(action, result, key).await?;
    match response.json().map(|mut body| body["data"].take()) {
        Some(Value::Array(entries)) => Ok((entries, response.etag())),
        _ => Err(response.unusable(action, DecodeProblem::Body)),
    }
}

/// The body of a response with metrics.
pub(super) async fn metrics(result: RawResult, key: &ApiKey) -> Result<Value, Error> {
    let action = "retrieving the metrics";
    let response = Response::receive(action, result, key).await?;
    match response.json().filter(|body| body["models"].is_array()) {
        Some(body) => Ok(body),
        None => Err(response.unusable(action, DecodeProblem::Body)),
    }
}

pub(super) async fn log_page(result: RawResult, key: &ApiKey) -> Result<LogPage, Error> {
    let action = "reading the request log";
    let response = Response::receive(action, result, key).await?;
    let mut body = response.json().unwrap_or_default();
    match body.get_mut("data").map(Value::take) {
        Some(Value::Array(rows)) => {
            let has_more = body["pagination"]["has_more"].as_bool();
            Ok(LogPage {
                entries: rows.into_iter().map(LogEntry::new).collect(),
                has_more,
                date: response.date(),
            })
        }
        _ => Err(response.unusable(action, DecodeProblem::Body)),
    }
}

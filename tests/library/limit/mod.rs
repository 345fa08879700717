//! What the requests of a client and its clones share: the rate, its recovery after 429, and the number of
//! requests, downloads, jobs and connections at the same time.

mod concurrency;
mod connections;
mod custom;
mod fairness;
mod quotas;
mod rate;
mod slow_down;

use std::{collections::BTreeSet, time::Duration};

use aimlapi_kling::{Client, ClientBuilder, Job};
use serde_json::json;

use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
};

/// A client of the host, which sends nothing again by itself.
fn builder(host: &ScriptedHost) -> ClientBuilder {
    Client::builder(KEY).base_url(host.base_url()).submit_attempts(1)
}

fn job() -> Job {
    Job::from_id("abc")
}

fn queued() -> ScriptedResponse {
    ScriptedResponse::json(&json!({ "id": "abc", "status": "queued" })).keep_alive()
}

fn completed() -> ScriptedResponse {
    let video = json!({ "url": "https://cdn.example/1.mp4" });
    ScriptedResponse::json(&json!({ "id": "abc", "status": "completed", "video": video })).keep_alive()
}

fn too_many_requests(retry_after: &str) -> ScriptedResponse {
    ScriptedResponse::empty("429 Too Many Requests").header("retry-after", retry_after).keep_alive()
}

/// When the requests arrived, in milliseconds.
fn times(host: &ScriptedHost) -> Vec<u64> {
    host.requests().iter().map(|request| (request.at * 1000.0).round() as u64).collect()
}

fn connections(host: &ScriptedHost) -> usize {
    host.requests().iter().map(|request| request.connection).collect::<BTreeSet<_>>().len()
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

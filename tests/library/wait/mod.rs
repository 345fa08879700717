//! Waiting for a job: when it is polled, which errors are tolerated, and how it ends.

mod end;
mod errors;
mod identity;
mod learning;
mod schedule;
mod simulation;
mod spread;
mod tolerance;
mod updates;

use std::time::Duration;

use aimlapi_kling::{Error, Job, Video, WaitPolicy};
use serde_json::{Value, json};

use crate::support::{
    client,
    host::{Responder, ScriptedHost, ScriptedResponse},
};

/// Polls as they are reported: seconds since the start, and the status or the error's text.
type Polls = Vec<(f64, String)>;

/// Farther away than any deadline here.
const FAR_FUTURE: Duration = Duration::from_secs(3600);

/// A policy with a fixed interval.
fn every(seconds: u64) -> WaitPolicy {
    WaitPolicy::new().interval(Duration::from_secs(seconds))
}

/// A job that has just been submitted, by a clock that is ahead.
fn submitted() -> Job {
    submitted_to("klingai/unlisted")
}

fn submitted_to(model: &str) -> Job {
    serde_json::from_value(json!({ "id": "abc", "model": model, "submitted": 99_999_999_999_u64 })).unwrap()
}

async fn watch(host: &ScriptedHost, policy: &WaitPolicy) -> (Result<Video, Error>, Polls) {
    watch_job(host, policy, &submitted()).await
}

/// Waits for a job, and checks that each poll is when the one before it has announced it.
async fn watch_job(host: &ScriptedHost, policy: &WaitPolicy, job: &Job) -> (Result<Video, Error>, Polls) {
    let (mut polls, mut announced) = (Vec::new(), None::<Duration>);
    let client = client(host.base_url());
    let waiting = client.wait_with(job, policy, |progress| {
        if let Some(announced) = announced {
            // Timers have a resolution of a millisecond.
            assert!(progress.elapsed.abs_diff(announced) <= Duration::from_millis(1), "{announced:?}");
        }
        announced = progress.next_poll.map(|pause| progress.elapsed + pause.min(FAR_FUTURE));
        let outcome = match progress.outcome {
            Ok(generation) => generation.status().to_string(),
            Err(error) => error.to_string(),
        };
        polls.push((progress.elapsed.as_secs_f64(), outcome));
    });
    let result = host.run(waiting).await;
    (result, polls)
}

/// A host whose responses follow one another, the last one repeatedly.
fn host_with_responses(responses: &[(u16, Value)]) -> ScriptedHost {
    host_with_retry_after("", responses)
}

/// The same, where every response but a success has this `Retry-After`.
fn host_with_retry_after(retry_after: &str, responses: &[(u16, Value)]) -> ScriptedHost {
    let scripted = responses.iter().map(|(status, body)| {
        let response = ScriptedResponse::new(format!("{status} "));
        let response = if *status == 200 { response } else { response.header("retry-after", retry_after) };
        response.sized_body(body.to_string())
    });
    let (scripted, host): (Vec<_>, _) = (scripted.collect(), ScriptedHost::start());
    host.script(move |arrival| Responder::Fixed(scripted[arrival.number.min(scripted.len() - 1)].clone()));
    host
}

/// A generation with this status.
fn status(status: &str) -> (u16, Value) {
    (200, json!({ "id": "abc", "status": status }))
}

fn completed() -> (u16, Value) {
    (200, json!({ "id": "abc", "status": "completed", "video": { "url": "https://example.com/1.mp4" } }))
}

fn expected_polls(expected: &[(f64, &str)]) -> Polls {
    expected.iter().map(|(at, outcome)| (*at, (*outcome).to_owned())).collect()
}

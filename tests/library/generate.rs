//! `generate` reports the job before it waits, so that it can be found if the future is dropped.

use std::{sync::Mutex, time::Duration};

use aimlapi_kling::{ClientRequestId, Job, WaitPolicy};
use serde_json::json;
use tokio::time::timeout;

use crate::support::{
    client,
    host::{ScriptedHost, ScriptedResponse},
    request,
};

fn state(status: &str) -> ScriptedResponse {
    let video = json!({ "url": "https://cdn.example/1.mp4" });
    ScriptedResponse::json(&json!({ "id": "abc", "status": status, "video": video }))
}

#[tokio::test(start_paused = true)]
async fn generate_needs_no_settings() {
    let host = ScriptedHost::start();
    host.play([state("queued"), state("completed")]);
    let client = client(host.base_url());
    let video = host.run(client.generate(request()).into_future()).await.unwrap();
    assert_eq!(video.url(), "https://cdn.example/1.mp4");
}

#[tokio::test(start_paused = true)]
async fn a_dropped_generate_has_reported_its_job_and_sent_the_id_of_the_caller() {
    let host = ScriptedHost::start();
    host.play([state("queued")]);
    let client = client(host.base_url());
    let id: ClientRequestId = "order-4711".parse().unwrap();
    let submitted: Mutex<Option<Job>> = Mutex::default();
    let generate = client
        .generate(request())
        .client_request_id(&id)
        .on_submitted(|job| *submitted.lock().unwrap() = Some(job.clone()));
    host.run(timeout(Duration::from_secs(60), generate)).await.unwrap_err();
    let job = submitted.into_inner().unwrap().unwrap();
    assert_eq!((job.id(), job.client_request_id()), ("abc", Some(&id)));
    assert_eq!(host.requests()[0].header("x-client-request-id"), Some("order-4711"));
}

#[tokio::test(start_paused = true)]
async fn generate_takes_a_wait_policy_and_reports_polls() {
    let host = ScriptedHost::start();
    host.play([state("queued"), state("queued"), state("generating"), state("completed")]);
    let client = client(host.base_url());
    let mut polls = Vec::new();
    let second = Duration::from_secs(1);
    let policy = WaitPolicy::new().interval(second);
    let generate = client
        .generate(request())
        .wait_policy(policy)
        .on_progress(|progress| polls.push((progress.polls, progress.elapsed.as_secs())));
    host.run(generate.into_future()).await.unwrap();
    assert_eq!(polls, [(1, 1), (2, 2), (3, 3)]);
}

//! How waiting ends.

use std::time::Duration;

use aimlapi_kling::{Job, WaitPolicy};
use serde_json::json;
use tokio::{sync::mpsc, time::Instant};

use super::{completed, every, expected_polls, host_with_responses, status, submitted, watch, watch_job};
use crate::support::{client, host::ScriptedHost};

#[tokio::test(start_paused = true)]
async fn an_unknown_status_is_polled_until_the_deadline() {
    let host = host_with_responses(&[status("dreaming")]);
    let policy = every(4).deadline(Duration::from_secs(12));
    let (result, polls) = watch_job(&host, &policy, &Job::from_id("abc")).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 12 s (generation abc); 3 polls in 12 s, last status dreaming; \
         the job continues, wait for it again"
    );
    assert!(error.is_deadline_exceeded());
    assert!(!error.is_timeout() && !error.is_generation_failed() && !error.is_transport());
    assert_eq!(error.generation().unwrap().status().as_str(), "dreaming");
    assert_eq!((error.elapsed(), error.polls()), (Some(Duration::from_secs(12)), Some(3)));
    assert_eq!(polls, expected_polls(&[(0.0, "dreaming"), (4.0, "dreaming"), (8.0, "dreaming")]));
}

#[tokio::test(start_paused = true)]
async fn a_failed_generation_ends_the_waiting() {
    let error = json!({ "name": "NoFace", "message": "there is no face" });
    let failed = (200, json!({ "id": "abc", "status": "error", "error": error }));
    let host = host_with_responses(&[status("generating"), failed]);
    let (result, _) = watch(&host, &every(10)).await;
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), "the generation failed: there is no face (generation abc)");
    assert!(error.is_generation_failed());
    assert_eq!(error.message(), Some("there is no face"));
    assert_eq!(error.generation().unwrap().error().unwrap().name(), Some("NoFace"));
    assert_eq!((error.elapsed(), error.polls()), (Some(Duration::from_secs(20)), Some(2)));
}

#[tokio::test(start_paused = true)]
async fn a_failed_generation_without_a_reason_ends_the_waiting() {
    let host = host_with_responses(&[status("error")]);
    let (result, _) = watch(&host, &every(10)).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "the generation failed: the service gave no reason (generation abc)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_completed_generation_without_a_video_is_an_error() {
    let host = host_with_responses(&[status("completed")]);
    let (result, _) = watch(&host, &every(10)).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the generation is completed, but the response names no video (generation abc); 6 polls in 69.5 s; \
         wait for it again"
    );
    assert!(error.is_decode());
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_a_poll_in_flight() {
    let host = ScriptedHost::start();
    let client = client(host.base_url());
    let policy = every(10).deadline(Duration::from_secs(30));
    let start = Instant::now();
    let job = submitted();
    let error = host.run(client.wait_with(&job, &policy, |_| {})).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 30 s (generation abc); 1 poll in 30 s; the job continues, wait for it again"
    );
    assert_eq!(start.elapsed(), Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn a_poll_has_a_timeout_of_its_own() {
    let host = ScriptedHost::start();
    let client = client(host.base_url());
    let policy = every(10).max_retries(2);
    let mut polls = Vec::new();
    let job = submitted();
    let waiting = client.wait_with(&job, &policy, |progress| {
        polls.push((progress.elapsed.as_secs(), progress.outcome.unwrap_err().to_string()));
    });
    let error = host.run(waiting).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "retrieving: no response in time (generation abc); 3 polls in 120 s; \
         the job may continue, wait for it again"
    );
    assert!(error.is_timeout() && !error.is_deadline_exceeded());
    let text = "retrieving: no response in time (generation abc)".to_owned();
    assert_eq!(polls, [(40, text.clone()), (80, text.clone()), (120, text)]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_wait_stops_polling_and_can_be_repeated() {
    let host = host_with_responses(&[status("generating"), completed()]);
    let (client, job) = (client(host.base_url()), Job::from_id("abc"));
    let (sender, mut polled) = mpsc::unbounded_channel();
    let policy = every(10);
    let waiting = client.wait_with(&job, &policy, move |progress| sender.send(progress.polls).unwrap());
    host.run(async {
        tokio::select! {
            _ = waiting => panic!("the job is not finished"),
            polls = polled.recv() => assert_eq!(polls, Some(1)),
        }
    })
    .await;
    let (video, polls) = watch_job(&host, &WaitPolicy::new(), &job).await;
    video.unwrap();
    assert_eq!(polls, expected_polls(&[(0.0, "completed")]));
}

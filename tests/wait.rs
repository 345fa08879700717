//! Waiting asks at exact times, bears what passes, and ends when it should.

mod support;

use std::{net::TcpListener, time::Duration};

use aimlapi_kling::{Client, Error, Job, Video, WaitPolicy};
use httpmock::{Method::GET, MockServer};
use serde_json::{Value, json};
use support::{HeldClock, client};
use tokio::{sync::mpsc, time::Instant};

/// A poll as it was told: seconds since the start, and its status or the error's text.
type Seen = Vec<(f64, String)>;

/// Waits on a clock that moves only as far as the client says it will sleep.
async fn watch(client: &Client, policy: &WaitPolicy, first: Duration) -> (Result<Video, Error>, Seen) {
    let _held = HeldClock::new();
    let (told, mut pauses) = mpsc::unbounded_channel();
    told.send(first).unwrap();
    tokio::spawn(async move {
        while let Some(pause) = pauses.recv().await {
            tokio::time::advance(pause).await;
        }
    });
    let mut seen = Vec::new();
    let job = Job::from_id("abc");
    let result = client
        .wait_with(&job, policy, |progress| {
            let state = progress
                .outcome
                .map_or_else(ToString::to_string, |generation| generation.status().to_string());
            seen.push((progress.elapsed.as_secs_f64(), state));
            progress.next_poll.map(|pause| told.send(pause));
        })
        .await;
    (result, seen)
}

/// A server whose replies follow one another, the last one for ever.
async fn replies(replies: &[(u16, Value)]) -> MockServer {
    let server = MockServer::start_async().await;
    let replies = replies.to_vec();
    let next = std::sync::atomic::AtomicUsize::new(0);
    server
        .mock_async(move |when, then| {
            when.method(GET);
            then.respond_with(move |_: &httpmock::HttpMockRequest| {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed).min(replies.len() - 1);
                let (status, body) = &replies[at];
                httpmock::HttpMockResponse::builder().status(*status).body(body.to_string()).build()
            });
        })
        .await;
    server
}

fn state(status: &str) -> (u16, Value) {
    (200, json!({ "id": "abc", "status": status }))
}

fn completed() -> (u16, Value) {
    (200, json!({ "id": "abc", "status": "completed", "video": { "url": "https://example.com/1.mp4" } }))
}

fn seen(expected: &[(f64, &str)]) -> Seen {
    expected.iter().map(|(at, state)| (*at, (*state).to_owned())).collect()
}

#[tokio::test(start_paused = true)]
async fn the_default_policy_asks_every_ten_seconds() {
    let server = replies(&[state("queued"), state("generating"), state("warming_up"), completed()]).await;
    let (video, polls) = watch(&client(server.base_url()), &WaitPolicy::new(), Duration::from_secs(10)).await;
    assert_eq!(video.unwrap().url(), "https://example.com/1.mp4");
    assert_eq!(
        polls,
        seen(&[(10.0, "queued"), (20.0, "generating"), (30.0, "warming_up"), (40.0, "completed")])
    );
}

#[tokio::test(start_paused = true)]
async fn an_unknown_status_is_asked_again_until_the_deadline() {
    let server = replies(&[state("dreaming")]).await;
    let policy = WaitPolicy::new()
        .first(Duration::ZERO)
        .interval(Duration::from_secs(4))
        .deadline(Duration::from_secs(10));
    let (result, polls) = watch(&client(server.base_url()), &policy, Duration::ZERO).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 10 s, asked 3 times, last status dreaming (generation abc)"
    );
    assert!(error.is_timeout() && !error.is_generation_failed() && !error.is_transport());
    assert_eq!(error.generation().unwrap().status().as_str(), "dreaming");
    assert_eq!(polls, seen(&[(0.0, "dreaming"), (4.0, "dreaming"), (8.0, "dreaming")]));
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_ends_the_waiting() {
    let error = json!({ "name": "NoFace", "message": "there is no face" });
    let failed = (200, json!({ "id": "abc", "status": "error", "error": error }));
    let server = replies(&[state("generating"), failed]).await;
    let (result, _) = watch(&client(server.base_url()), &WaitPolicy::new(), Duration::from_secs(10)).await;
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), "the generation failed: there is no face (generation abc)");
    assert!(error.is_generation_failed());
    assert_eq!(error.message(), Some("there is no face"));
    assert_eq!(error.generation().unwrap().error().unwrap().name(), Some("NoFace"));
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_without_a_reason() {
    let server = replies(&[state("error")]).await;
    let (result, _) = watch(&client(server.base_url()), &WaitPolicy::new(), Duration::from_secs(10)).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "the generation failed: the service gives no reason (generation abc)"
    );
}

#[tokio::test(start_paused = true)]
async fn completed_without_a_video() {
    let server = replies(&[state("completed")]).await;
    let (result, _) = watch(&client(server.base_url()), &WaitPolicy::new(), Duration::from_secs(10)).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the generation is completed, but the reply names no video (generation abc)"
    );
    assert!(error.is_unreadable());
}

#[tokio::test(start_paused = true)]
async fn passing_faults_are_borne() {
    let server = replies(&[
        state("queued"),
        (502, json!("bad gateway")),
        (429, json!({ "message": "slow down" })),
        (200, json!("not an object")),
        completed(),
    ])
    .await;
    let (video, polls) = watch(&client(server.base_url()), &WaitPolicy::new(), Duration::from_secs(10)).await;
    video.unwrap();
    assert_eq!(
        polls,
        seen(&[
            (10.0, "queued"),
            (20.0, "the service answered 502 Bad Gateway: bad gateway (generation abc)"),
            (30.0, "the service answered 429 Too Many Requests: slow down (generation abc)"),
            (
                40.0,
                "retrieving: the service answered 200 OK with a body that cannot be read (generation abc)"
            ),
            (50.0, "completed"),
        ])
    );
}

#[tokio::test(start_paused = true)]
async fn more_faults_in_a_row_than_the_tolerance_end_the_waiting() {
    let fault = (503, json!({ "message": "later" }));
    let server = replies(&[fault.clone(), state("queued"), fault.clone(), fault.clone(), fault]).await;
    let policy = WaitPolicy::new().tolerance(2);
    let (result, polls) = watch(&client(server.base_url()), &policy, Duration::from_secs(10)).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "the service answered 503 Service Unavailable: later (generation abc)"
    );
    assert_eq!(polls.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_lasting_fault_ends_the_waiting_at_once() {
    for status in [400, 401, 403, 404] {
        let server = replies(&[(status, json!({ "message": "no" })), completed()]).await;
        let (result, polls) =
            watch(&client(server.base_url()), &WaitPolicy::new(), Duration::from_secs(10)).await;
        assert_eq!(result.unwrap_err().status().map(|status| status.as_u16()), Some(status));
        assert_eq!(polls.len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn the_deadline_cuts_a_poll_in_flight() {
    // The kernel accepts, and nobody ever answers.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = client(format!("http://{}", listener.local_addr().unwrap()));
    let policy = WaitPolicy::new().deadline(Duration::from_secs(30));
    let start = Instant::now();
    let error = client.wait_with(&Job::from_id("abc"), &policy, |_| {}).await.unwrap_err();
    assert_eq!(error.to_string(), "no video within 30 s, asked 1 time (generation abc)");
    assert_eq!(start.elapsed(), Duration::from_secs(30));
}

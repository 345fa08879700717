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

/// No test here waits for longer between two polls.
const AN_HOUR: Duration = Duration::from_secs(3600);

/// A policy of equal pauses.
fn every(seconds: u64) -> WaitPolicy {
    let pause = Duration::from_secs(seconds);
    WaitPolicy::new().first(pause).interval(pause).growth(1.0).jitter(0.0)
}

/// Waits for the job `abc`.
async fn watch(client: &Client, policy: &WaitPolicy, first: u64) -> (Result<Video, Error>, Seen) {
    watch_job(client, policy, &Job::from_id("abc"), first as f64).await
}

/// Waits on a clock that moves only as far as the client says it will sleep.
async fn watch_job(
    client: &Client,
    policy: &WaitPolicy,
    job: &Job,
    first: f64,
) -> (Result<Video, Error>, Seen) {
    let _held = HeldClock::new();
    let (told, mut pauses) = mpsc::unbounded_channel();
    told.send(Duration::from_secs_f64(first)).unwrap();
    tokio::spawn(async move {
        while let Some(pause) = pauses.recv().await {
            tokio::time::advance(pause.min(AN_HOUR)).await;
        }
    });
    let mut seen = Vec::new();
    let result = client
        .wait_with(job, policy, |progress| {
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
    replies_with("", replies).await
}

/// The same, where every reply but a success has this `Retry-After`.
async fn replies_with(retry_after: &str, replies: &[(u16, Value)]) -> MockServer {
    let server = MockServer::start_async().await;
    let (replies, retry_after) = (replies.to_vec(), retry_after.to_owned());
    let next = std::sync::atomic::AtomicUsize::new(0);
    server
        .mock_async(move |when, then| {
            when.method(GET);
            then.respond_with(move |_: &httpmock::HttpMockRequest| {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed).min(replies.len() - 1);
                let (status, body) = &replies[at];
                let reply = httpmock::HttpMockResponse::builder().status(*status).body(body.to_string());
                if *status == 200 { reply } else { reply.header("retry-after", &retry_after) }.build()
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

/// A job of the model `id` that has just been submitted, by a clock that runs ahead.
fn submitted(model: &str) -> Job {
    serde_json::from_value(json!({ "id": "abc", "model": model, "submitted": 99_999_999_999_u64 })).unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_default_policy_asks_after_a_quarter_of_the_time_that_the_model_needs_and_ever_more_slowly() {
    let mut script = vec![state("queued"), state("generating"), state("warming_up")];
    script.extend(vec![state("generating"); 4]);
    let server = replies(&[script, vec![completed()]].concat()).await;
    let client = client(server.base_url());
    for (model, first) in [
        ("klingai/v2-master-text-to-video", 75.0),
        ("kling-video/v2.1/pro/image-to-video", 45.0),
        ("kling-video/v1/pro/text-to-video", 19.5),
        ("klingai/not-known-yet", 19.5),
    ] {
        let server = replies(&[state("generating"), completed()]).await;
        let job = submitted(model);
        let (video, polls) =
            watch_job(&support::client(server.base_url()), &WaitPolicy::new(), &job, first).await;
        video.unwrap();
        assert_eq!(polls.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [first, first + 10.0]);
    }
    let (video, polls) =
        watch_job(&client, &WaitPolicy::new(), &submitted("kling-video/v1/pro/text-to-video"), 19.5).await;
    assert_eq!(video.unwrap().url(), "https://example.com/1.mp4");
    assert_eq!(
        polls.iter().map(|(at, _)| (at * 1000.0).round() / 1000.0).collect::<Vec<_>>(),
        [19.5, 29.5, 42.0, 57.625, 77.156, 101.57, 131.57, 161.57]
    );
    assert_eq!(polls[2].1, "warming_up");
}

#[tokio::test(start_paused = true)]
async fn a_job_that_has_had_its_time_is_asked_for_at_once() {
    let old = json!({ "id": "abc", "model": "kling-video/v1/pro/text-to-video", "submitted": 1_700_000_000 });
    for job in [Job::from_id("abc"), serde_json::from_value(old).unwrap()] {
        let server = replies(&[state("generating"), completed()]).await;
        let (video, polls) = watch_job(&client(server.base_url()), &WaitPolicy::new(), &job, 0.0).await;
        video.unwrap();
        assert_eq!(polls, seen(&[(0.0, "generating"), (10.0, "completed")]));
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_status_is_asked_again_until_the_deadline() {
    let server = replies(&[state("dreaming")]).await;
    let policy = every(4).first(Duration::ZERO).deadline(Duration::from_secs(12));
    let (result, polls) = watch(&client(server.base_url()), &policy, 0).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 12 s (generation abc); asked 3 times in 12 s, last status dreaming; \
         the job goes on, wait for it again"
    );
    assert!(error.is_deadline_exceeded());
    assert!(!error.is_timeout() && !error.is_generation_failed() && !error.is_transport());
    assert_eq!(error.generation().unwrap().status().as_str(), "dreaming");
    assert_eq!((error.elapsed(), error.polls()), (Some(Duration::from_secs(12)), Some(3)));
    assert_eq!(polls, seen(&[(0.0, "dreaming"), (4.0, "dreaming"), (8.0, "dreaming")]));
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_ends_the_waiting() {
    let error = json!({ "name": "NoFace", "message": "there is no face" });
    let failed = (200, json!({ "id": "abc", "status": "error", "error": error }));
    let server = replies(&[state("generating"), failed]).await;
    let (result, _) = watch(&client(server.base_url()), &every(10), 10).await;
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), "the generation failed: there is no face (generation abc)");
    assert!(error.is_generation_failed());
    assert_eq!(error.message(), Some("there is no face"));
    assert_eq!(error.generation().unwrap().error().unwrap().name(), Some("NoFace"));
    assert_eq!((error.elapsed(), error.polls()), (Some(Duration::from_secs(20)), Some(2)));
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_without_a_reason() {
    let server = replies(&[state("error")]).await;
    let (result, _) = watch(&client(server.base_url()), &every(10), 10).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "the generation failed: the service gives no reason (generation abc)"
    );
}

#[tokio::test(start_paused = true)]
async fn completed_without_a_video() {
    let server = replies(&[state("completed")]).await;
    let (result, _) = watch(&client(server.base_url()), &every(10), 10).await;
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
    let (video, polls) = watch(&client(server.base_url()), &every(10), 10).await;
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
async fn the_service_says_when_to_ask_again() {
    let cases = [
        ("25", 25.0),
        // Sooner than it would be asked anyway.
        ("3", 10.0),
        ("0", 10.0),
        // As good as nothing.
        ("-5", 10.0),
        ("soon", 10.0),
        ("", 10.0),
        ("99999999999999999999999", 10.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 10.0),
    ];
    for status in [429, 503] {
        for (retry_after, pause) in cases {
            let script = [(status, json!({ "message": "later" })), completed()];
            let server = replies_with(retry_after, &script).await;
            let (video, polls) = watch(&client(server.base_url()), &every(10), 10).await;
            video.unwrap();
            assert_eq!(polls[1], (10.0 + pause, "completed".to_owned()), "{status}, {retry_after:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_service_says_until_when_to_wait() {
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(90));
    let server = replies_with(&date, &[(429, json!({})), completed()]).await;
    let (video, polls) = watch(&client(server.base_url()), &every(10), 10).await;
    video.unwrap();
    // The date has no fractions of a second, and the clock on the wall goes on.
    assert!((95.0..=100.0).contains(&polls[1].0), "{polls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_service_that_wants_peace_for_longer_than_the_deadline_is_not_asked_again() {
    let server = replies_with("18446744073709551615", &[(429, json!({}))]).await;
    let policy = every(10).first(Duration::ZERO).deadline(AN_HOUR);
    let (result, polls) = watch(&client(server.base_url()), &policy, 0).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 3600 s (generation abc); asked 1 time in 3600 s; the job goes on, wait for it again"
    );
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the service answered 429 Too Many Requests (generation abc)");
    assert_eq!(polls.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn after_a_fault_jobs_come_back_at_times_of_their_own_and_each_at_the_same() {
    let mut pauses = Vec::new();
    for id in ["abc", "abc", "abd"] {
        let server = replies(&[(503, json!({})), completed()]).await;
        let policy = every(10).jitter(0.25);
        let (video, polls) = watch_job(&client(server.base_url()), &policy, &Job::from_id(id), 10.0).await;
        video.unwrap();
        pauses.push(polls[1].0 - 10.0);
    }
    assert!(pauses.iter().all(|pause| (10.0..12.5).contains(pause)), "{pauses:?}");
    assert_eq!(pauses[0], pauses[1]);
    assert_ne!(pauses[0], pauses[2]);
}

#[tokio::test(start_paused = true)]
async fn more_faults_in_a_row_than_the_tolerance_end_the_waiting() {
    let fault = (503, json!({ "message": "later" }));
    let server = replies(&[fault.clone(), state("queued"), fault.clone(), fault.clone(), fault]).await;
    let (result, polls) = watch(&client(server.base_url()), &every(10).tolerance(2), 10).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service answered 503 Service Unavailable: later (generation abc); asked 5 times in 50 s, \
         last status queued; the job may go on, wait for it again"
    );
    assert!(!error.is_deadline_exceeded());
    assert_eq!(error.generation().unwrap().status().as_str(), "queued");
    assert_eq!(polls.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_lasting_fault_ends_the_waiting_at_once() {
    for (status, reason, advice) in [
        (400, "Bad Request", "; the job may go on, wait for it again"),
        (401, "Unauthorized", "; the job may go on, wait for it again"),
        (403, "Forbidden", "; the job may go on, wait for it again"),
        (404, "Not Found", ""),
    ] {
        let server = replies(&[(status, json!({ "message": "no" })), completed()]).await;
        let (result, polls) = watch(&client(server.base_url()), &every(10), 10).await;
        assert_eq!(
            result.unwrap_err().to_string(),
            format!(
                "the service answered {status} {reason}: no (generation abc); asked 1 time in 10 s{advice}"
            )
        );
        assert_eq!(polls.len(), 1);
    }
}

/// A server that the kernel accepts connections for, and that never answers.
fn silence() -> (TcpListener, Client) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = client(format!("http://{}", listener.local_addr().unwrap()));
    (listener, client)
}

#[tokio::test(start_paused = true)]
async fn the_deadline_cuts_a_poll_in_flight() {
    let (_listener, client) = silence();
    let policy = every(10).deadline(Duration::from_secs(30));
    let start = Instant::now();
    let error = client.wait_with(&Job::from_id("abc"), &policy, |_| {}).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 30 s (generation abc); asked 1 time in 30 s; the job goes on, wait for it again"
    );
    assert_eq!(start.elapsed(), Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn a_poll_has_a_time_of_its_own() {
    let (_listener, client) = silence();
    let policy = every(10).poll_timeout(Duration::from_secs(4)).tolerance(2);
    let mut polls = Vec::new();
    let job = Job::from_id("abc");
    let waiting = client.wait_with(&job, &policy, |progress| {
        polls.push((progress.elapsed.as_secs(), progress.outcome.unwrap_err().to_string()));
    });
    let error = waiting.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "retrieving: no reply in time (generation abc); asked 3 times in 42 s; \
         the job may go on, wait for it again"
    );
    assert!(error.is_timeout() && !error.is_deadline_exceeded());
    let text = "retrieving: no reply in time (generation abc)".to_owned();
    assert_eq!(polls, [(14, text.clone()), (28, text.clone()), (42, text)]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_wait_asks_no_more_and_the_job_can_be_waited_for_again() {
    let server = replies(&[state("generating"), completed()]).await;
    let client = client(server.base_url());
    let job = Job::from_id("abc");
    {
        let _held = HeldClock::new();
        let (told, mut polled) = mpsc::unbounded_channel();
        let policy = every(10).first(Duration::ZERO);
        let mut waiting = std::pin::pin!(
            client.wait_with(&job, &policy, move |progress| told.send(progress.polls).unwrap())
        );
        tokio::select! {
            _ = &mut waiting => panic!("the job is not done"),
            polls = polled.recv() => assert_eq!(polls, Some(1)),
        }
    }
    let (video, polls) = watch(&client, &WaitPolicy::new(), 0).await;
    video.unwrap();
    assert_eq!(polls, seen(&[(0.0, "completed")]));
}

#[tokio::test(start_paused = true)]
async fn absurd_settings_do_no_harm() {
    let server = replies(&[state("generating"), (503, json!({})), completed()]).await;
    let client = client(server.base_url());
    let held = HeldClock::new();
    for growth in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
        let policy = WaitPolicy::new().interval(Duration::ZERO).growth(growth).jitter(f64::NAN);
        let policy = policy.max_interval(Duration::ZERO).deadline(Duration::MAX).poll_timeout(Duration::MAX);
        client.wait_with(&Job::from_id("abc"), &policy, |_| {}).await.unwrap();
    }
    drop(held);
    let server = replies(&[(503, json!({}))]).await;
    let policy = WaitPolicy::new().interval(Duration::MAX).max_interval(Duration::MAX).deadline(AN_HOUR);
    let (result, polls) = watch(&support::client(server.base_url()), &policy, 0).await;
    assert!(result.unwrap_err().is_deadline_exceeded());
    assert_eq!(polls.len(), 1);
}

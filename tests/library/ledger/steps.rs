//! The steps, one by one.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::{
    AdaptiveRateLimit, Client, RateLimit as _, RequestKind, WaitPolicy,
    ledger::{JobRecord, Next, State, Steps, StopReason, Store, StoreError},
    simulator::{Endpoint, Fault, IncomingRequest, KEY, Simulator},
    types::V1_6StandardTextToVideo,
};
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

use super::stores::TestStore;
use crate::{
    download::sha256,
    support::{
        self,
        clock::Clock,
        file_names,
        host::{ScriptedHost, ScriptedResponse},
        wall_clock::WallClock,
    },
};

const SETTLE_TIME: Duration = Duration::from_secs(15 * 60);

pub fn record() -> JobRecord {
    let id = "order-4711".parse().unwrap();
    JobRecord::with_id(id, support::request()).unwrap()
}

/// Steps on the test's clock.
pub fn steps(client: Client, clock: &WallClock) -> Steps {
    Steps::new(client).wait_policy(WaitPolicy::new().interval(Duration::from_secs(1))).clock(clock.clone())
}

pub fn again(seconds: f64) -> Next {
    Next::Again { after: Duration::from_secs_f64(seconds) }
}

/// Takes one step, during which the clock stands still.
async fn advance(steps: &Steps, record: &mut JobRecord, store: &impl Store) -> Next {
    let _held = Clock::new().hold();
    steps.advance(record, store).await.unwrap()
}

/// Takes steps until there is no next one, and returns what each of them returned.
pub async fn run(steps: &Steps, record: &mut JobRecord, store: &impl Store) -> Vec<Next> {
    let mut nexts = Vec::new();
    loop {
        let next = advance(steps, record, store).await;
        nexts.push(next);
        match next {
            Next::Again { after } => sleep(after).await,
            _ => return nexts,
        }
    }
}

async fn simulator(
    faults: impl Fn(&IncomingRequest<'_>) -> Option<Fault> + Send + Sync + 'static,
) -> Simulator {
    let builder = Simulator::builder().timeline(Duration::from_secs(1), Duration::from_secs(2));
    builder.log_delay(Duration::from_secs(100)).faults(faults).start().await.unwrap()
}

fn message(record: &JobRecord) -> &str {
    record.last_error().unwrap().message()
}

/// A store that looks at the simulator at each save.
struct Observer {
    inner: TestStore,
    simulator: Arc<Simulator>,
    saves: Mutex<Vec<String>>,
}

impl Store for Observer {
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        let (accepted, has_job) = (self.simulator.accepted().len(), record.job().is_some());
        let line =
            format!("{} {}: {accepted} accepted, has a job: {has_job}", record.revision(), record.state());
        self.saves.lock().unwrap().push(line);
        self.inner.save(record).await
    }
}

#[tokio::test(start_paused = true)]
async fn the_name_and_the_intent_are_committed_before_the_request_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("a.mp4").to_str().unwrap().to_owned();
    let simulator = Arc::new(simulator(|_| None).await);
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let store =
        Observer { inner: TestStore::new(None), simulator: simulator.clone(), saves: Mutex::default() };
    let mut record = record().output(&output);
    let nexts = run(&steps, &mut record, &store).await;
    assert_eq!(nexts, [again(1.0), again(1.0), again(1.0), again(0.0), Next::Done]);
    let expected = [
        "1 named: 0 accepted, has a job: false",
        "2 sent: 0 accepted, has a job: false",
        "3 submitted: 1 accepted, has a job: true",
        "4 submitted: 1 accepted, has a job: true",
        "5 submitted: 1 accepted, has a job: true",
        "6 completed: 1 accepted, has a job: true",
        "7 completed: 1 accepted, has a job: true",
        "8 downloaded: 1 accepted, has a job: true",
    ];
    assert_eq!(*store.saves.lock().unwrap(), expected);
    assert_eq!(store.inner.get(record.client_request_id()), Some(record.clone()));
    let id = record.job().unwrap().id();
    assert!(std::fs::read(&output).unwrap() == simulator.video(id).unwrap());
    assert_eq!(record.bytes(), Some(simulator.video(id).unwrap().len() as u64));
    let cost = record.cost().unwrap();
    assert_eq!((cost.credits, cost.usd), (Some(560_000.0), Some(0.28)));
    assert_eq!((record.submissions(), record.polls(), record.last_error()), (1, 4, None));
    assert_eq!(advance(&steps, &mut record, &store).await, Next::Done);
}

#[tokio::test(start_paused = true)]
async fn the_bytes_of_the_record_are_sent() {
    let simulator = Simulator::start().await.unwrap();
    let mut record = record();
    let json = serde_json::to_string(&record).unwrap();
    let mut copy: JobRecord = serde_json::from_str(&json).unwrap();
    assert_eq!(copy, record);
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    advance(&steps, &mut copy, &TestStore::new(None)).await;
    let sent: serde_json::Value = serde_json::from_str(record.body()).unwrap();
    assert_eq!(simulator.submissions(), [sent]);
    assert_eq!(simulator.accepted()[0].client_request_id.as_ref(), Some(record.client_request_id()));
    record = copy;
    assert_eq!(record.job().unwrap().id(), simulator.accepted()[0].id);
}

#[tokio::test(start_paused = true)]
async fn a_rate_limited_submission_is_sent_again_after_the_requested_delay() {
    let simulator = simulator(|request| match (request.endpoint, request.number) {
        (Endpoint::Submit, 0) => Some(Fault::status(429).retry_after("90")),
        (Endpoint::Submit, 1) => Some(Fault::status(429)),
        _ => None,
    })
    .await;
    let client = Client::builder(KEY).base_url(simulator.base_url()).build().unwrap();
    let steps = steps(client, &WallClock::new());
    let (mut record, store) = (record(), TestStore::new(None));
    assert_eq!(advance(&steps, &mut record, &store).await, again(90.0));
    assert_eq!(record.state(), State::Named);
    assert_eq!(
        message(&record),
        "the service answered 429 Too Many Requests: Too Many Requests (request 00000000-0000-4000-8000-000000000000)"
    );
    // A step would wait for the rate limit of the client otherwise, which holds for all records.
    sleep(Duration::from_secs(90)).await;
    let Next::Again { after } = advance(&steps, &mut record, &store).await else { panic!() };
    assert!((2.0..2.5).contains(&after.as_secs_f64()), "the second retry is due after {after:?}");
    sleep(after).await;
    assert_eq!(advance(&steps, &mut record, &store).await, again(1.0));
    assert_eq!((record.state(), record.submissions(), record.last_error()), (State::Submitted, 3, None));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_rejected_request_is_refused_and_never_sent_again() {
    let simulator = simulator(|_| None).await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let request = V1_6StandardTextToVideo::new("").unlisted("duration_in_hours", 5);
    let invalid = JobRecord::new(request.clone());
    assert!(invalid.is_ok(), "an unlisted parameter is not a violation");
    let request = V1_6StandardTextToVideo::new("A lighthouse").cfg_scale(7.0);
    assert!(JobRecord::new(request.clone()).unwrap_err().is_invalid_request());
    let mut record = JobRecord::unvalidated("order-1".parse().unwrap(), request).unwrap();
    let store = TestStore::new(None);
    assert_eq!(advance(&steps, &mut record, &store).await, Next::Refused);
    assert_eq!(advance(&steps, &mut record, &store).await, Next::Refused);
    assert_eq!(store.states(), [State::Named, State::Sent, State::Refused]);
    assert_eq!(record.last_error().unwrap().status(), Some(400));
    assert_eq!((record.submissions(), record.cost()), (1, None));
}

#[tokio::test(start_paused = true)]
async fn no_more_jobs_are_taken_without_credits_or_key() {
    let simulator = simulator(|request| match (request.endpoint, request.number) {
        (Endpoint::Submit, 0) => Some(Fault::status(403)),
        _ => None,
    })
    .await;
    let (clock, store) = (WallClock::new(), TestStore::new(None));
    let mut record = record();
    let unknown_key = Client::builder("another-key").base_url(simulator.base_url()).build().unwrap();
    let next = advance(&steps(simulator.client().build().unwrap(), &clock), &mut record, &store).await;
    assert_eq!(next, Next::Stop(StopReason::OutOfCredits));
    let next = advance(&steps(unknown_key.clone(), &clock), &mut record, &store).await;
    assert_eq!(next, Next::Stop(StopReason::Unauthorized));
    assert_eq!(record.state(), State::Named);
    // When the reason is resolved, the same record is submitted.
    advance(&steps(simulator.client().build().unwrap(), &clock), &mut record, &store).await;
    assert_eq!((record.state(), simulator.accepted().len()), (State::Submitted, 1));
    // A proxy may reject a few polls; after that it is the key.
    let unknown_key = steps(unknown_key, &clock);
    for _ in 0..3 {
        let next = advance(&unknown_key, &mut record, &store).await;
        assert!(matches!(next, Next::Again { .. }), "{next:?}");
    }
    let next = advance(&unknown_key, &mut record, &store).await;
    assert_eq!(next, Next::Stop(StopReason::Unauthorized));
    assert_eq!(record.state(), State::Submitted);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_submission_is_found_in_the_log() {
    let simulator = simulator(|request| match request.endpoint {
        Endpoint::Submit => Some(Fault::close().after_processing()),
        _ => None,
    })
    .await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let (mut record, store) = (record(), TestStore::new(None));
    let nexts = run(&steps, &mut record, &store).await;
    // The row appears after 100 seconds.
    assert_eq!(nexts, [again(30.0), again(30.0), again(60.0), again(0.0), Next::Done]);
    assert_eq!(simulator.accepted().len(), 1);
    assert_eq!(record.job().unwrap().id(), simulator.accepted()[0].id);
    assert_eq!((record.submissions(), record.state()), (1, State::Completed));
}

#[tokio::test(start_paused = true)]
async fn a_job_that_the_response_of_an_unknown_submission_names_is_tried_before_the_log() {
    let host = ScriptedHost::start();
    let unavailable = ScriptedResponse::empty("503 Service Unavailable").header("x-inference-id", "abc");
    let missing = || ScriptedResponse::empty("404 Not Found");
    let log = json!({ "data": [], "pagination": { "has_more": false } });
    let queued = ScriptedResponse::json(&json!({ "id": "abc", "status": "queued" }));
    let rejected = unavailable.clone();
    host.play([unavailable, queued, rejected, missing(), ScriptedResponse::json(&log)]);
    let steps = steps(support::client(host.base_url()), &WallClock::new());
    let store = TestStore::new(None);

    let mut known = record();
    assert_eq!(host.run(steps.advance(&mut known, &store)).await.unwrap(), again(30.0));
    assert_eq!(host.run(steps.advance(&mut known, &store)).await.unwrap(), again(0.0));
    assert_eq!((known.state(), known.job().unwrap().id()), (State::Submitted, "abc"));

    let mut unknown = JobRecord::with_id("order-4712".parse().unwrap(), support::request()).unwrap();
    for expected in [again(30.0), again(0.0), again(30.0)] {
        assert_eq!(host.run(steps.advance(&mut unknown, &store)).await.unwrap(), expected);
        assert_eq!(unknown.state(), State::Unknown);
    }
    let paths: Vec<_> = host.requests().iter().map(|request| request.path().to_owned()).collect();
    let (create, retrieve) = ("/v2/video/generations", "/v2/video/generations?generation_id=abc");
    let logs = "/v2/logs?limit=100&offset=0&period=2h";
    assert_eq!(paths, [create, retrieve, create, retrieve, logs]);
}

#[tokio::test(start_paused = true)]
async fn a_submission_that_is_not_found_is_not_sent_again_without_permission() {
    let simulator = simulator(|request| match (request.endpoint, request.number) {
        (Endpoint::Submit, 0) => Some(Fault::close()),
        _ => None,
    })
    .await;
    let clock = WallClock::new();
    let steps = steps(simulator.client().build().unwrap(), &clock);
    let (mut record, store) = (record(), TestStore::new(None));
    let started = Instant::now();
    let nexts = run(&steps, &mut record, &store).await;
    let delays = [30.0, 30.0, 60.0, 120.0, 180.0, 180.0, 180.0, 120.0];
    let expected: Vec<_> = delays.map(again).into_iter().chain([Next::Unknown]).collect();
    assert_eq!(nexts, expected);
    assert_eq!(started.elapsed().as_secs(), SETTLE_TIME.as_secs());
    assert_eq!(message(&record), "the submission is not in the request log of the service");
    assert_eq!((record.state(), record.submissions()), (State::Unknown, 1));
    // It remains unknown, however often it is looked up.
    assert_eq!(advance(&steps, &mut record, &store).await, Next::Unknown);
    assert_eq!(simulator.accepted(), []);

    let permitted = steps.clone().resend_if_not_found(1);
    assert_eq!(advance(&permitted, &mut record, &store).await, again(0.0));
    assert_eq!(record.state(), State::Named);
    assert_eq!(run(&permitted, &mut record, &store).await.last(), Some(&Next::Done));
    assert_eq!((record.submissions(), simulator.accepted().len()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_permission_counts_for_one_submission() {
    let simulator = simulator(|request| match request.endpoint {
        Endpoint::Submit => Some(Fault::close()),
        _ => None,
    })
    .await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new()).resend_if_not_found(1);
    let (mut record, store) = (record(), TestStore::new(None));
    assert_eq!(run(&steps, &mut record, &store).await.last(), Some(&Next::Unknown));
    assert_eq!((record.state(), record.submissions()), (State::Unknown, 2));
}

#[tokio::test(start_paused = true)]
async fn jobs_that_were_paid_for_twice_are_both_recorded() {
    // The log is later than the settle time, and the caller has permitted to send the request again.
    let simulator = simulator(|request| match (request.endpoint, request.number) {
        (Endpoint::Submit, _) => Some(Fault::close().after_processing()),
        _ => None,
    })
    .await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let steps = steps.settle_time(Duration::from_secs(60)).resend_if_not_found(1);
    let (mut record, store) = (record(), TestStore::new(None));
    while record.submissions() < 2 {
        let Next::Again { after } = advance(&steps, &mut record, &store).await else { panic!() };
        sleep(after).await;
    }
    sleep(Duration::from_secs(100)).await;
    assert_eq!(advance(&steps, &mut record, &store).await, again(0.0));
    let jobs: Vec<_> = record.job().into_iter().chain(record.other_jobs()).map(|job| job.id()).collect();
    let accepted = simulator.accepted();
    assert_eq!(jobs, [&accepted[1].id, &accepted[0].id]);
}

#[tokio::test(start_paused = true)]
async fn many_unknown_submissions_are_looked_up_with_one_scan() {
    let pages = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&pages);
    let simulator = simulator(move |request| match request.endpoint {
        Endpoint::Log => {
            counter.fetch_add(1, Ordering::Relaxed);
            None
        }
        Endpoint::Submit => match request.client_request_id?.as_str().as_bytes()[0] {
            b'l' => Some(Fault::close().after_processing()),
            b'n' => Some(Fault::close()),
            _ => None,
        },
        _ => None,
    })
    .await;
    let clock = WallClock::new();
    let steps = steps(simulator.client().build().unwrap(), &clock).settle_time(Duration::from_secs(200));
    let store = TestStore::new(None);
    let mut records = Vec::new();
    for number in 0..320 {
        // Of each five one is lost, one is never received, and three are accepted.
        let kind = ["lost", "never", "accepted", "accepted", "accepted"][number % 5];
        let id = format!("{kind}-{number}").parse().unwrap();
        let mut record = JobRecord::with_id(id, support::request()).unwrap();
        advance(&steps, &mut record, &store).await;
        records.push(record);
    }
    sleep(Duration::from_secs(100)).await;
    let run = Clock::in_steps(Duration::from_millis(20));
    let before = records.clone();
    let nexts = run.run(steps.look_up_all(&mut records, &store)).await;
    // 64 + 192 accepted jobs are in the log.
    assert_eq!(pages.load(Ordering::Relaxed), 3);
    for ((record, before), next) in records.iter().zip(&before).zip(nexts) {
        let next = next.unwrap();
        match record.client_request_id().as_str().split_once('-').unwrap().0 {
            "lost" => assert_eq!((record.state(), next), (State::Submitted, again(0.0))),
            "never" => {
                assert_eq!((record.state(), record.revision()), (State::Unknown, before.revision() + 1));
                assert!(matches!(next, Next::Again { .. }), "{next:?}");
            }
            _ => assert_eq!((record, next), (before, again(0.0))),
        }
        assert_eq!(store.get(record.client_request_id()).as_ref(), Some(record));
    }
    let mut unknown: Vec<_> = records.into_iter().filter(|record| record.state() == State::Unknown).collect();
    for _ in 0..20 {
        sleep(Duration::from_secs(40)).await;
        let nexts = run.run(steps.look_up_all(&mut unknown, &store)).await;
        if nexts.iter().all(|next| *next.as_ref().unwrap() == Next::Unknown) {
            return assert_eq!(pages.load(Ordering::Relaxed), 3 + 3 * 7);
        }
    }
    panic!("the log does not settle");
}

/// The pages of the log that are read until a submission that was not accepted is reported as not found, ten days
/// after 150 others.
async fn pages_until_not_found(configure: impl FnOnce(Steps) -> Steps) -> usize {
    let pages = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&pages);
    let simulator = simulator(move |request| match request.endpoint {
        Endpoint::Submit if request.client_request_id?.as_str() == "order-4711" => Some(Fault::close()),
        Endpoint::Log => {
            counter.fetch_add(1, Ordering::Relaxed);
            None
        }
        _ => None,
    })
    .await;
    let steps = configure(steps(simulator.client().build().unwrap(), &WallClock::new()));
    let store = TestStore::new(None);
    for _ in 0..150 {
        advance(&steps, &mut JobRecord::new(support::request()).unwrap(), &store).await;
    }
    sleep(Duration::from_secs(10 * 24 * 3600)).await;
    assert_eq!(run(&steps, &mut record(), &store).await.last(), Some(&Next::Unknown));
    pages.load(Ordering::Relaxed)
}

#[tokio::test(start_paused = true)]
async fn the_scan_that_decides_reads_the_whole_log_unless_the_clocks_are_known() {
    assert_eq!(pages_until_not_found(|steps| steps).await, 7 + 2);
    let tolerance = Duration::from_secs(3600);
    assert_eq!(pages_until_not_found(|steps| steps.clock_tolerance(tolerance)).await, 7 + 1);
    let tolerance = Duration::from_secs(11 * 24 * 3600);
    assert_eq!(pages_until_not_found(|steps| steps.clock_tolerance(tolerance)).await, 7 + 2);
}

#[tokio::test(start_paused = true)]
async fn a_record_that_cannot_be_saved_does_not_affect_the_others_of_a_scan() {
    let simulator = simulator(|request| match request.endpoint {
        Endpoint::Submit => Some(Fault::close().after_processing()),
        _ => None,
    })
    .await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let store = TestStore::new(None);
    let mut records = Vec::new();
    for _ in 0..3 {
        let mut record = JobRecord::new(support::request()).unwrap();
        advance(&steps, &mut record, &store).await;
        records.push(record);
    }
    // Another worker looks up the first one.
    sleep(Duration::from_secs(100)).await;
    advance(&steps, &mut records[0].clone(), &store).await;
    let nexts = Clock::in_steps(Duration::from_millis(20)).run(steps.look_up_all(&mut records, &store)).await;
    assert!(nexts[0].as_ref().unwrap_err().is_store());
    assert_eq!(nexts[1..].iter().map(|next| *next.as_ref().unwrap()).collect::<Vec<_>>(), [again(0.0); 2]);
    assert_eq!(store.get(records[2].client_request_id()).unwrap().state(), State::Submitted);
}

#[tokio::test(start_paused = true)]
async fn a_record_without_its_body_is_not_submitted() {
    let simulator = simulator(|_| None).await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let (mut record, store) = (record().into_saved().without_body(), TestStore::new(None));
    let error = steps.advance(&mut record, &store).await.unwrap_err();
    assert_eq!(error.to_string(), "the record order-4711 has no body");
    assert!(error.is_configuration());
    assert_eq!((simulator.accepted().len(), store.saves()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_forward_does_not_settle_the_log() {
    let simulator = simulator(|request| match request.endpoint {
        Endpoint::Submit => Some(Fault::close().after_processing()),
        _ => None,
    })
    .await;
    let clock = WallClock::new();
    let steps = steps(simulator.client().build().unwrap(), &clock).resend_if_not_found(9);
    let (mut record, store) = (record(), TestStore::new(None));
    for days in [1, 40, 400] {
        advance(&steps, &mut record, &store).await;
        assert_eq!(record.state(), State::Unknown);
        clock.jump(days * 24 * 3600);
    }
    clock.jump(-441 * 24 * 3600);
    sleep(Duration::from_secs(100)).await;
    advance(&steps, &mut record, &store).await;
    assert_eq!((record.state(), record.submissions()), (State::Submitted, 1));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_back_does_not_hide_the_row() {
    let simulator = simulator(|request| match request.endpoint {
        Endpoint::Submit => Some(Fault::close().after_processing()),
        _ => None,
    })
    .await;
    let clock = WallClock::new();
    let steps = steps(simulator.client().build().unwrap(), &clock).resend_if_not_found(9);
    let (mut record, store) = (record(), TestStore::new(None));
    advance(&steps, &mut record, &store).await;
    // Ten days later the clock shows that a minute has passed, so the row seems to be newer than it is.
    sleep(Duration::from_secs(10 * 24 * 3600)).await;
    clock.jump(60 - 10 * 24 * 3600);
    let mut looked_up = 0;
    while record.state() == State::Unknown {
        let Next::Again { after } = advance(&steps, &mut record, &store).await else { panic!() };
        sleep(after).await;
        looked_up += 1;
    }
    assert_eq!((record.state(), record.submissions(), looked_up), (State::Submitted, 1, 8));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_submission_older_than_the_log_remains_unknown() {
    let simulator = simulator(|request| match request.endpoint {
        Endpoint::Submit => Some(Fault::close()),
        _ => None,
    })
    .await;
    let clock = WallClock::new();
    let steps = steps(simulator.client().build().unwrap(), &clock).resend_if_not_found(9);
    let (mut record, store) = (record(), TestStore::new(None));
    advance(&steps, &mut record, &store).await;
    clock.jump(100 * 24 * 3600);
    assert_eq!(run(&steps, &mut record, &store).await.last(), Some(&Next::Unknown));
    assert_eq!(message(&record), "the submission is older than the request log of the service");
    assert_eq!((record.state(), record.submissions()), (State::Unknown, 1));
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_is_not_charged() {
    let error = json!({ "detail": [{ "msg": "Could not detect face in the image", "type": "face_detection_error" }] });
    let simulator = Simulator::builder()
        .instant()
        .faults(move |_| Some(Fault::failed_job(error.clone())))
        .start()
        .await
        .unwrap();
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let (mut record, store) = (record(), TestStore::new(None));
    assert_eq!(run(&steps, &mut record, &store).await, [again(1.0), Next::Failed]);
    assert_eq!((record.state(), record.cost()), (State::Failed, None));
    let id = record.job().unwrap().id();
    let text = format!("the generation failed: Could not detect face in the image (generation {id})");
    assert_eq!(message(&record), text);
    assert_eq!(record.last_error().unwrap().kind(), "generation failed");
}

#[tokio::test(start_paused = true)]
async fn transient_errors_of_polls_are_retried_without_end() {
    let simulator = simulator(|request| match (request.endpoint, request.number) {
        (Endpoint::Poll, 0) => Some(Fault::status(503).retry_after("77")),
        (Endpoint::Poll, 1..=30) => Some(Fault::status(404)),
        _ => None,
    })
    .await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let (mut record, store) = (record(), TestStore::new(None));
    let nexts = run(&steps, &mut record, &store).await;
    assert_eq!(nexts[1], again(77.0));
    assert_eq!((nexts.len(), nexts.last()), (33, Some(&Next::Done)));
    assert_eq!(record.consecutive_errors(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_does_not_end_is_reported_as_unknown_and_can_be_polled_on() {
    let builder = Simulator::builder().timeline(Duration::ZERO, Duration::from_secs(7200));
    let simulator = builder.start().await.unwrap();
    let policy = WaitPolicy::new().interval(Duration::from_secs(600));
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let steps = steps.wait_policy(policy).overdue_after(Duration::from_secs(3600));
    let (mut record, store) = (record(), TestStore::new(None));
    assert_eq!(run(&steps, &mut record, &store).await.last(), Some(&Next::Unknown));
    assert_eq!(record.state(), State::Submitted);
    sleep(Duration::from_secs(3601)).await;
    assert_eq!(advance(&steps, &mut record, &store).await, Next::Done);
}

#[tokio::test(start_paused = true)]
async fn a_file_of_others_is_not_overwritten_and_known_before_the_job_is_paid_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp4");
    let output = path.to_str().unwrap();
    std::fs::write(&path, "a diary").unwrap();
    let simulator = simulator(|_| None).await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let (mut record, store) = (record().output(output), TestStore::new(None));
    assert_eq!(run(&steps, &mut record, &store).await, [Next::CannotDownload]);
    assert_eq!(message(&record), format!("{output} already exists"));
    assert_eq!((record.state(), simulator.accepted().len()), (State::Named, 0));

    std::fs::remove_file(&path).unwrap();
    while record.state() != State::Completed {
        let Next::Again { after } = advance(&steps, &mut record, &store).await else { panic!() };
        sleep(after).await;
    }
    std::fs::write(&path, "a diary").unwrap();
    assert_eq!(run(&steps, &mut record, &store).await, [Next::CannotDownload]);
    assert_eq!(message(&record), format!("{output} already exists"));
    assert_eq!((record.state(), simulator.accepted().len()), (State::Completed, 1));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "a diary");

    std::fs::remove_file(&path).unwrap();
    assert_eq!(run(&steps, &mut record, &store).await, [Next::Done]);
    let video = simulator.video(record.job().unwrap().id()).unwrap();
    assert!(std::fs::read(&path).unwrap() == video);
    assert_eq!(record.sha256(), Some(&*sha256(&video)));
    assert_eq!(file_names(folder.path()), ["a.mp4"]);
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_download_resumes_in_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("a.mp4").to_str().unwrap().to_owned();
    let builder = Simulator::builder().instant().video_size(1_000_000);
    let faults = |request: &IncomingRequest<'_>| match (request.endpoint, request.number) {
        (Endpoint::Video, 0) => Some(Fault::truncate(400_000)),
        (Endpoint::Video, 1) => Some(Fault::status(503)),
        _ => None,
    };
    let simulator = builder.faults(faults).start().await.unwrap();
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let (mut record, store) = (record().output(&output), TestStore::new(None));
    let nexts = run(&steps, &mut record, &store).await;
    assert_eq!((nexts.len(), nexts.last()), (5, Some(&Next::Done)), "{nexts:?}");
    assert!(std::fs::read(&output).unwrap() == simulator.video(record.job().unwrap().id()).unwrap());
    assert_eq!(record.last_error(), None);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_was_submitted_without_a_record_can_be_recorded() {
    let simulator = simulator(|_| None).await;
    let client = simulator.client().build().unwrap();
    let job = client.submit(support::request()).await.unwrap();
    let (mut record, store) = (JobRecord::of_job(job.clone()), TestStore::new(None));
    assert_eq!((record.state(), record.model()), (State::Submitted, job.model()));
    assert_eq!(record.client_request_id(), job.client_request_id().unwrap());
    assert_eq!(run(&steps(client, &WallClock::new()), &mut record, &store).await.last(), Some(&Next::Done));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_record_that_waits_for_the_rate_limit_is_not_recorded_as_sent() {
    let simulator = Simulator::start().await.unwrap();
    let limit = Arc::new(AdaptiveRateLimit::per_minute(1));
    limit.acquire(RequestKind::Submission).await;
    let client = simulator.client().rate_limit(limit).build().unwrap();
    let (steps, store, mut record) = (steps(client, &WallClock::new()), TestStore::new(None), record());
    timeout(Duration::from_secs(30), steps.advance(&mut record, &store)).await.unwrap_err();
    let stored = store.get(record.client_request_id()).unwrap();
    assert_eq!((stored.state(), stored.submissions()), (State::Named, 0));
    assert_eq!(simulator.accepted(), []);
}

/// At the current endpoint, a model that is unknown to this version is sent like an untyped request.
#[tokio::test]
async fn a_request_to_an_unknown_model_of_the_legacy_endpoint_is_not_sent() {
    let mut stored = serde_json::to_value(record()).unwrap();
    (stored["model"], stored["legacy"]) = ("kling-video/v0/text-to-video".into(), true.into());
    let mut record: JobRecord = serde_json::from_value(stored).unwrap();
    let simulator = simulator(|_| None).await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let error = steps.advance(&mut record, &TestStore::new(None)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the model \"kling-video/v0/text-to-video\" is unknown to this version of the crate"
    );
    assert!(error.is_configuration());
    assert_eq!((record.state(), simulator.submissions().len()), (State::Named, 0));
}

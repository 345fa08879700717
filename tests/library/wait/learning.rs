//! What a client learns from the durations of jobs, and when it polls further jobs then.

use std::time::Duration;

use aimlapi_kling::{
    Client, Job, WaitPolicy,
    ledger::{JobRecord, MemoryStore, Next, State, Steps},
};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::{completed, status, submitted_to};
use crate::support::{
    client,
    host::{Responder, ScriptedHost, ScriptedResponse},
    wall_clock::WallClock,
};

/// A model whose typical duration is 180 s.
pub const MODEL: &str = "klingai/not-known-yet";

/// A host whose jobs take this long from now on.
fn host_with_jobs_of(duration: Duration) -> ScriptedHost {
    let host = ScriptedHost::start();
    start_job(&host, duration);
    host
}

fn start_job(host: &ScriptedHost, duration: Duration) {
    let start = Instant::now();
    let of = |(_, body): (u16, Value)| ScriptedResponse::new("200 ").sized_body(body.to_string());
    host.script(move |_| {
        Responder::Fixed(of(if start.elapsed() < duration { status("generating") } else { completed() }))
    });
}

/// Waits for a job with this duration, in seconds. Returns the times of the polls.
async fn wait_for(client: &Client, host: &ScriptedHost, job: &Job, seconds: u64) -> Vec<f64> {
    start_job(host, Duration::from_secs(seconds));
    let mut times = Vec::new();
    let policy = WaitPolicy::new();
    let waiting = client.wait_with(job, &policy, |progress| {
        times.push((progress.elapsed.as_secs_f64() * 1000.0).round() / 1000.0);
    });
    host.run(waiting).await.unwrap();
    times
}

/// The policy of a client that expects this duration.
fn expecting(seconds: f64) -> WaitPolicy {
    let median = Duration::from_secs_f64(seconds);
    WaitPolicy::new().durations(median, median.mul_f64(1.65))
}

fn job() -> Job {
    submitted_to(MODEL)
}

/// The record of a job that was polled this long after its submission, and completed at the second time.
pub fn record(model: &str, unfinished: Option<f64>, ended: f64) -> JobRecord {
    const SUBMITTED: u64 = 1_790_000_000_000;
    let at = |seconds: f64| SUBMITTED + (seconds * 1000.0).round() as u64;
    let record = json!({
        "revision": 7,
        "client_request_id": "order-4711",
        "model": model,
        "state": "completed",
        "times": { "sent": SUBMITTED, "submitted": SUBMITTED, "completed": at(ended) },
        "unfinished_at": unfinished.map(at),
    });
    serde_json::from_value(record).unwrap()
}

/// A client that has learned from these records.
fn learned(records: &[JobRecord]) -> Client {
    let client = client("http://127.0.0.1:1");
    Steps::new(client.clone()).learn_durations(records);
    client
}

#[tokio::test(start_paused = true)]
async fn jobs_that_are_shorter_than_typical_are_polled_earlier_after_a_few_of_them() {
    let host = host_with_jobs_of(Duration::ZERO);
    let client = client(host.base_url());
    let mut polls = Vec::new();
    for _ in 0..5 {
        polls.push(wait_for(&client, &host, &job(), 65).await);
    }
    // The first poll only shows that a job has ended within 69 s.
    let expected: [&[f64]; 5] =
        [&[68.574], &[68.574], &[60.202, 74.669], &[50.769, 61.026, 69.983], &[50.364, 60.554, 69.471]];
    assert_eq!(polls, expected);
}

#[tokio::test(start_paused = true)]
async fn jobs_that_are_longer_than_typical_are_polled_less_often_before_their_end() {
    let host = host_with_jobs_of(Duration::ZERO);
    let client = client(host.base_url());
    let mut polls = Vec::new();
    for _ in 0..5 {
        polls.push(wait_for(&client, &host, &job(), 700).await.len());
    }
    assert_eq!(polls, [64, 64, 56, 39, 39]);
}

#[test]
fn the_first_two_jobs_count_as_much_as_the_typical_duration() {
    let job = job();
    for (durations, expected) in [
        (&[][..], 180.0),
        (&[100.0], 180.0),
        (&[100.0, 100.0], 140.0),
        (&[100.0, 110.0, 120.0], 120.0),
        (&[100.0, 110.0, 120.0, 130.0], 125.0),
    ] {
        let records: Vec<_> = durations.iter().map(|end| record(MODEL, Some(end - 5.0), end + 5.0)).collect();
        assert_eq!(learned(&records).wait_policy_for(&job), expecting(expected), "{durations:?}");
    }
}

#[test]
fn an_outlier_does_not_change_what_is_expected() {
    let usual = || record(MODEL, Some(95.0), 105.0);
    for outlier in [record(MODEL, None, 1.0), record(MODEL, Some(1195.0), 1200.0)] {
        let records = [usual(), usual(), usual(), outlier, usual(), usual()];
        assert_eq!(learned(&records).wait_policy_for(&job()), expecting(100.0));
    }
}

#[test]
fn what_is_expected_differs_from_the_typical_duration_by_at_most_a_factor_of_four() {
    for (end, expected) in [(10.0, 45.0), (2000.0, 720.0)] {
        let records: Vec<_> = (0..40).map(|_| record(MODEL, Some(end - 5.0), end)).collect();
        assert_eq!(learned(&records).wait_policy_for(&job()), expecting(expected));
    }
}

#[test]
fn only_the_last_jobs_count() {
    let with_ends = |end: f64, jobs: usize| vec![record(MODEL, Some(end), end); jobs];
    let records = [with_ends(100.0, 32), with_ends(200.0, 14)].concat();
    assert_eq!(learned(&records).wait_policy_for(&job()), expecting(100.0));
    // The order in which they were completed counts, not the order of the records.
    let records = [with_ends(300.0, 32), with_ends(100.0, 32)].concat();
    assert_eq!(learned(&records).wait_policy_for(&job()), expecting(300.0));
}

#[test]
fn jobs_whose_end_was_not_observed_do_not_count() {
    let found_late = || record(MODEL, Some(60.0), 3600.0);
    let never_polled_before = || record(MODEL, None, 80.0);
    let adopted = || {
        let mut record = serde_json::to_value(record(MODEL, Some(95.0), 105.0)).unwrap();
        record["times"].as_object_mut().unwrap().remove("sent");
        serde_json::from_value(record).unwrap()
    };
    let looked_up_late = || {
        let mut record = serde_json::to_value(record(MODEL, Some(95.0), 105.0)).unwrap();
        record["times"]["sent"] = json!(record["times"]["sent"].as_u64().unwrap() - 900_000);
        serde_json::from_value(record).unwrap()
    };
    for record in
        [found_late, never_polled_before, adopted, looked_up_late].map(|record: fn() -> JobRecord| record())
    {
        let client = learned(&vec![record.clone(); 10]);
        assert_eq!(client.wait_policy_for(&job()), expecting(180.0), "{record:?}");
    }
}

#[test]
fn models_are_independent_and_the_number_of_models_is_limited() {
    let model = |number: usize| format!("klingai/model-{number}");
    let records: Vec<_> =
        (0..200).flat_map(|number| vec![record(&model(number), Some(95.0), 105.0); 3]).collect();
    let client = learned(&records);
    assert_eq!(client.wait_policy_for(&job()), expecting(180.0));
    let learned = |number| client.wait_policy_for(&submitted_to(&model(number))) == expecting(100.0);
    assert_eq!((0..200).filter(|number| learned(*number)).collect::<Vec<_>>(), (0..128).collect::<Vec<_>>());
}

#[test]
fn what_the_caller_has_set_takes_precedence() {
    let (median, p90) = (Duration::from_secs(20), Duration::from_secs(25));
    let policies =
        [WaitPolicy::new().durations(median, p90), WaitPolicy::new().interval(Duration::from_secs(7))];
    for policy in policies {
        let builder =
            Client::builder("your-api-key").base_url("http://127.0.0.1:1").wait_policy(policy.clone());
        let client = builder.build().unwrap();
        Steps::new(client.clone()).learn_durations(&vec![record(MODEL, Some(95.0), 105.0); 10]);
        assert_eq!(client.wait_policy_for(&job()), policy);
    }
}

#[test]
fn clones_of_a_client_share_what_they_have_learned() {
    let client = client("http://127.0.0.1:1");
    let clone = client.clone();
    Steps::new(client).learn_durations(&vec![record(MODEL, Some(95.0), 105.0); 3]);
    assert_eq!(clone.wait_policy_for(&job()), expecting(100.0));
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_resumed_after_its_end_teaches_nothing() {
    let host = host_with_jobs_of(Duration::ZERO);
    let client = client(host.base_url());
    let old = json!({ "id": "abc", "model": MODEL, "submitted": 1_700_000_000 });
    let old: Job = serde_json::from_value(old).unwrap();
    for job in [old, Job::from_id("abc")] {
        for _ in 0..5 {
            assert_eq!(wait_for(&client, &host, &job, 0).await, [0.0]);
        }
    }
    assert_eq!(client.wait_policy_for(&submitted_to(MODEL)), expecting(180.0));
}

#[tokio::test(start_paused = true)]
async fn failed_jobs_teach_nothing() {
    let host = ScriptedHost::start();
    host.script(|_| {
        let body = json!({ "id": "abc", "status": "error", "error": { "name": "a", "message": "b" } });
        Responder::Fixed(ScriptedResponse::new("200 ").sized_body(body.to_string()))
    });
    let client = client(host.base_url());
    for _ in 0..5 {
        let job = job();
        let error = host.run(client.wait(&job)).await.unwrap_err();
        assert!(error.is_generation_failed(), "{error}");
    }
    assert_eq!(client.wait_policy_for(&job()), expecting(180.0));
}

#[tokio::test(start_paused = true)]
async fn steps_learn_from_the_jobs_that_they_poll_and_from_their_records() {
    let host = ScriptedHost::start();
    let client = client(host.base_url());
    let (steps, store) = (Steps::new(client.clone()).clock(WallClock::new()), MemoryStore::new());
    let (mut records, mut polls) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        start_job(&host, Duration::from_secs(100));
        let mut record = JobRecord::new(crate::support::request()).unwrap();
        let run = async {
            while let Next::Again { after } = steps.advance(&mut record, &store).await.unwrap() {
                sleep(after).await;
            }
        };
        host.run(run).await;
        assert_eq!(record.state(), State::Completed);
        polls.push(record.polls());
        records.push(record);
    }
    assert_eq!(polls, [3, 3, 4, 5, 5]);
    let job = records[0].job().unwrap();
    let learned = learned(&records).wait_policy_for(job);
    assert_eq!(client.wait_policy_for(job), learned);
    assert_eq!(learned, expecting(102.923));
}

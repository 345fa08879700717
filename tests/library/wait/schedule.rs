//! When a job is polled.

use std::time::Duration;

use aimlapi_kling::{Job, WaitPolicy};
use serde_json::json;

use super::{FAR_FUTURE, completed, every, expected_polls, host_with_responses, status, watch, watch_job};
use crate::support::client;

/// A job of this model that has just been submitted, by a clock that is ahead.
fn submitted(model: &str) -> Job {
    serde_json::from_value(json!({ "id": "abc", "model": model, "submitted": 99_999_999_999_u64 })).unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_first_poll_is_after_a_quarter_of_the_typical_duration() {
    for (model, first) in [
        ("klingai/v2-master-text-to-video", 75.0),
        ("kling-video/v2.1/pro/image-to-video", 45.0),
        ("kling-video/v1/pro/text-to-video", 19.5),
        ("klingai/not-known-yet", 19.5),
    ] {
        let host = host_with_responses(&[status("generating"), completed()]);
        let (video, polls) = watch_job(&host, &WaitPolicy::new(), &submitted(model)).await;
        video.unwrap();
        assert_eq!(polls.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [first, first + 10.0]);
    }
}

#[tokio::test(start_paused = true)]
async fn the_interval_of_the_default_policy_grows_up_to_a_limit() {
    let mut script = vec![status("queued"), status("generating"), status("warming_up")];
    script.extend(vec![status("generating"); 4]);
    let host = host_with_responses(&[script, vec![completed()]].concat());
    let job = submitted("kling-video/v1/pro/text-to-video");
    let (video, polls) = watch_job(&host, &WaitPolicy::new(), &job).await;
    assert_eq!(video.unwrap().url(), "https://example.com/1.mp4");
    assert_eq!(
        polls.iter().map(|(at, _)| (at * 1000.0).round() / 1000.0).collect::<Vec<_>>(),
        [19.5, 29.5, 42.0, 57.625, 77.156, 101.57, 131.57, 161.57]
    );
    assert_eq!(polls[2].1, "warming_up");
}

#[tokio::test(start_paused = true)]
async fn a_job_of_unknown_or_sufficient_age_is_polled_at_once() {
    let old = json!({ "id": "abc", "model": "kling-video/v1/pro/text-to-video", "submitted": 1_700_000_000 });
    for job in [Job::from_id("abc"), serde_json::from_value(old).unwrap()] {
        let host = host_with_responses(&[status("generating"), completed()]);
        let (video, polls) = watch_job(&host, &WaitPolicy::new(), &job).await;
        video.unwrap();
        assert_eq!(polls, expected_polls(&[(0.0, "generating"), (10.0, "completed")]));
    }
}

#[tokio::test(start_paused = true)]
async fn the_jitter_after_an_error_differs_between_jobs_and_not_between_runs() {
    let mut pauses = Vec::new();
    for id in ["abc", "abc", "abd"] {
        let finished =
            json!({ "id": id, "status": "completed", "video": { "url": "https://example.com/1.mp4" } });
        let host = host_with_responses(&[(503, json!({})), (200, finished)]);
        let policy = every(10).jitter(0.25);
        let (video, polls) = watch_job(&host, &policy, &Job::from_id(id)).await;
        video.unwrap();
        pauses.push(polls[1].0 - 10.0);
    }
    assert!(pauses.iter().all(|pause| (10.0..12.5).contains(pause)), "{pauses:?}");
    assert_eq!(pauses[0], pauses[1]);
    assert_ne!(pauses[0], pauses[2]);
}

#[tokio::test(start_paused = true)]
async fn extreme_settings_are_limited() {
    let host = host_with_responses(&[status("generating"), (503, json!({})), completed()]);
    let (client, job) = (client(host.base_url()), Job::from_id("abc"));
    for growth in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
        let policy = WaitPolicy::new().interval(Duration::ZERO).growth(growth).jitter(f64::NAN);
        let policy = policy.max_interval(Duration::ZERO).deadline(Duration::MAX).poll_timeout(Duration::MAX);
        host.run(client.wait_with(&job, &policy, |_| {})).await.unwrap();
    }
    let host = host_with_responses(&[(503, json!({}))]);
    let policy = WaitPolicy::new().interval(Duration::MAX).max_interval(Duration::MAX).deadline(FAR_FUTURE);
    let (result, polls) = watch(&host, &policy).await;
    assert!(result.unwrap_err().is_deadline_exceeded());
    assert_eq!(polls.len(), 1);
}

//! When a job is polled.

use std::time::Duration;

use aimlapi_kling::{Job, WaitPolicy};
use serde_json::json;

use super::{
    FAR_FUTURE, completed, every, expected_polls, host_with_responses, status, submitted_to, watch, watch_job,
};

/// The times of the polls of a job that is completed after this many polls.
async fn poll_times(policy: &WaitPolicy, job: &Job, polls: usize) -> Vec<f64> {
    let generating = vec![status("generating"); polls - 1];
    let host = host_with_responses(&[generating, vec![completed()]].concat());
    let (video, polls) = watch_job(&host, policy, job).await;
    video.unwrap();
    polls.iter().map(|(at, _)| (at * 1000.0).round() / 1000.0).collect()
}

#[tokio::test(start_paused = true)]
async fn polls_are_frequent_about_the_typical_duration_of_the_model() {
    for (model, times) in [
        (
            "klingai/v2-master-text-to-video",
            [68.991, 117.268, 146.766, 168.83, 187.071, 202.935, 217.164, 230.2, 242.327, 253.742],
        ),
        (
            "kling-video/v2.1/pro/image-to-video",
            [68.991, 98.545, 118.093, 133.626, 146.926, 158.803, 169.7, 179.89, 189.554, 198.82],
        ),
        (
            "klingai/not-known-yet",
            [68.574, 92.972, 110.001, 123.831, 135.847, 146.702, 156.764, 166.262, 175.35, 184.136],
        ),
    ] {
        assert_eq!(poll_times(&WaitPolicy::new(), &submitted_to(model), 10).await, times, "{model}");
    }
}

#[tokio::test(start_paused = true)]
async fn other_durations_can_be_expected() {
    let policy = WaitPolicy::new().durations(Duration::from_secs(20), Duration::from_secs(25));
    assert_eq!(
        poll_times(&policy, &submitted_to("klingai/v2-master-text-to-video"), 8).await,
        [25.389, 30.382, 35.726, 41.484, 47.667, 54.279, 61.319, 68.789]
    );
}

#[tokio::test(start_paused = true)]
async fn a_fixed_interval_is_also_the_delay_before_the_first_poll() {
    assert_eq!(poll_times(&every(10), &submitted_to("klingai/unlisted"), 4).await, [10.0, 20.0, 30.0, 40.0]);
}

#[tokio::test(start_paused = true)]
async fn a_job_of_unknown_or_sufficient_age_is_polled_at_once() {
    let old = json!({ "id": "abc", "model": "kling-video/v1/pro/text-to-video", "submitted": 1_700_000_000 });
    for job in [Job::from_id("abc"), serde_json::from_value(old).unwrap()] {
        let host = host_with_responses(&[status("generating"), completed()]);
        let (video, polls) = watch_job(&host, &every(10), &job).await;
        video.unwrap();
        assert_eq!(polls, expected_polls(&[(0.0, "generating"), (10.0, "completed")]));
    }
    // A job of unknown age is probably about to end.
    assert_eq!(poll_times(&WaitPolicy::new(), &Job::from_id("abc"), 4).await, [0.0, 8.661, 17.133, 25.468]);
}

#[tokio::test(start_paused = true)]
async fn the_first_poll_differs_between_jobs_and_not_between_runs() {
    let mut first = Vec::new();
    for id in ["abc", "abc", "abd"] {
        let job = json!({ "id": id, "submitted": 99_999_999_999_u64 });
        let finished =
            json!({ "id": id, "status": "completed", "video": { "url": "https://example.com/1.mp4" } });
        let host = host_with_responses(&[(200, finished)]);
        let (video, polls) =
            watch_job(&host, &WaitPolicy::new(), &serde_json::from_value(job).unwrap()).await;
        video.unwrap();
        first.push(polls[0].0);
    }
    assert_eq!(first, [68.574, 68.574, 58.042]);
}

#[tokio::test(start_paused = true)]
async fn extreme_settings_are_limited() {
    for (duration, times) in
        [(Duration::ZERO, [13.648, 25.486, 40.989]), (Duration::MAX, [68.991, 123.991, 178.991])]
    {
        let policy = WaitPolicy::new().durations(duration, duration).deadline(Duration::MAX);
        assert_eq!(poll_times(&policy, &submitted_to("klingai/unlisted"), 3).await, times);
    }
    let at_once = every(0).deadline(Duration::MAX);
    assert_eq!(poll_times(&at_once, &submitted_to("klingai/unlisted"), 3).await, [0.0, 0.0, 0.0]);
    let host = host_with_responses(&[(503, json!({}))]);
    let policy = WaitPolicy::new().interval(Duration::MAX).deadline(FAR_FUTURE);
    let (result, polls) = watch_job(&host, &policy, &Job::from_id("abc")).await;
    assert!(result.unwrap_err().is_deadline_exceeded());
    assert_eq!(polls.len(), 1);
    let (result, polls) = watch(&host, &policy).await;
    assert!(result.unwrap_err().is_deadline_exceeded());
    assert_eq!(polls.len(), 0);
}

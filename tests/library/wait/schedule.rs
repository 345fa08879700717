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
            [68.741, 117.105, 146.653, 168.74, 186.994, 202.866, 217.102, 230.143, 242.274, 253.692],
        ),
        (
            "kling-video/v2.1/pro/image-to-video",
            [68.741, 98.407, 117.989, 133.539, 146.85, 158.734, 169.636, 179.829, 189.496, 198.764],
        ),
        (
            "klingai/not-known-yet",
            [68.22, 92.757, 109.834, 123.689, 135.721, 146.586, 156.656, 166.159, 175.251, 184.04],
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
        [25.397, 30.39, 35.735, 41.494, 47.678, 54.291, 61.332, 68.802]
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
    assert_eq!(first, [68.22, 68.22, 57.955]);
}

#[tokio::test(start_paused = true)]
async fn extreme_settings_are_limited() {
    for (duration, times) in
        [(Duration::ZERO, [6.845, 15.766, 28.353]), (Duration::MAX, [68.741, 123.741, 178.741])]
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

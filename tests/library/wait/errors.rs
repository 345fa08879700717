//! Transient errors are tolerated while waiting, and others end it.

use std::time::Duration;

use aimlapi_kling::Job;
use serde_json::json;

use super::{
    FAR_FUTURE, completed, every, expected_polls, host_with_responses, host_with_retry_after, status, watch,
    watch_job,
};

#[tokio::test(start_paused = true)]
async fn transient_errors_are_tolerated() {
    let host = host_with_responses(&[
        status("queued"),
        (502, json!("bad gateway")),
        (429, json!({ "message": "slow down" })),
        (200, json!("not an object")),
        completed(),
    ]);
    let (video, polls) = watch(&host, &every(10)).await;
    video.unwrap();
    assert_eq!(
        polls,
        expected_polls(&[
            (10.0, "queued"),
            (20.0, "the service answered 502 Bad Gateway: bad gateway (generation abc)"),
            (30.0, "the service answered 429 Too Many Requests: slow down (generation abc)"),
            (
                40.0,
                "retrieving: the service answered 200 OK with a body that cannot be decoded (generation abc)"
            ),
            (50.0, "completed"),
        ])
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_is_polled_again_after_the_requested_delay() {
    let cases = [
        ("25", 25.0),
        // Sooner than it would be polled anyway.
        ("3", 10.0),
        ("0", 10.0),
        // Invalid.
        ("-5", 10.0),
        ("soon", 10.0),
        ("", 10.0),
        ("99999999999999999999999", 10.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 10.0),
    ];
    for status in [429, 503] {
        for (retry_after, pause) in cases {
            let script = [(status, json!({ "message": "later" })), completed()];
            let host = host_with_retry_after(retry_after, &script);
            let (video, polls) = watch(&host, &every(10)).await;
            video.unwrap();
            assert_eq!(polls[1], (10.0 + pause, "completed".to_owned()), "{status}, {retry_after:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_is_polled_again_at_the_requested_time() {
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(90));
    let host = host_with_retry_after(&date, &[(429, json!({})), completed()]);
    let (video, polls) = watch(&host, &every(10)).await;
    video.unwrap();
    // A date has no fractions of a second, and the system's clock is not paused.
    assert!((95.0..=100.0).contains(&polls[1].0), "{polls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_requested_delay_beyond_the_deadline_ends_the_waiting_at_the_deadline() {
    let host = host_with_retry_after("18446744073709551615", &[(429, json!({}))]);
    let policy = every(10).deadline(FAR_FUTURE);
    let (result, polls) = watch_job(&host, &policy, &Job::from_id("abc")).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 3600 s (generation abc); 1 poll in 3600 s; the job continues, wait for it again"
    );
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the service answered 429 Too Many Requests (generation abc)");
    assert_eq!(polls.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn more_consecutive_errors_than_tolerated_end_the_waiting() {
    let fault = (503, json!({ "message": "later" }));
    let host = host_with_responses(&[fault.clone(), status("queued"), fault.clone(), fault.clone(), fault]);
    let (result, polls) = watch(&host, &every(10).max_retries(2)).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service answered 503 Service Unavailable: later (generation abc); 5 polls in 50 s, \
         last status queued; the job may continue, wait for it again"
    );
    assert!(!error.is_deadline_exceeded());
    assert_eq!(error.generation().unwrap().status().as_str(), "queued");
    assert_eq!(polls.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn an_invalid_poll_ends_the_waiting_at_once() {
    for (status, reason) in [(400, "Bad Request"), (422, "Unprocessable Entity")] {
        let host = host_with_responses(&[(status, json!({ "message": "no" })), completed()]);
        let (result, polls) = watch(&host, &every(10)).await;
        let error = result.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the service answered {status} {reason}: no (generation abc); 1 poll in 10 s; the job may continue, \
                 wait for it again"
            )
        );
        assert!(error.is_invalid_request());
        assert_eq!(polls.len(), 1);
    }
}

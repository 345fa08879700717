//! A submission is retried only if it was certainly not accepted.

use std::time::Duration;

use aimlapi_kling::{Client, Submission, simulator::Fault};
use tokio::time::Instant;

use super::{CLIENT_REQUEST_ID, UNKNOWN, client, client_request_id, failing, submit, unhurried};
use crate::support::{KEY, refusing_address, request};

#[tokio::test(start_paused = true)]
async fn a_rate_limited_submission_is_retried_after_the_requested_delay() {
    let busy = |seconds: &str| Fault::status(429).retry_after(seconds);
    let simulator = failing(vec![busy("7"), busy("60")]).await;
    let start = Instant::now();
    let job = submit(&simulator).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 67);
    assert_eq!(job.client_request_id().unwrap().as_str(), CLIENT_REQUEST_ID);
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_requested_delay_the_back_off_doubles() {
    let simulator = failing(vec![Fault::status(429); 3]).await;
    let client = unhurried(&simulator).submit_attempts(4).build().unwrap();
    let start = Instant::now();
    client.submit_as(&client_request_id(), request()).await.unwrap();
    // One, two and four seconds, and up to a quarter more.
    assert!((7.0..8.75).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn attempts_are_limited() {
    for (attempts, expected) in [(0, 1), (1, 1), (2, 2), (5, 5)] {
        let simulator = failing(vec![Fault::status(429).retry_after("1"); 9]).await;
        let client = simulator.client().submit_attempts(attempts).build().unwrap();
        let start = Instant::now();
        let error = client.submit_as(&client_request_id(), request()).await.unwrap_err();
        assert!(error.is_rate_limited() && !error.is_submission_unknown());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
        assert_eq!(start.elapsed().as_secs(), expected - 1);
        assert!(simulator.accepted().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_requested_delay_of_more_than_a_minute_is_left_to_the_caller() {
    let simulator = failing(vec![Fault::status(429).retry_after("61")]).await;
    let start = Instant::now();
    let error = submit(&simulator).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    assert_eq!(start.elapsed().as_secs(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_refused_connection_is_retried() {
    let client = Client::builder(KEY).base_url(refusing_address()).build().unwrap();
    let start = Instant::now();
    let error = client.submit(request()).await.unwrap_err();
    assert_eq!(error.to_string(), "submitting: no connection could be established");
    assert!(!error.is_submission_unknown());
    assert!((3.0..3.75).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_accepted_is_never_sent_again_and_is_found_in_the_log() {
    let faults = [
        (Fault::close().after_processing(), "submitting: the connection failed"),
        (Fault::status(500).after_processing(), "the service answered 500 Internal Server Error: "),
        (
            Fault::status(503).after_processing().retry_after("1"),
            "the service answered 503 Service Unavailable: ",
        ),
        (Fault::html_page(504).after_processing(), "the service answered 504 Gateway Timeout"),
    ];
    for (fault, text) in faults {
        let simulator = failing(vec![fault]).await;
        let error = submit(&simulator).await.unwrap_err();
        assert!(error.to_string().starts_with(text), "{error}");
        // The simulator gives each response an inference id, as the service does.
        let possible = error.possible_jobs().iter().map(|job| format!(" as {job}")).collect::<String>();
        let unknown = UNKNOWN.replace(" accepted,", &format!(" accepted{possible},"));
        assert!(error.to_string().ends_with(&unknown), "{error}");
        assert!(error.is_submission_unknown());
        let accepted = simulator.accepted();
        assert_eq!(accepted.len(), 1, "{error}");
        let found = client(&simulator).find_submission(error.client_request_id().unwrap()).await.unwrap();
        let Submission::Found(entries) = found else { panic!("{found:?}") };
        let entry = &entries[0];
        assert_eq!(entry.job().unwrap().id(), accepted[0].id);
        assert_eq!(entry.job().unwrap().client_request_id().unwrap().as_str(), CLIENT_REQUEST_ID);
        assert_eq!(entry.model_id(), Some(accepted[0].model.id()));
        assert_eq!(entry.usd_spent(), Some(0.28));
        assert_eq!(entry.credits_used(), Some(560_000.0));
        assert!(!entry.is_failed());
        assert!(entry.created().is_some_and(|time| time.ends_with('Z')), "{entry:?}");
        let video = client(&simulator).wait(&entry.job().unwrap()).await.unwrap();
        assert_eq!(video.generation().id(), accepted[0].id);
    }
}

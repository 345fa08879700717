//! A submission is sent again only where it was certainly not accepted, and an uncertain one is found
//! again in the service's log.
#![cfg(feature = "simulator")]

mod support;

use std::{
    net::TcpListener,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, SystemTime},
};

use aimlapi_kling::{
    Client, ClientRequestId, Error, Job, Submission,
    simulator::{Exchange, Fault, Operation, Simulator},
};
use httpmock::{Method::POST, MockServer};
use serde_json::json;
use support::{KEY, request};
use tokio::time::Instant;

const NAME: &str = "order-4711";

/// Told where the job may have been accepted.
const UNKNOWN: &str = "; the job may have been accepted, look for the client request id order-4711";

fn name() -> ClientRequestId {
    NAME.parse().unwrap()
}

/// A simulator whose first submissions go wrong.
async fn failing(faults: Vec<Fault>) -> Simulator {
    let script = move |exchange: &Exchange<'_>| {
        (exchange.operation == Operation::Submit).then(|| faults.get(exchange.number).cloned()).flatten()
    };
    Simulator::builder().instant().faults(script).start().await.unwrap()
}

fn client(simulator: &Simulator) -> Client {
    simulator.client().build().unwrap()
}

async fn submit(simulator: &Simulator) -> Result<Job, Error> {
    client(simulator).submit_as(&name(), request()).await
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_too_many_requests_is_sent_again_when_the_service_says() {
    let busy = |seconds: &str| Fault::refuse(429).retry_after(seconds);
    let simulator = failing(vec![busy("7"), busy("60")]).await;
    let start = Instant::now();
    let job = submit(&simulator).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 67);
    assert_eq!(job.client_request_id(), Some(NAME));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_word_of_the_service_pauses_grow() {
    let simulator = failing(vec![Fault::refuse(429); 3]).await;
    let client = simulator.client().submit_attempts(4).build().unwrap();
    let start = Instant::now();
    client.submit_as(&name(), request()).await.unwrap();
    // One, two and four seconds, and up to a quarter more.
    assert!((7.0..8.75).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn attempts_are_bounded() {
    for (attempts, expected) in [(0, 1), (1, 1), (2, 2), (5, 5)] {
        let simulator = failing(vec![Fault::refuse(429).retry_after("1"); 9]).await;
        let client = simulator.client().submit_attempts(attempts).build().unwrap();
        let start = Instant::now();
        let error = client.submit_as(&name(), request()).await.unwrap_err();
        assert!(error.is_rate_limited() && !error.is_submission_unknown());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
        assert_eq!(start.elapsed().as_secs(), expected - 1);
        assert!(simulator.accepted().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_wants_peace_for_longer_than_a_minute_is_told_to_the_caller() {
    let simulator = failing(vec![Fault::refuse(429).retry_after("61")]).await;
    let start = Instant::now();
    let error = submit(&simulator).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    assert_eq!(start.elapsed().as_secs(), 0);
}

#[tokio::test(start_paused = true)]
async fn where_nobody_listens_it_is_tried_again() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = Client::builder(KEY).base_url(format!("http://127.0.0.1:{port}")).build().unwrap();
    let start = Instant::now();
    let error = client.submit(request()).await.unwrap_err();
    assert_eq!(error.to_string(), "submitting: no connection could be made");
    assert!(!error.is_submission_unknown());
    assert!((3.0..3.75).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_accepted_is_never_sent_again_and_is_found_in_the_log() {
    let faults = [
        (Fault::close().once_done(), "submitting: the connection failed"),
        (Fault::refuse(500).once_done(), "the service answered 500 Internal Server Error: "),
        (Fault::refuse(503).once_done().retry_after("1"), "the service answered 503 Service Unavailable: "),
        (Fault::page(504).once_done(), "the service answered 504 Gateway Timeout"),
    ];
    for (fault, text) in faults {
        let simulator = failing(vec![fault]).await;
        let error = submit(&simulator).await.unwrap_err();
        assert!(error.to_string().starts_with(text) && error.to_string().ends_with(UNKNOWN), "{error}");
        assert!(error.is_submission_unknown());
        let accepted = simulator.accepted();
        assert_eq!(accepted.len(), 1, "{error}");
        let found = client(&simulator).find_submission(error.client_request_id().unwrap()).await.unwrap();
        let Submission::Found(entry) = found else { panic!("{found:?}") };
        assert_eq!(entry.job().unwrap().id(), accepted[0].id);
        assert_eq!(entry.job().unwrap().client_request_id(), Some(NAME));
        assert_eq!(entry.model(), Some(accepted[0].model.id()));
        assert_eq!(entry.usd_spent(), Some(0.28));
        assert_eq!(entry.credits_used(), Some(560_000.0));
        assert!(!entry.is_failed());
        assert!(entry.created().is_some_and(|time| time.ends_with('Z')), "{entry:?}");
        let video = client(&simulator).wait(&entry.job().unwrap()).await.unwrap();
        assert_eq!(video.generation().id(), accepted[0].id);
    }
}

#[tokio::test]
async fn a_reply_that_broke_off_still_names_the_job() {
    for fault in [Fault::cut(60), Fault::cut(1), Fault::lose_body(), Fault::garble()] {
        let simulator = failing(vec![fault]).await;
        let job = submit(&simulator).await.unwrap();
        assert_eq!(job.id(), simulator.accepted()[0].id);
    }
}

#[tokio::test]
async fn the_id_is_taken_from_what_came_of_a_body() {
    let cases = [
        (r#"{"id": "abc", "status": "que"#, Some("abc")),
        (r#"{"status": "queued", "meta": {"id": "not this"}, "id": "abc", "#, Some("abc")),
        (r#"{"generation_id": "abc", "video": {"#, Some("abc")),
        (r#"{"id": 123456789012345678, "#, Some("123456789012345678")),
        (r#"{"id": "ab"#, None),
        (r#"{"meta": {"id": "not this"}, "#, None),
        (r#"[{"id": "not this"}, "#, None),
    ];
    for (body, id) in cases {
        let server = MockServer::start_async().await;
        server.mock_async(|when, then| drop((when.method(POST), then.status(200).body(body)))).await;
        let result = support::client(server.base_url()).submit_as(&name(), request()).await;
        match id {
            Some(id) => assert_eq!(result.unwrap().id(), id),
            None => {
                let error = result.unwrap_err();
                assert_eq!(
                    error.to_string(),
                    format!(
                        "submitting: the service answered 200 OK with a body that cannot be read{UNKNOWN}"
                    )
                );
                assert_eq!(error.body(), Some(body));
            }
        }
    }
}

#[tokio::test]
async fn ids_and_cost_come_from_the_headers() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let job = submit(&simulator).await.unwrap();
    let receipt = job.receipt();
    assert_eq!(receipt.inference_id(), Some(job.id()));
    assert_eq!(receipt.client_request_id(), Some(NAME));
    assert_eq!(receipt.credits_used(), Some(560_000));
    assert_eq!(receipt.usd_spent(), Some(0.28));
    let again: Job = serde_json::from_str(&serde_json::to_string(&job).unwrap()).unwrap();
    assert_eq!(again, job);
    assert_eq!(job.to_string(), job.id());
    let age = SystemTime::now().duration_since(job.submitted_at().unwrap()).unwrap();
    assert!(age < Duration::from_secs(60), "{age:?}");
    let generation = client(&simulator).poll(&job).await.unwrap();
    assert!(generation.receipt().inference_id().is_some());
}

#[tokio::test(start_paused = true)]
async fn the_log_is_late() {
    let late = Duration::from_secs(240);
    let lost = |exchange: &Exchange<'_>| {
        (exchange.operation == Operation::Submit).then(|| Fault::close().once_done())
    };
    let simulator = Simulator::builder().instant().log_delay(late).faults(lost).start().await.unwrap();
    let client = client(&simulator);
    let error = client.submit(request()).await.unwrap_err();
    let name = error.client_request_id().unwrap();
    assert!(name.made_at().is_some());
    assert_eq!(client.find_submission(name).await.unwrap(), Submission::NotYetKnowable);
    tokio::time::advance(late).await;
    assert!(matches!(client.find_submission(name).await.unwrap(), Submission::Found(_)));
}

#[tokio::test]
async fn what_is_not_in_the_log_is_told_by_its_age() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = client(&simulator);
    let ago = |minutes: u64| SystemTime::now() - Duration::from_secs(minutes * 60);
    let soon = SystemTime::now() + Duration::from_secs(3600);
    for (sent, expected) in [
        (ago(14), Submission::NotYetKnowable),
        (soon, Submission::NotYetKnowable),
        (ago(16), Submission::NotFound),
        (ago(60 * 24 * 365), Submission::NotFound),
        (SystemTime::UNIX_EPOCH, Submission::NotFound),
    ] {
        assert_eq!(client.find_submission_since(&name(), sent).await.unwrap(), expected, "{sent:?}");
    }
    // Of a name of one's own nobody knows how old it is.
    assert_eq!(client.find_submission(&name()).await.unwrap(), Submission::NotYetKnowable);
    // Made on 2023-11-14.
    let old: ClientRequestId = "018bcfe5-6800-7000-8000-000000000000".parse().unwrap();
    assert_eq!(client.find_submission(&old).await.unwrap(), Submission::NotFound);
    let other_uuid: ClientRequestId = "018bcfe5-6800-4000-8000-000000000000".parse().unwrap();
    assert_eq!(client.find_submission(&other_uuid).await.unwrap(), Submission::NotYetKnowable);
}

#[tokio::test]
async fn a_long_log_is_read_page_by_page() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = client(&simulator);
    let first = submit(&simulator).await.unwrap();
    for _ in 0..250 {
        client.submit(request()).await.unwrap();
    }
    let Submission::Found(entry) = client.find_submission(&name()).await.unwrap() else { panic!() };
    assert_eq!(entry.job().unwrap().id(), first.id());
}

#[tokio::test(start_paused = true)]
async fn a_refused_submission_is_in_the_log_as_failed_unless_another_was_accepted() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().validate(false).build().unwrap();
    let bad = request().cfg_scale(7.0);
    assert!(client.submit_as(&name(), bad).await.unwrap_err().is_invalid_request());
    let Submission::Found(entry) = client.find_submission(&name()).await.unwrap() else { panic!() };
    assert!(entry.is_failed());
    assert_eq!(entry.usd_spent(), Some(0.0));

    let job = client.submit_as(&name(), request()).await.unwrap();
    let Submission::Found(entry) = client.find_submission(&name()).await.unwrap() else { panic!() };
    assert!(!entry.is_failed());
    assert_eq!(entry.job().unwrap().id(), job.id());
}

#[tokio::test(start_paused = true)]
async fn faults_of_the_log_are_borne_for_a_while() {
    let served = std::sync::Arc::new(AtomicU32::new(0));
    let count = served.clone();
    let faults = move |exchange: &Exchange<'_>| {
        let fault = || match count.fetch_add(1, Ordering::Relaxed) {
            0 => Some(Fault::refuse(429).retry_after("20")),
            1 => Some(Fault::page(502)),
            2 => Some(Fault::garble()),
            _ => None,
        };
        (exchange.operation == Operation::Log).then(fault).flatten()
    };
    let simulator = Simulator::builder().instant().faults(faults).start().await.unwrap();
    let job = submit(&simulator).await.unwrap();
    let start = Instant::now();
    let Submission::Found(entry) = client(&simulator).find_submission(&name()).await.unwrap() else {
        panic!()
    };
    assert_eq!(entry.job().unwrap().id(), job.id());
    assert_eq!(served.load(Ordering::Relaxed), 4);
    // 20, 2 and 4 seconds, the latter two and up to a quarter more.
    assert!((26.0..27.5).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn lasting_faults_of_the_log_are_told() {
    let stubborn = |status: u16| {
        move |exchange: &Exchange<'_>| (exchange.operation == Operation::Log).then(|| Fault::refuse(status))
    };
    for (status, text) in
        [(503, "the service answered 503 Service Unavailable: "), (401, "the service answered 401 ")]
    {
        let simulator = Simulator::builder().instant().faults(stubborn(status)).start().await.unwrap();
        let error = client(&simulator).find_submission(&name()).await.unwrap_err();
        assert!(error.to_string().starts_with(text), "{error}");
        assert!(!error.is_submission_unknown());
    }
}

#[tokio::test]
async fn a_log_without_end_is_not_read_without_end() {
    let server = MockServer::start_async().await;
    let page = json!({ "data": [{ "client_request_id": null }], "pagination": { "has_more": true } });
    let log =
        server.mock_async(|when, then| drop((when.path("/v2/logs"), then.status(200).json_body(page)))).await;
    let error = support::client(server.base_url()).find_submission(&name()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the log has more than 1000 pages since then, and order-4711 is not in the first ones"
    );
    log.assert_calls_async(1000).await;
}

#[tokio::test]
async fn a_log_of_another_shape_is_no_answer() {
    let server = MockServer::start_async().await;
    let pages = [
        json!({ "data": [] }),
        json!({ "data": [1, null, { "client_request_id": 5 }, {}], "pagination": { "has_more": false } }),
    ];
    for page in pages {
        let mock = server
            .mock_async(|when, then| drop((when.any_request(), then.status(200).json_body(page))))
            .await;
        let found = support::client(server.base_url()).find_submission(&name()).await.unwrap();
        assert_eq!(found, Submission::NotYetKnowable);
        mock.delete_async().await;
    }
    // A row that names no job is found all the same.
    let page = json!({ "data": [{ "client_request_id": NAME }], "pagination": {} });
    server.mock_async(|when, then| drop((when.any_request(), then.status(200).json_body(page)))).await;
    let found = support::client(server.base_url()).find_submission(&name()).await.unwrap();
    let Submission::Found(entry) = found else { panic!("{found:?}") };
    assert_eq!(entry.job(), None);
}

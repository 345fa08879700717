//! A submission with an unknown outcome is looked up in the service's log.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

use aimlapi_kling::{
    ClientRequestId, Submission,
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
};
use httpmock::MockServer;
use serde_json::json;
use tokio::time::Instant;

use super::{CLIENT_REQUEST_ID, client, client_request_id, submit};
use crate::support::{
    host::{ScriptedHost, ScriptedResponse},
    request,
};

#[tokio::test(start_paused = true)]
async fn a_submission_that_is_not_in_the_log_yet_is_inconclusive() {
    let delay = Duration::from_secs(240);
    let lost = |request: &IncomingRequest<'_>| {
        (request.endpoint == Endpoint::Submit).then(|| Fault::close().after_processing())
    };
    let simulator = Simulator::builder().instant().log_delay(delay).faults(lost).start().await.unwrap();
    let client = client(&simulator);
    let error = client.submit(request()).await.unwrap_err();
    let name = error.client_request_id().unwrap();
    assert!(name.created_at().is_some());
    assert_eq!(client.find_submission(name).await.unwrap(), Submission::Inconclusive);
    tokio::time::advance(delay).await;
    assert!(matches!(client.find_submission(name).await.unwrap(), Submission::Found(_)));
}

#[tokio::test]
async fn a_submission_that_is_not_in_the_log_is_not_found_or_inconclusive_by_its_age() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = client(&simulator);
    let ago = |minutes: u64| SystemTime::now() - Duration::from_secs(minutes * 60);
    let soon = SystemTime::now() + Duration::from_secs(3600);
    for (sent, expected) in [
        (ago(14), Submission::Inconclusive),
        (soon, Submission::Inconclusive),
        (ago(16), Submission::NotFound),
        (ago(60 * 24 * 365), Submission::Inconclusive),
        (SystemTime::UNIX_EPOCH, Submission::Inconclusive),
    ] {
        assert_eq!(
            client.find_submission_since(&client_request_id(), sent).await.unwrap(),
            expected,
            "{sent:?}"
        );
    }
    // The age of a client request id that is not a UUID is unknown.
    assert_eq!(client.find_submission(&client_request_id()).await.unwrap(), Submission::Inconclusive);
    // Made on 2023-11-14, which is farther back than the log.
    let old: ClientRequestId = "018bcfe5-6800-7000-8000-000000000000".parse().unwrap();
    assert_eq!(client.find_submission(&old).await.unwrap(), Submission::Inconclusive);
    let other_uuid: ClientRequestId = "018bcfe5-6800-4000-8000-000000000000".parse().unwrap();
    assert_eq!(client.find_submission(&other_uuid).await.unwrap(), Submission::Inconclusive);
}

#[tokio::test]
async fn a_long_log_is_requested_page_by_page() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = client(&simulator);
    let first = submit(&simulator).await.unwrap();
    for _ in 0..250 {
        client.submit(request()).await.unwrap();
    }
    let Submission::Found(entries) = client.find_submission(&client_request_id()).await.unwrap() else {
        panic!()
    };
    let entry = &entries[0];
    assert_eq!(entry.job().unwrap().id(), first.id());
}

#[tokio::test(start_paused = true)]
async fn a_failed_log_entry_is_returned_unless_another_was_accepted() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().validate(false).build().unwrap();
    let bad = request().cfg_scale(7.0);
    assert!(client.submit_as(&client_request_id(), bad).await.unwrap_err().is_invalid_request());
    let Submission::Found(entries) = client.find_submission(&client_request_id()).await.unwrap() else {
        panic!()
    };
    let entry = &entries[0];
    assert!(entry.is_failed());
    assert_eq!(entry.usd_spent(), Some(0.0));

    let job = client.submit_as(&client_request_id(), request()).await.unwrap();
    let Submission::Found(entries) = client.find_submission(&client_request_id()).await.unwrap() else {
        panic!()
    };
    let entry = &entries[0];
    assert!(!entry.is_failed());
    assert_eq!(entry.job().unwrap().id(), job.id());
}

#[tokio::test(start_paused = true)]
async fn transient_errors_of_the_log_are_retried() {
    let served = Arc::new(AtomicU32::new(0));
    let count = served.clone();
    let faults = move |request: &IncomingRequest<'_>| {
        let fault = || match count.fetch_add(1, Ordering::Relaxed) {
            0 => Some(Fault::status(429).retry_after("20")),
            1 => Some(Fault::html_page(502)),
            2 => Some(Fault::corrupt_body()),
            _ => None,
        };
        (request.endpoint == Endpoint::Log).then(fault).flatten()
    };
    let simulator = Simulator::builder().instant().faults(faults).start().await.unwrap();
    let job = submit(&simulator).await.unwrap();
    let start = Instant::now();
    let Submission::Found(entries) = client(&simulator).find_submission(&client_request_id()).await.unwrap()
    else {
        panic!()
    };
    let entry = &entries[0];
    assert_eq!(entry.job().unwrap().id(), job.id());
    assert_eq!(served.load(Ordering::Relaxed), 4);
    // 20, 2 and 4 seconds, the latter two and up to a quarter more.
    assert!((26.0..27.5).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn other_errors_of_the_log_are_returned() {
    let failing = |status: u16| {
        move |request: &IncomingRequest<'_>| {
            (request.endpoint == Endpoint::Log).then(|| Fault::status(status))
        }
    };
    for (status, text) in
        [(503, "the service answered 503 Service Unavailable: "), (401, "the service answered 401 ")]
    {
        let simulator = Simulator::builder().instant().faults(failing(status)).start().await.unwrap();
        let error = client(&simulator).find_submission(&client_request_id()).await.unwrap_err();
        assert!(error.to_string().starts_with(text), "{error}");
        assert!(!error.is_submission_unknown());
    }
}

#[tokio::test(start_paused = true)]
async fn the_number_of_log_pages_is_limited_and_so_is_their_rate() {
    let host = ScriptedHost::start();
    let page = json!({ "data": [{ "client_request_id": null }], "pagination": { "has_more": true } });
    host.respond(move |_| ScriptedResponse::json(&page));
    let client = crate::support::client(host.base_url());
    let error = host.run(client.find_submission(&client_request_id())).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request log has more than 1000 pages since then, and the first ones do not contain order-4711"
    );
    let requests = host.requests();
    assert_eq!(requests.len(), 1000);
    // The service allows 200 requests for the log a minute.
    assert!(requests.windows(201).all(|requests| requests[200].at - requests[0].at > 59.99));
}

#[tokio::test]
async fn a_log_of_another_shape_is_inconclusive() {
    let server = MockServer::start_async().await;
    let pages = [
        json!({ "data": [] }),
        json!({ "data": [1, null, { "client_request_id": 5 }, {}], "pagination": { "has_more": false } }),
    ];
    for page in pages {
        let mock = server
            .mock_async(|when, then| drop((when.any_request(), then.status(200).json_body(page))))
            .await;
        let found =
            crate::support::client(server.base_url()).find_submission(&client_request_id()).await.unwrap();
        assert_eq!(found, Submission::Inconclusive);
        mock.delete_async().await;
    }
    // A row without a job is found all the same.
    let page = json!({ "data": [{ "client_request_id": CLIENT_REQUEST_ID }], "pagination": {} });
    server.mock_async(|when, then| drop((when.any_request(), then.status(200).json_body(page)))).await;
    let found =
        crate::support::client(server.base_url()).find_submission(&client_request_id()).await.unwrap();
    let Submission::Found(entries) = found else { panic!("{found:?}") };
    let entry = &entries[0];
    assert_eq!(entry.job(), None);
}

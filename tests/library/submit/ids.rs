//! The id of a job is kept wherever the response has it.

use std::time::{Duration, SystemTime};

use aimlapi_kling::{
    Job,
    simulator::{Fault, Simulator},
};
use httpmock::{Method::POST, MockServer};

use super::{CLIENT_REQUEST_ID, UNKNOWN, client, client_request_id, failing, submit};
use crate::support::request;

#[tokio::test]
async fn a_truncated_response_still_yields_the_id() {
    for fault in [Fault::truncate(60), Fault::truncate(1), Fault::empty_body(), Fault::corrupt_body()] {
        let simulator = failing(vec![fault]).await;
        let job = submit(&simulator).await.unwrap();
        assert_eq!(job.id(), simulator.accepted()[0].id);
    }
}

#[tokio::test]
async fn the_id_is_decoded_from_truncated_json() {
    let cases = [
        (r#"{"id": "abc", "status": "que"#, Some("abc")),
        (r#"{"status": "queued", "meta": {"id": "not this"}, "id": "abc", "#, Some("abc")),
        (r#"{"generation_id": "abc", "video": {"#, Some("abc")),
        (r#"{"id": 123456789012345678, "#, Some("123456789012345678")),
        (r#"{"id": "ab"#, None),
        (r#"{"meta": {"type": "not this"}, "#, None),
        (r#"[{"type": "not this"}, "#, None),
    ];
    for (body, id) in cases {
        let server = MockServer::start_async().await;
        server.mock_async(|when, then| drop((when.method(POST), then.status(200).body(body)))).await;
        let result =
            crate::support::client(server.base_url()).submit_as(&client_request_id(), request()).await;
        match id {
            Some(id) => assert_eq!(result.unwrap().id(), id),
            None => {
                let error = result.unwrap_err();
                assert_eq!(
                    error.to_string(),
                    format!(
                        "submitting: the service answered 200 OK with a body that cannot be decoded{UNKNOWN}"
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
    assert_eq!(receipt.client_request_id().unwrap().as_str(), CLIENT_REQUEST_ID);
    assert_eq!(receipt.credits_used(), Some(560_000));
    assert_eq!(receipt.usd_spent(), Some(0.28));
    let again: Job = serde_json::from_str(&serde_json::to_string(&job).unwrap()).unwrap();
    assert_eq!(again, job);
    assert_eq!(job.to_string(), job.id());
    let age = SystemTime::now().duration_since(job.submitted_at().unwrap()).unwrap();
    assert!(age < Duration::from_secs(60), "{age:?}");
    let generation = client(&simulator).retrieve(&job).await.unwrap();
    assert!(generation.receipt().inference_id().is_some());
}

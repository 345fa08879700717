//! The simulator injects the configured faults, and no others.

use std::{sync::Arc, time::Duration};

use aimlapi_kling::{
    reqwest::{self, Response, header::HeaderMap},
    simulator::{Endpoint, Fault, IncomingRequest, KEY, Simulator},
};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{clock::Clock, http};

/// A simulator that injects a fault into the first request to this endpoint.
async fn with_fault(endpoint: Endpoint, fault: Fault) -> Simulator {
    let first = move |request: &IncomingRequest<'_>| {
        (request.endpoint == endpoint && request.number == 0).then(|| fault.clone())
    };
    Simulator::builder().instant().video_size(5_000_000).faults(first).start().await.unwrap()
}

pub(super) async fn create(simulator: &Simulator) -> reqwest::Result<Response> {
    let url = format!("{}/v2/video/generations", simulator.base_url());
    let body = json!({ "model": "kling-video/v1.6/standard/text-to-video", "prompt": "A lighthouse" });
    let request = http().post(url).bearer_auth(KEY).body(body.to_string());
    request.header("x-client-request-id", "order-1").send().await
}

pub(super) async fn fetch(simulator: &Simulator, id: &str) -> reqwest::Result<Response> {
    let url = format!("{}/v2/video/generations", simulator.base_url());
    http().get(url).bearer_auth(KEY).query(&[("generation_id", id)]).send().await
}

pub(super) async fn video(simulator: &Simulator) -> Response {
    http().get(format!("{}/videos/0.mp4", simulator.base_url())).send().await.unwrap()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

/// The received part of a body, and whether it is complete.
async fn receive(mut response: Response) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return (body, true),
            Err(_) => return (body, false),
        }
    }
}

#[tokio::test]
async fn an_error_is_injected_before_or_after_the_job_is_accepted() {
    let cases = [
        (Fault::status(429).retry_after("3"), 429, "Too Many Requests", Some("3"), 0),
        (Fault::status(503), 503, "Service Unavailable", None, 0),
        (
            Fault::status(504).after_processing().retry_after("-1 soon"),
            504,
            "Gateway Timeout",
            Some("-1 soon"),
            1,
        ),
        (Fault::status(599).after_processing(), 599, "Unknown error", None, 1),
    ];
    for (fault, status, message, retry_after, accepted) in cases {
        let simulator = with_fault(Endpoint::Submit, fault).await;
        let response = create(&simulator).await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(text(response.headers(), "retry-after"), retry_after);
        assert_eq!(text(response.headers(), "x-client-request-id"), Some("order-1"));
        assert_eq!(text(response.headers(), "x-aimlapi-credits-used"), None);
        let id = text(response.headers(), "x-inference-id").unwrap().to_owned();
        let body: Value = response.json().await.unwrap();
        assert_eq!((&body["message"], &body["statusCode"]), (&json!(message), &json!(status)));
        assert_eq!(simulator.accepted().len(), accepted);
        assert!(simulator.accepted().iter().all(|job| job.id != id), "a lost id is not in the response");
        assert_eq!(create(&simulator).await.unwrap().status(), 200, "only the first has the fault");
        assert_eq!(simulator.accepted().len(), accepted + 1);
    }
}

#[tokio::test]
async fn an_html_page_is_injected() {
    for (fault, accepted) in [(Fault::html_page(502), 0), (Fault::html_page(502).after_processing(), 1)] {
        let simulator = with_fault(Endpoint::Submit, fault).await;
        let response = create(&simulator).await.unwrap();
        assert_eq!(response.status(), 502);
        assert_eq!(text(response.headers(), "content-type"), Some("text/html"));
        assert_eq!(text(response.headers(), "x-inference-id"), None);
        let page = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";
        assert_eq!(response.text().await.unwrap(), page);
        assert_eq!(simulator.accepted().len(), accepted);
    }
}

#[tokio::test]
async fn a_connection_is_closed_without_a_response() {
    for (fault, accepted) in [(Fault::close(), 0), (Fault::close().after_processing(), 1)] {
        let simulator = with_fault(Endpoint::Submit, fault).await;
        let error = create(&simulator).await.unwrap_err();
        assert!(error.is_request() && !error.is_connect() && !error.is_timeout(), "{error:?}");
        assert_eq!(simulator.accepted().len(), accepted);
        assert_eq!(create(&simulator).await.unwrap().status(), 200);
        assert_eq!(simulator.accepted().len(), accepted + 1);
    }
}

#[tokio::test]
async fn the_response_to_a_submission_is_damaged() {
    type Check = fn(&[u8], &str) -> bool;
    let cases: [(_, Check, _); 4] = [
        (Fault::empty_body(), |body, _| body.is_empty(), true),
        (Fault::corrupt_body(), |body, id| body == vec![b'<'; id.len() + 27], true),
        (Fault::truncate(20), |body, id| body == format!(r#"{{"id":"{id}"#).as_bytes()[..20].to_vec(), false),
        (Fault::truncate(0), |body, _| body.is_empty(), false),
    ];
    for (fault, is_expected, is_complete) in cases {
        let simulator = with_fault(Endpoint::Submit, fault.clone()).await;
        let response = create(&simulator).await.unwrap();
        let id = simulator.accepted()[0].id.clone();
        assert_eq!(response.status(), 200);
        assert_eq!(text(response.headers(), "x-inference-id"), Some(&*id));
        assert_eq!(text(response.headers(), "x-client-request-id"), Some("order-1"));
        let (body, ended) = receive(response).await;
        assert!(is_expected(&body, &id), "{fault:?}: {}", String::from_utf8_lossy(&body));
        assert_eq!(ended, is_complete, "{fault:?}");
    }
}

#[tokio::test]
async fn a_video_is_damaged() {
    let cases = [
        (Fault::truncate(3_000_001), 5_000_000, 3_000_001, false),
        (Fault::truncate(5_000_000), 5_000_000, 5_000_000, true),
        (Fault::empty_body(), 0, 0, true),
        (Fault::corrupt_body(), 5_000_000, 5_000_000, true),
    ];
    for (fault, announced, received, is_complete) in cases {
        let simulator = with_fault(Endpoint::Video, fault.clone()).await;
        create(&simulator).await.unwrap();
        let response = video(&simulator).await;
        assert_eq!(response.status(), 200);
        assert_eq!(text(response.headers(), "content-length"), Some(&*announced.to_string()), "{fault:?}");
        assert!(response.headers().contains_key("etag"));
        let (body, ended) = receive(response).await;
        assert_eq!((body.len(), ended), (received, is_complete), "{fault:?}");
        let expected = simulator.video(&simulator.accepted()[0].id).unwrap();
        let is_garbled = format!("{fault:?}") == format!("{:?}", Fault::corrupt_body());
        assert_eq!(expected.starts_with(&body), !is_garbled);
        assert!(receive(video(&simulator).await).await.0 == expected, "only the first has the fault");
    }
}

#[tokio::test]
async fn a_video_stalls() {
    let simulator = with_fault(Endpoint::Video, Fault::stall(3_000_001)).await;
    create(&simulator).await.unwrap();
    let mut stalled = video(&simulator).await;
    assert_eq!(stalled.content_length(), Some(5_000_000));
    let mut received = 0;
    while received < 3_000_001 {
        received += stalled.chunk().await.unwrap().unwrap().len();
    }
    assert_eq!(received, 3_000_001);
    tokio::select! {
        biased;
        more = stalled.chunk() => panic!("{more:?}"),
        (body, ended) = async { receive(video(&simulator).await).await } => {
            assert_eq!((body.len(), ended), (5_000_000, true));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_is_late() {
    let minute = Duration::from_secs(60);
    let cases = [
        (Fault::late(minute), Some(200), 1),
        (Fault::status(504).delayed(minute), Some(504), 0),
        (Fault::close().after_processing().delayed(minute), None, 1),
    ];
    for (fault, status, accepted) in cases {
        let simulator = with_fault(Endpoint::Submit, fault).await;
        let start = Instant::now();
        let response = create(&simulator).await;
        assert_eq!(start.elapsed().as_secs(), 60);
        assert_eq!(response.ok().map(|response| response.status().as_u16()), status);
        assert_eq!(simulator.accepted().len(), accepted);
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_is_accepted_before_its_late_response() {
    let clock = Clock::new();
    let _hold = clock.hold();
    let simulator = Arc::new(with_fault(Endpoint::Submit, Fault::late(Duration::from_secs(60))).await);
    let late = tokio::spawn({
        let simulator = Arc::clone(&simulator);
        async move { create(&simulator).await.unwrap().status().as_u16() }
    });
    while simulator.accepted().is_empty() {
        tokio::task::yield_now().await;
    }
    for seconds in [0, 59] {
        tokio::time::advance(Duration::from_secs(seconds)).await;
        assert_eq!(create(&simulator).await.unwrap().status(), 200);
        assert!(!late.is_finished());
    }
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(late.await.unwrap(), 200);
}

#[tokio::test]
async fn faults_are_injected_into_the_log_and_polls() {
    let simulator = with_fault(Endpoint::Log, Fault::status(500)).await;
    let url = format!("{}/v2/logs", simulator.base_url());
    let mut seen = Vec::new();
    for _ in 0..2 {
        let response = http().get(&url).bearer_auth(KEY).send().await.unwrap();
        seen.push(response.status().as_u16());
    }
    assert_eq!(seen, [500, 200]);

    let simulator = with_fault(Endpoint::Poll, Fault::close()).await;
    create(&simulator).await.unwrap();
    let id = &simulator.accepted()[0].id;
    assert!(fetch(&simulator, id).await.is_err());
    assert_eq!(fetch(&simulator, id).await.unwrap().status(), 200);
}

#[tokio::test]
async fn an_accepted_job_is_in_the_log_in_spite_of_a_fault() {
    let refused_then_lost = |request: &IncomingRequest<'_>| match (request.endpoint, request.number) {
        (Endpoint::Submit, 0) => Some(Fault::status(429)),
        (Endpoint::Submit, _) => Some(Fault::html_page(502).after_processing()),
        _ => None,
    };
    let simulator = Simulator::builder().faults(refused_then_lost).start().await.unwrap();
    create(&simulator).await.unwrap();
    create(&simulator).await.unwrap();
    let url = format!("{}/v2/logs", simulator.base_url());
    let log: Value = http().get(url).bearer_auth(KEY).send().await.unwrap().json().await.unwrap();
    assert_eq!(log["pagination"]["total"], 1);
    assert_eq!(log["data"][0]["client_request_id"], "order-1");
    assert_eq!(log["data"][0]["inference_id"], simulator.accepted()[0].id);
}

#[test]
#[should_panic(expected = "200 is not an error status")]
fn a_success_status_is_not_a_fault() {
    let _ = Fault::status(200);
}

#[test]
#[should_panic(expected = "\"3\\n\" is not a valid header value")]
fn a_retry_after_of_two_lines_is_refused() {
    let _ = Fault::status(429).retry_after("3\n");
}

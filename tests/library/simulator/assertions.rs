//! What a test can ask a simulator about the requests that it has received.

use aimlapi_kling::simulator::{Endpoint, Fault, KEY, Simulator};

use crate::support::{http, request};

#[tokio::test]
async fn polls_are_counted_whatever_the_response_was() {
    let simulator = Simulator::builder()
        .instant()
        .faults(|request| (request.endpoint == Endpoint::Poll && request.number < 2).then(Fault::close))
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    let job = client.submit(request()).await.unwrap();
    let other = client.submit(request()).await.unwrap();
    client.wait(&job).await.unwrap();
    assert_eq!((simulator.polls(job.id()), simulator.polls(other.id()), simulator.polls("abc")), (3, 0, 0));
}

#[tokio::test]
async fn requests_are_listed_without_the_key() {
    let simulator = Simulator::builder()
        .instant()
        .faults(|request| match (request.endpoint, request.number) {
            (Endpoint::Submit, 0) => Some(Fault::status(429)),
            (Endpoint::Poll, 0) => Some(Fault::close()),
            _ => None,
        })
        .start()
        .await
        .unwrap();
    let (client, folder) = (simulator.client().build().unwrap(), tempfile::tempdir().unwrap());
    let generate = client.generate(request()).client_request_id(&"order-1".parse().unwrap());
    generate.await.unwrap().download_to(folder.path().join("a.mp4")).await.unwrap();
    http().get(format!("{}/nowhere?key={KEY}", simulator.base_url())).send().await.unwrap();

    let (requests, id) = (simulator.requests(), simulator.accepted()[0].id.clone());
    let lines: Vec<_> = requests
        .iter()
        .map(|request| {
            let id = request.client_request_id.as_ref().map(|id| id.as_str());
            (request.endpoint, &*request.target, id, request.job.as_deref(), request.status)
        })
        .collect();
    let (submit, poll) = (Some(Endpoint::Submit), Some(Endpoint::Poll));
    let (post, get) = ("POST /v2/video/generations", "GET /v2/video/generations");
    let expected = [
        (submit, post, Some("order-1"), None, Some(429)),
        (submit, post, Some("order-1"), None, Some(200)),
        (poll, get, None, Some(&*id), None),
        (poll, get, None, Some(&*id), Some(200)),
        (Some(Endpoint::Video), "GET /videos/0.mp4", None, None, Some(200)),
        (None, "GET /nowhere", None, None, Some(404)),
    ];
    assert_eq!(lines, expected);
    assert!(!format!("{requests:?}").contains(KEY));
}

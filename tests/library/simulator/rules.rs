//! Rules choose faults by what a request contains, and by chance.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use aimlapi_kling::{
    Client, ErrorKind, Model,
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
    types::V1_6StandardTextToVideo,
};
use serde_json::{Value, json};

use crate::support::{clock::Clock, request};

/// A simulator that injects this fault into every submission, and its client.
async fn with(fault: Fault) -> (Simulator, Client) {
    let rule =
        move |request: &IncomingRequest<'_>| (request.endpoint == Endpoint::Submit).then(|| fault.clone());
    let simulator = Simulator::builder().instant().faults(rule).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    (simulator, client)
}

#[tokio::test]
async fn a_rule_sees_the_request_and_its_job() {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let recorded = Arc::clone(&requests);
    let rule = move |request: &IncomingRequest<'_>| {
        let IncomingRequest { endpoint, job, client_request_id, model, body, accepted, .. } = *request;
        recorded.lock().unwrap().push(json!([
            format!("{endpoint:?}"),
            job,
            client_request_id.map(|id| id.as_str()),
            model,
            body.cloned(),
            request.prompt(),
            accepted,
        ]));
        None
    };
    let simulator = Simulator::builder().instant().faults(rule).start().await.unwrap();
    let (client, folder) = (simulator.client().build().unwrap(), tempfile::tempdir().unwrap());
    let generate = client.generate(request()).client_request_id(&"order-1".parse().unwrap());
    generate.await.unwrap().download_to(folder.path().join("a.mp4")).await.unwrap();
    client.catalogue().await.unwrap();
    let (id, body) = (&simulator.accepted()[0].id, &simulator.submissions()[0]);
    let model = Model::V1_6StandardTextToVideo;
    let prompt = "A lighthouse in a storm";
    let expected = [
        json!(["Submit", null, "order-1", model, body, prompt, 0]),
        json!(["Poll", id, "order-1", model, body, prompt, 1]),
        json!(["Video", id, "order-1", model, body, prompt, 1]),
        json!(["Catalogue", null, null, null, null, null, 1]),
    ];
    assert_eq!(*requests.lock().unwrap(), expected);
}

#[tokio::test]
async fn the_first_rule_that_returns_a_fault_decides() {
    let simulator = Simulator::builder()
        .instant()
        .faults(|request| (request.prompt() == Some("a")).then(|| Fault::status(500)))
        .faults(|request| (request.endpoint == Endpoint::Submit).then(|| Fault::status(502)))
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    let mut statuses = Vec::new();
    for prompt in ["a", "b"] {
        let error = client.submit(V1_6StandardTextToVideo::new(prompt)).await.unwrap_err();
        statuses.push(error.status().unwrap().as_u16());
    }
    assert_eq!(statuses, [500, 502]);
}

#[tokio::test]
async fn a_job_fails_with_a_reason_or_with_the_error_of_the_service() {
    let detail = json!({ "detail": [{ "msg": "Could not detect face in the image", "type": "face" }] });
    let cases = [
        (
            json!("The prompt is not allowed"),
            "The prompt is not allowed",
            json!({ "name": "GenerationError", "message": "The prompt is not allowed" }),
        ),
        (detail.clone(), "Could not detect face in the image", detail),
    ];
    for (error, message, body) in cases {
        let (simulator, client) = with(Fault::failed_job(error)).await;
        let error = client.generate(request()).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::GenerationFailed, Some(message)));
        assert_eq!(*error.generation().unwrap().error().unwrap().body(), body);
        assert_eq!(simulator.accepted().len(), 1);
    }
}

#[tokio::test]
async fn a_poll_can_make_its_job_fail() {
    let rule = |request: &IncomingRequest<'_>| {
        let is_second_poll = request.endpoint == Endpoint::Poll && request.number == 1;
        is_second_poll.then(|| Fault::failed_job("The prompt is not allowed"))
    };
    let simulator = Simulator::builder().instant().faults(rule).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let job = client.submit(request()).await.unwrap();
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(client.retrieve(&job).await.unwrap().status().to_string());
    }
    assert_eq!(statuses, ["completed", "error", "error"]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_job_ends_after_its_time() {
    let clock = Clock::new();
    let _hold = clock.hold();
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let rule = move |request: &IncomingRequest<'_>| {
        (request.prompt() == Some("slow")).then(|| Fault::slow_job(minutes(20)))
    };
    let builder = Simulator::builder().timeline(minutes(1), minutes(1)).faults(rule);
    let simulator = builder.start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let slow = client.submit(V1_6StandardTextToVideo::new("slow")).await.unwrap();
    let usual = client.submit(request()).await.unwrap();
    let mut statuses = Vec::new();
    for pause in [0, 1, 1, 17, 1] {
        tokio::time::advance(minutes(pause)).await;
        for job in [&slow, &usual] {
            statuses.push(client.retrieve(job).await.unwrap().status().to_string());
        }
    }
    let expected = [
        ["queued", "queued"],
        ["generating", "generating"],
        ["generating", "completed"],
        ["generating", "completed"],
        ["completed", "completed"],
    ];
    assert_eq!(statuses, expected.concat());
}

#[tokio::test]
async fn a_refusal_has_the_status_and_the_words_of_the_service() {
    let cases = [
        (
            Fault::status(400).message("Body validation error /prompt: is not allowed"),
            ErrorKind::InvalidRequest,
            "Body validation error /prompt: is not allowed",
        ),
        (Fault::out_of_credits(), ErrorKind::OutOfCredits, "The account does not have enough credits"),
        (Fault::status(429).message("Slow down"), ErrorKind::RateLimited, "Slow down"),
        (Fault::status(401), ErrorKind::Unauthorized, "Unauthorized"),
    ];
    for (fault, kind, message) in cases {
        let (simulator, client) = with(fault).await;
        let error = client.submit(request()).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (kind, Some(message)));
        assert!(simulator.accepted().is_empty());
    }
}

#[tokio::test]
async fn a_submission_whose_response_is_lost_is_found() {
    let (simulator, client) = with(Fault::lost_response()).await;
    let id = "order-1".parse().unwrap();
    let error = client.submit_as(&id, request()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SubmissionUnknown);
    assert_eq!(simulator.accepted()[0].client_request_id, Some(id));
}

/// The requests into which a simulator with this seed injects faults, each by the number of its job.
async fn faults_by_chance(seed: u64, probability: f64) -> BTreeSet<usize> {
    let rule = move |request: &IncomingRequest<'_>| {
        let is_chosen = request.endpoint == Endpoint::Submit && request.chance(probability);
        is_chosen.then(|| Fault::status(503))
    };
    let simulator = Simulator::builder().seed(seed).faults(rule).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let mut chosen = BTreeSet::new();
    for number in 0..200 {
        let id = format!("order-{number}").parse().unwrap();
        if client.submit_as(&id, request()).await.is_err() {
            chosen.insert(number);
        }
    }
    chosen
}

#[tokio::test]
async fn faults_by_chance_follow_from_the_seed() {
    let first = faults_by_chance(1, 0.25).await;
    assert!((25..75).contains(&first.len()), "{}", first.len());
    assert_eq!(faults_by_chance(1, 0.25).await, first);
    assert_ne!(faults_by_chance(2, 0.25).await, first);
    assert!(faults_by_chance(1, 0.1).await.is_subset(&first));
    assert_eq!(faults_by_chance(1, 0.0).await.len(), 0);
    assert_eq!(faults_by_chance(1, 1.0).await.len(), 200);
}

#[tokio::test]
async fn ids_follow_from_the_seed() {
    let ids = async |seed| {
        let simulator = Simulator::builder().seed(seed).start().await.unwrap();
        let client = simulator.client().build().unwrap();
        let mut ids = BTreeSet::new();
        for _ in 0..20 {
            ids.insert(client.submit(request()).await.unwrap().id().to_owned());
        }
        ids
    };
    let first = ids(0).await;
    assert_eq!((first.len(), ids(0).await), (20, first.clone()));
    assert!(first.is_disjoint(&ids(1).await));
}

#[tokio::test]
async fn an_incoming_request_is_printed_without_files() {
    let printed = Arc::new(Mutex::new(String::new()));
    let target = Arc::clone(&printed);
    let rule = move |request: &IncomingRequest<'_>| {
        *target.lock().unwrap() = format!("{request:?}");
        None
    };
    let simulator = Simulator::builder().faults(rule).start().await.unwrap();
    let client = simulator.client().validate(false).build().unwrap();
    let image = format!("data:image/png;base64,{}", "A".repeat(10_000));
    let request = V1_6StandardTextToVideo::new("a").unlisted("image_url", Value::from(image));
    let _ = client.submit(request).await;
    let printed = printed.lock().unwrap();
    assert!(printed.starts_with("IncomingRequest { endpoint: Submit, job: None"), "{printed}");
    assert!(printed.len() < 500 && printed.contains("data:image/png"), "{printed}");
}

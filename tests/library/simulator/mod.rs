//! The simulator behaves like the service: it refuses what the specification refuses, advances a job through
//! its statuses in time, and is deterministic.

mod account;
mod assertions;
mod clips;
mod faults;
mod log;
mod request_numbers;
mod rules;
mod storage;

use std::time::Duration;

use aimlapi_kling::{
    Client, Model, Request, Status,
    simulator::{Endpoint, Fault, IncomingRequest, KEY, Simulator},
    types::*,
};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{clock::Clock, http, request, samples};

async fn post(simulator: &Simulator, body: &Value) -> (u16, Value) {
    let url = format!("{}/v2/video/generations", simulator.base_url());
    let response = http().post(url).bearer_auth(KEY).body(body.to_string()).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// Generates a video for each request, and compares the file with that of the job.
pub(crate) async fn assert_generates(simulator: &Simulator, requests: impl Iterator<Item = Request>) {
    let client = simulator.client().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (number, request) in requests.enumerate() {
        let path = folder.path().join(format!("{number}.mp4"));
        let video = client.generate(request).await.unwrap();
        video.download_to(&path).await.unwrap();
        assert!(Some(std::fs::read(&path).unwrap()) == simulator.video(video.generation().id()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_advances_through_its_statuses() {
    let clock = Clock::new();
    let _hold = clock.hold();
    let (queued, generating) = (Duration::from_secs(60), Duration::from_secs(120));
    let simulator = Simulator::builder().timeline(queued, generating).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let job = client.submit(request()).await.unwrap();

    let mut seen = Vec::new();
    for pause in [0, 59, 1, 119, 1, 3600] {
        tokio::time::advance(Duration::from_secs(pause)).await;
        seen.push(client.retrieve(&job).await.unwrap().status().to_string());
    }
    assert_eq!(seen, ["queued", "queued", "generating", "generating", "completed", "completed"]);
}

#[tokio::test]
async fn integers_as_strings_are_accepted_as_by_the_service() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let body = |duration: &str| {
        json!({
            "model": "kling-video/v1.6/standard/text-to-video", "prompt": "A lighthouse", "duration": duration,
        })
    };
    assert_eq!(post(&simulator, &body("5")).await.0, 200);
    assert_eq!(simulator.submissions(), [body("5")]);
    for other in ["7", "5.0", "five", ""] {
        assert_eq!(post(&simulator, &body(other)).await.0, 400, "{other}");
    }
}

#[tokio::test]
async fn every_model_generates_a_video() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    assert_generates(&simulator, Model::ALL.iter().map(|model| samples::request(*model))).await;
    let models: Vec<_> = simulator.submissions().iter().map(|body| body["model"].clone()).collect();
    assert_eq!(models, Model::ALL.iter().map(|model| json!(model.id())).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_gateway_requires_the_key() {
    let simulator = Simulator::builder().key("another-key").start().await.unwrap();
    let client = Client::builder("wrong-key").base_url(simulator.base_url()).build().unwrap();
    for error in [
        client.submit(request()).await.unwrap_err(),
        client.retrieve(&aimlapi_kling::Job::from_id("abc")).await.unwrap_err(),
    ] {
        assert!(error.is_unauthorized(), "{error}");
    }
    assert_eq!(simulator.submissions(), [Value::Null; 0]);
    simulator.client().build().unwrap().submit(request()).await.unwrap();
}

#[tokio::test]
async fn invalid_bodies_are_refused() {
    let simulator = Simulator::start().await.unwrap();
    let model = "kling-video/v1.6/standard/text-to-video";
    let cases = [
        (json!({ "prompt": "a" }), "/model: is missing"),
        (json!({ "model": "kling-video/v9", "prompt": "a" }), "/model: no model \"kling-video/v9\""),
        (json!({ "model": model }), ": \"prompt\" is a required property"),
        (json!({ "model": model, "prompt": 5 }), "/prompt: value is not of type \"string\""),
        (json!({ "model": model, "prompt": "a", "duration": 7 }), "/duration: value is not one of 5 or 10"),
        (
            json!({ "model": model, "prompt": "a", "cfg_scale": 7.5 }),
            "/cfg_scale: value is greater than the maximum of 1",
        ),
        (
            json!({ "model": "klingai/v2-master-image-to-video", "image_url": "not a url" }),
            "/image_url: value is not a \"uri\"",
        ),
    ];
    for (body, text) in cases {
        let (status, response) = post(&simulator, &body).await;
        assert_eq!(status, 400);
        assert_eq!(response["message"], format!("Body validation error: {text}"));
        assert_eq!(response["statusCode"], 400);
    }
    assert_eq!(simulator.submissions(), [Value::Null; 0]);

    let too_much = V1_6StandardTextToVideo::new("a").cfg_scale(7.5);
    let error = simulator.client().validate(false).build().unwrap().submit(too_much).await.unwrap_err();
    assert!(error.is_invalid_request());
    assert_eq!(
        error.message(),
        Some("Body validation error: /cfg_scale: value is greater than the maximum of 1")
    );
}

#[tokio::test]
async fn a_configured_failure_ends_every_generation() {
    let error = json!({ "detail": [{ "msg": "there is no face", "type": "face" }] });
    let simulator = Simulator::builder()
        .instant()
        .faults(move |_| Some(Fault::failed_job(error.clone())))
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    let error = client.generate(request()).await.unwrap_err();
    assert!(error.is_generation_failed());
    assert_eq!(error.message(), Some("there is no face"));
    assert_eq!(*error.generation().unwrap().status(), Status::Error);
}

#[tokio::test]
async fn unknown_jobs_and_videos_are_not_found() {
    let simulator = Simulator::start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let error = client.retrieve(&aimlapi_kling::Job::from_id("abc")).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.message(), Some("There is no such generation"));

    let storage = format!("{}/videos/0.mp4", simulator.base_url());
    assert_eq!(http().get(&storage).send().await.unwrap().status(), 404);
    let with_key = http().get(&storage).bearer_auth(KEY).send().await.unwrap();
    assert_eq!(with_key.status(), 403, "the storage never receives the key");
}

#[tokio::test]
async fn the_simulator_is_deterministic_and_stops_when_dropped() {
    let mut ids = Vec::new();
    for _ in 0..2 {
        let simulator = Simulator::start().await.unwrap();
        let client = simulator.client().submit_attempts(1).build().unwrap();
        for _ in 0..3 {
            ids.push(client.submit(request()).await.unwrap().id().to_owned());
        }
        drop(simulator);
        tokio::task::yield_now().await;
        assert!(client.submit(request()).await.unwrap_err().is_transport());
    }
    assert_eq!(ids[..3], ids[3..]);
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    assert!(ids[0].ends_with(":kling-video/v1.6/standard/text-to-video"), "{}", ids[0]);
}

#[tokio::test]
async fn a_client_of_the_simulator_waits_for_milliseconds() {
    let simulator = Simulator::builder()
        .faults(|request| match (request.endpoint, request.number) {
            (Endpoint::Submit | Endpoint::Poll, 0) => Some(Fault::status(429)),
            (Endpoint::Video, 0..3) => Some(Fault::truncate(1000)),
            _ => None,
        })
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    let (start, folder) = (Instant::now(), tempfile::tempdir().unwrap());
    let video = client.generate(request()).await.unwrap();
    video.download_to(folder.path().join("a.mp4")).await.unwrap();
    // A client of the service would wait for a minute before its first poll, and for seven seconds before the third retry.
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_client_retries_after_the_delay_of_its_builder() {
    let (clock, first) = (Clock::in_steps(Duration::from_secs(1)), Duration::from_secs(40));
    let faults = |request: &IncomingRequest<'_>| (request.number < 2).then(|| Fault::status(429));
    let simulator = Simulator::builder().instant().faults(faults).start().await.unwrap();
    let client = simulator.client().retry_delay(first).build().unwrap();
    let start = Instant::now();
    clock.run(client.submit(request())).await.unwrap();
    // 40 and 80 seconds, and up to a quarter more.
    assert!((120..150).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
}

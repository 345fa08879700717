//! The legacy endpoint works as the current one does.

use std::{collections::BTreeSet, time::Duration};

use aimlapi_kling::{
    Client, Job, Model, Request, WaitPolicy,
    simulator::Simulator,
    types::{
        AspectRatio, FixedDuration, LegacyImageToVideo, LegacyRatio, LegacyV1_6StandardTextToVideo,
        LegacyV1ProImageToVideo,
    },
};
use httpmock::prelude::*;
use serde_json::json;

use crate::{
    simulator::assert_generates,
    support::{KEY, samples, spec},
};

const PATH: &str = "/v2/generate/video/kling/generation";

/// A request to each model of the legacy endpoint.
fn every_request() -> impl Iterator<Item = Request> {
    Model::LEGACY.iter().map(|model| samples::request(*model))
}

#[test]
fn every_vendored_document_is_a_model() {
    let models = Model::LEGACY.iter().map(|model| spec::file_name(*model));
    let expected: BTreeSet<_> = models.chain(["fetch.json".into()]).collect();
    assert_eq!(spec::vendored_files("legacy"), expected);
    assert!(Model::LEGACY.iter().all(|model| model.is_legacy() && !Model::ALL.contains(model)));
}

#[test]
#[allow(deprecated, reason = "the service still takes it")]
fn the_body_has_the_names_of_the_document() {
    let request = LegacyV1ProImageToVideo::new("https://example.com/a.png")
        .type_(LegacyImageToVideo::ImageToVideo)
        .duration(FixedDuration::Seconds10)
        .external_task_id("mine");
    let expected = json!({
        "model": "kling-video/v1/pro/image-to-video",
        "image_url": "https://example.com/a.png",
        "type": "image-to-video",
        "duration": 10,
        "external_task_id": "mine",
    });
    assert_eq!(serde_json::to_value(Request::from(request)).unwrap(), expected);
    let request = LegacyV1_6StandardTextToVideo::new("A lighthouse")
        .ratio(LegacyRatio::Landscape16x9)
        .aspect_ratio(AspectRatio::Landscape16x9);
    assert_eq!(serde_json::to_value(&request).unwrap()["ratio"], "16:9");
    let ratio = Model::LegacyV1_6StandardTextToVideo.parameters().iter().find(|one| one.name == "ratio");
    assert!(ratio.unwrap().deprecated);
}

#[test]
fn an_id_without_a_type_is_the_current_model() {
    let id = "kling-video/v1/pro/image-to-video";
    assert_eq!(id.parse(), Ok(Model::V1ProImageToVideo));
    assert_eq!("LegacyV1ProImageToVideo".parse(), Ok(Model::LegacyV1ProImageToVideo));
    let request = Request::try_from(json!({ "model": id, "image_url": "https://example.com/a" })).unwrap();
    assert_eq!(request.model(), Some(Model::V1ProImageToVideo));
}

#[tokio::test]
async fn every_model_generates_a_video() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    assert_generates(&simulator, every_request()).await;
    assert_eq!(simulator.submissions().len(), Model::LEGACY.len());
}

#[tokio::test]
async fn a_job_is_created_and_resumed_with_200_and_201() {
    for status in [200, 201] {
        for request in every_request() {
            let server = MockServer::start_async().await;
            let body = serde_json::to_value(&request).unwrap();
            let create = server
                .mock_async(|when, then| {
                    when.method(POST)
                        .path(PATH)
                        .header("authorization", format!("Bearer {KEY}"))
                        .json_body(body);
                    then.status(status).json_body(json!({ "id": "123456789012345678", "status": "queued" }));
                })
                .await;
            let fetch = server
                .mock_async(|when, then| {
                    when.method(GET).path(PATH).query_param("generation_id", "123456789012345678");
                    then.status(200).json_body(json!({
                        "id": "123456789012345678",
                        "status": "completed",
                        "video": { "url": "https://example.com/1.mp4", "duration": 5 },
                        "duration": null,
                        "meta": { "usage": { "tokens_used": 1_000 } },
                    }));
                })
                .await;
            let client = Client::builder(KEY)
                .base_url(server.base_url())
                .wait_policy(WaitPolicy::new().interval(Duration::ZERO))
                .build()
                .unwrap();
            let job = client.submit(request).await.unwrap();
            let written = serde_json::to_string(&job).unwrap();
            let job: Job = serde_json::from_str(&written).unwrap();
            assert!(job.is_legacy());
            let video = client.wait(&job).await.unwrap();
            assert_eq!(video.generation().tokens_used(), Some(1_000.0));
            client.retrieve(&Job::from_id("123456789012345678").at_legacy_endpoint()).await.unwrap();
            create.assert_async().await;
            fetch.assert_calls_async(2).await;
        }
    }
}

#[tokio::test]
async fn limits_are_checked_on_the_legacy_endpoint() {
    let simulator = Simulator::start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let error = client.submit(LegacyV1_6StandardTextToVideo::new("a").cfg_scale(2)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid request to kling-video/v1.6/standard/text-to-video: cfg_scale: 2.0, expected number (0 to 1)"
    );
    let client = simulator.client().validate(false).build().unwrap();
    let error = client.submit(LegacyV1_6StandardTextToVideo::new("a").cfg_scale(2)).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
}

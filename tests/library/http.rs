//! What is sent for each operation, and that any success is decoded.

use std::time::Duration;

use aimlapi_kling::{
    Client, Error, Job, Model, Status, Video, WaitPolicy,
    reqwest::header::{HeaderMap, HeaderName, HeaderValue},
    types::*,
};
use httpmock::prelude::*;
use serde_json::json;

use crate::support::{KEY, client, request, video::mp4};

const ID: &str = "60ac7c34:kling-video/v1.6/standard/text-to-video";

#[tokio::test]
async fn a_submission_has_the_documented_headers_and_body() {
    let server = MockServer::start_async().await;
    let create = server
        .mock_async(|when, then| {
            when.method(POST)
                .path("/v2/video/generations")
                .header("authorization", format!("Bearer {KEY}"))
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .header("user-agent", concat!("aimlapi-kling/", env!("CARGO_PKG_VERSION")))
                .header("x-client-request-id", "order-4711")
                .header_missing("api-version")
                .json_body(json!({
                    "model": "kling-video/v1.6/standard/text-to-video",
                    "prompt": "A lighthouse in a storm",
                    "aspect_ratio": "16:9",
                    "duration": 5,
                }));
            then.status(200).json_body(json!({ "id": ID, "status": "queued" }));
        })
        .await;

    let request = request().aspect_ratio(AspectRatio::Landscape16x9).duration(FixedDuration::Seconds5);
    let job = client(server.base_url()).submit_as(&"order-4711".parse().unwrap(), request).await.unwrap();

    create.assert_async().await;
    assert_eq!(job.id(), ID);
    assert_eq!(job.model(), Some(Model::V1_6StandardTextToVideo));
    assert_eq!(job.client_request_id().unwrap().as_str(), "order-4711");
}

#[tokio::test]
async fn the_id_in_a_query_is_percent_encoded() {
    let server = MockServer::start_async().await;
    let fetch = server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/v2/video/generations")
                .header("authorization", format!("Bearer {KEY}"))
                .header_missing("api-version")
                .query_param("generation_id", "a b&c=d/é?#%");
            then.status(200).json_body(json!({ "id": "a b&c=d/é?#%", "status": "generating" }));
        })
        .await;

    let generation = client(server.base_url()).retrieve(&Job::from_id("a b&c=d/é?#%")).await.unwrap();

    fetch.assert_async().await;
    assert_eq!(generation.id(), "a b&c=d/é?#%");
    assert_eq!(*generation.status(), Status::Generating);
}

#[tokio::test]
async fn any_2xx_status_is_a_success() {
    for status in [200, 201, 202, 299] {
        let server = MockServer::start_async().await;
        server
            .mock_async(|when, then| {
                when.any_request();
                then.status(status).json_body(json!({ "id": ID, "status": "queued" }));
            })
            .await;
        let client = client(server.base_url());
        assert_eq!(client.submit(request()).await.unwrap().id(), ID, "{status}");
        assert_eq!(client.retrieve(&Job::from_id(ID)).await.unwrap().id(), ID, "{status}");
    }
}

#[tokio::test]
async fn a_submission_with_an_invalid_body_keeps_the_id_of_its_headers() {
    for body in ["", "<html>", "{\"id\": \"60a", "[]", "{}", "null", "{\"id\": null}", "{\"id\": \"\"}"] {
        let server = MockServer::start_async().await;
        server
            .mock_async(|when, then| {
                when.any_request();
                then.status(201).header("x-inference-id", ID).body(body);
            })
            .await;
        let job = client(server.base_url()).submit(request()).await.unwrap();
        assert_eq!(job.id(), ID, "{body}");
    }
}

#[tokio::test]
async fn a_path_in_the_base_url_is_kept() {
    let server = MockServer::start_async().await;
    let create = server
        .mock_async(|when, then| {
            when.method(POST).path("/proxy/kling/v2/video/generations");
            then.status(200).json_body(json!({ "id": ID }));
        })
        .await;
    client(server.url("/proxy/kling/")).submit(request()).await.unwrap();
    create.assert_async().await;
}

#[tokio::test]
async fn headers_and_timeouts_of_the_http_client_do_not_replace_those_of_the_crate() {
    let server = MockServer::start_async().await;
    let exchange = server
        .mock_async(|when, then| {
            when.path("/v2/video/generations")
                .header("authorization", format!("Bearer {KEY}"))
                .header("accept", "application/json")
                .header("user-agent", "shop/1.0")
                .header("x-shop", "5")
                .header_missing("api-version");
            then.status(200).json_body(json!({ "id": ID, "status": "queued" }));
        })
        .await;
    let headers = [("authorization", "Bearer other"), ("accept", "text/html"), ("x-shop", "5")];
    let headers = HeaderMap::from_iter(
        headers.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))),
    );
    let client = Client::builder(KEY)
        .base_url(server.base_url())
        .user_agent("shop/1.0")
        .configure_http(move |http| {
            http.default_headers(headers.clone()).user_agent("other").timeout(Duration::ZERO)
        })
        .build()
        .unwrap();

    assert_eq!(client.submit(request()).await.unwrap().id(), ID);
    assert_eq!(client.retrieve(&Job::from_id(ID)).await.unwrap().id(), ID);
    exchange.assert_calls_async(2).await;
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_key() {
    let elsewhere = MockServer::start_async().await;
    let stolen = elsewhere.mock_async(|when, then| drop((when.any_request(), then.status(200)))).await;
    let server = MockServer::start_async().await;
    for status in [301, 302, 307, 308] {
        let redirect = server
            .mock_async(|when, then| {
                when.any_request();
                then.status(status).header("location", elsewhere.url("/v2/video/generations"));
            })
            .await;
        let error = client(server.base_url()).submit(request()).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        redirect.delete_async().await;
    }
    stolen.assert_calls_async(0).await;
}

#[tokio::test]
async fn generate_submits_waits_and_returns_a_video_to_download() {
    let server = MockServer::start_async().await;
    let create = server
        .mock_async(|when, then| {
            when.method(POST).path("/v2/video/generations");
            then.status(200).json_body(json!({ "id": ID, "status": "queued" }));
        })
        .await;
    let url = server.url("/files/1.mp4");
    let fetch = server
        .mock_async(|when, then| {
            when.method(GET).path("/v2/video/generations").query_param("generation_id", ID);
            then.status(200).json_body(json!({
                "id": ID,
                "status": "completed",
                "video": { "url": url, "content_type": "video/mp4", "file_name": "1.mp4", "file_size": 64 },
                "meta": { "usage": { "credits_used": 120_000, "usd_spent": 0.06 } },
            }));
        })
        .await;
    let file = server
        .mock_async(|when, then| {
            when.method(GET).path("/files/1.mp4").header_missing("authorization");
            then.status(200).header("content-type", "video/mp4").body(mp4(64));
        })
        .await;
    let client = Client::builder(KEY)
        .base_url(server.base_url())
        .wait_policy(WaitPolicy::new().interval(Duration::ZERO))
        .build()
        .unwrap();

    let video = client.generate(request()).await.unwrap();
    assert_eq!(video.url(), server.url("/files/1.mp4"));
    assert_eq!(video.file().file_size(), Some(64));
    assert_eq!(video.generation().credits_used(), Some(120_000.0));
    assert_eq!(video.generation().usd_spent(), Some(0.06));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.mp4");
    // A download can be moved to another thread.
    let target = path.clone();
    let download = tokio::spawn(async move { video.download_to(target).await });
    assert_eq!(download.await.unwrap().unwrap().bytes(), 64);

    assert_eq!(std::fs::read(&path).unwrap(), mp4(64));
    create.assert_async().await;
    fetch.assert_async().await;
    file.assert_async().await;
}

#[test]
fn a_job_round_trips_through_json() {
    let job: Job =
        serde_json::from_value(json!({ "id": ID, "model": "kling-video/v1/pro/text-to-video" })).unwrap();
    assert_eq!(job.id(), ID);
    assert_eq!(serde_json::to_value(&job).unwrap()["model"], "kling-video/v1/pro/text-to-video");
    assert_eq!(serde_json::to_value(Job::from_id(ID)).unwrap(), json!({ "id": ID }));
}

#[test]
fn clients_and_futures_can_be_sent_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    fn is_send_and_sync<T: Send + Sync + 'static>() {}
    is_send_and_sync::<Client>();
    is_send_and_sync::<Error>();
    is_send_and_sync::<Video>();
    let client = Client::new(KEY).unwrap();
    is_send(&client.generate(request()));
    is_send(&client.retrieve(&Job::from_id("abc")));
}

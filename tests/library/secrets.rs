//! The API key is in the `Authorization` header and nowhere else.

use aimlapi_kling::{Client, Job, WaitPolicy};
use httpmock::{HttpMockRequest, HttpMockResponse, prelude::*};
use serde_json::json;

use crate::support::{KEY, client, printed, refusing_address, request};

#[test]
fn a_client_is_printed_without_the_key() {
    let client = Client::new(KEY).unwrap();
    assert_eq!(format!("{client:?}"), "Client { base_url: \"https://api.aimlapi.com\", .. }");
    for key in ["sk-7f3a test-key", "sk-7f3a-test-key\u{e9}", "sk-7f3a\n-test-key"] {
        assert!(!printed(&Client::new(key).unwrap_err()).contains("7f3a"), "{key:?}");
    }
}

#[tokio::test]
async fn errors_are_printed_without_the_key() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(400).json_body(json!({ "message": "no" }));
        })
        .await;
    let refused = client(server.base_url()).submit(request()).await.unwrap_err();
    let unreachable = client(refusing_address()).retrieve(&Job::from_id("abc")).await.unwrap_err();
    for error in [refused, unreachable] {
        assert!(!printed(&error).contains(KEY), "{}", printed(&error));
    }
}

#[tokio::test]
async fn a_key_that_is_as_short_as_a_word_changes_no_response() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request().header("authorization", "Bearer key");
            then.status(400).json_body(json!({ "message": "the key frame is missing" }));
        })
        .await;
    let client = Client::builder("key").base_url(server.base_url()).build().unwrap();
    let error = client.submit(request()).await.unwrap_err();
    assert_eq!(error.message(), Some("the key frame is missing"));
}

#[tokio::test]
async fn the_key_in_a_response_is_redacted() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(401).json_body(json!({ "message": format!("Unknown key {KEY}"), "requestId": KEY }));
        })
        .await;
    let error = client(server.base_url()).submit(request()).await.unwrap_err();
    assert!(!printed(&error).contains(KEY), "{}", printed(&error));
    assert_eq!(error.message(), Some("Unknown key [API key]"));
    assert_eq!(error.body().map(|body| body.contains(KEY)), Some(false));
}

/// A service that repeats the key in every header, and in a body.
async fn repeating_the_key(status: u16, body: impl Fn(&str) -> String + Send + Sync + 'static) -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(move |when, then| {
            when.any_request();
            then.respond_with(move |request: &HttpMockRequest| {
                let headers = request.headers();
                let key = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap();
                let mut response = HttpMockResponse::builder().status(status);
                for name in [
                    "x-inference-id",
                    "x-client-request-id",
                    "x-aimlapi-usd-spent",
                    "x-aimlapi-credits-used",
                    "content-type",
                    "location",
                    "retry-after",
                    "www-authenticate",
                ] {
                    response = response.header(name, key);
                }
                response.body(body(key)).build()
            });
        })
        .await;
    server
}

#[tokio::test]
async fn the_key_anywhere_in_a_response_is_redacted() {
    let bodies: [fn(&str) -> String; 5] = [
        |key| {
            json!({ "id": key, "status": key, "error": key, "meta": { key: key }, "message": key })
                .to_string()
        },
        |key| json!({ "id": "abc", "status": "completed", "video": { "url": key } }).to_string(),
        |key| {
            json!({ "data": [{ "client_request_id": "order-4711", "inference_id": key, "status": key }] })
                .to_string()
        },
        |key| format!("<html>{key}</html>"),
        |key| format!("{{\"id\": \"{key}\", \"status\": \"{key}"),
    ];
    let (mut shown, name) = (Vec::new(), "order-4711".parse().unwrap());
    for (number, body) in bodies.into_iter().enumerate() {
        for status in [200, 301, 400, 401, 429, 500] {
            let server = repeating_the_key(status, body).await;
            let client = client(server.base_url());
            match client.submit_as(&name, request()).await {
                Ok(job) => shown.push(format!("{job:?} {}", json!(job))),
                Err(error) => shown.push(printed(&error)),
            }
            match client.retrieve(&Job::from_id("abc")).await {
                Ok(generation) => shown.push(format!("{generation:?} {}", json!(generation))),
                Err(error) => shown.push(printed(&error)),
            }
            // By these bodies the job is not finished.
            if status == 200 && matches!(number, 0 | 2) {
                continue;
            }
            let policy = WaitPolicy::new().max_retries(0);
            match client
                .wait_with(&Job::from_id("abc"), &policy, |progress| shown.push(format!("{progress:?}")))
                .await
            {
                Ok(video) => shown.push(format!("{video:?} {}", video.url())),
                Err(error) => shown.push(printed(&error)),
            }
        }
    }
    // Requests for the log with other statuses are retried.
    for status in [200, 400, 401] {
        let server = repeating_the_key(status, bodies[2]).await;
        match client(server.base_url()).find_submission(&name).await {
            Ok(found) => shown.push(format!("{found:?}")),
            Err(error) => shown.push(printed(&error)),
        }
    }
    assert!(shown.iter().any(|text| text.contains("[API key]")), "the service repeats the key");
    for text in shown {
        assert!(!text.contains(KEY), "{text}");
    }
}

#[test]
fn no_snapshot_contains_the_key() {
    insta::glob!("../snapshots", "**/*.snap", |path| {
        assert!(!std::fs::read_to_string(path).unwrap().contains(KEY), "{}", path.display());
    });
}

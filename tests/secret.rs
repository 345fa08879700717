//! The API key is seen in the `Authorization` header and nowhere else.

mod support;

use aimlapi_kling::{Client, Job, WaitPolicy};
use httpmock::{HttpMockRequest, HttpMockResponse, prelude::*};
use serde_json::json;
use support::{KEY, client, printed, request};

#[test]
fn what_is_printed_of_a_client_does_not_hold_it() {
    let client = Client::new(KEY).unwrap();
    assert_eq!(format!("{client:?}"), "Client { base_url: \"https://api.aimlapi.com\", .. }");
    assert!(!format!("{:?}", client.raw()).contains(KEY));
    for key in ["sk-7f3a test-key", "sk-7f3a-test-key\u{e9}", "sk-7f3a\n-test-key"] {
        assert!(!printed(&Client::new(key).unwrap_err()).contains("7f3a"), "{key:?}");
    }
}

#[tokio::test]
async fn what_is_printed_of_errors_does_not_hold_it() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(400).json_body(json!({ "message": "no" }));
        })
        .await;
    let refused = client(server.base_url()).submit(request()).await.unwrap_err();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let unreachable = client(format!("http://127.0.0.1:{port}")).retrieve("abc").await.unwrap_err();
    for error in [refused, unreachable] {
        assert!(!printed(&error).contains(KEY), "{}", printed(&error));
    }
}

#[tokio::test]
async fn a_service_that_repeats_it_is_not_repeated() {
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

/// A service that repeats the key wherever it can.
async fn parrot(status: u16, body: impl Fn(&str) -> String + Send + Sync + 'static) -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(move |when, then| {
            when.any_request();
            then.respond_with(move |request: &HttpMockRequest| {
                let headers = request.headers();
                let key = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap();
                let mut reply = HttpMockResponse::builder().status(status);
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
                    reply = reply.header(name, key);
                }
                reply.body(body(key)).build()
            });
        })
        .await;
    server
}

#[tokio::test]
async fn whatever_a_service_repeats_it_in_nothing_shows_it() {
    let bodies: [fn(&str) -> String; 5] = [
        |key| {
            json!({ "id": key, "status": key, "error": key, "meta": { key: key }, "message": key })
                .to_string()
        },
        |key| json!({ "id": "abc", "status": "completed", "video": { "url": key } }).to_string(),
        |key| {
            json!({ "data": [{ "client_request_id": "parrot", "inference_id": key, "status": key }] })
                .to_string()
        },
        |key| format!("<html>{key}</html>"),
        |key| format!("{{\"id\": \"{key}\", \"status\": \"{key}"),
    ];
    let (mut shown, name) = (Vec::new(), "parrot".parse().unwrap());
    for (number, body) in bodies.into_iter().enumerate() {
        for status in [200, 301, 400, 401, 429, 500] {
            let server = parrot(status, body).await;
            let client = client(server.base_url());
            match client.submit_as(&name, request()).await {
                Ok(job) => shown.push(format!("{job:?} {}", json!(job))),
                Err(error) => shown.push(printed(&error)),
            }
            match client.retrieve("abc").await {
                Ok(generation) => shown.push(format!("{generation:?} {}", json!(generation))),
                Err(error) => shown.push(printed(&error)),
            }
            // These say that the job goes on.
            if status == 200 && matches!(number, 0 | 2) {
                continue;
            }
            let policy = WaitPolicy::new().tolerance(0);
            match client
                .wait_with(&Job::from_id("abc"), &policy, |told| shown.push(format!("{told:?}")))
                .await
            {
                Ok(video) => shown.push(format!("{video:?} {}", video.url())),
                Err(error) => shown.push(printed(&error)),
            }
        }
    }
    // Other answers are asked for again.
    for status in [200, 400, 401] {
        let server = parrot(status, bodies[2]).await;
        match client(server.base_url()).find_submission(&name).await {
            Ok(found) => shown.push(format!("{found:?}")),
            Err(error) => shown.push(printed(&error)),
        }
    }
    assert!(shown.iter().any(|text| text.contains("[API key]")), "it was repeated");
    for text in shown {
        assert!(!text.contains(KEY), "{text}");
    }
}

#[test]
fn no_snapshot_holds_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let snapshots: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!snapshots.is_empty());
    for path in snapshots {
        assert!(!std::fs::read_to_string(&path).unwrap().contains(KEY), "{}", path.display());
    }
}

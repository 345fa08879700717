//! The API key is seen in the `Authorization` header and nowhere else.

mod support;

use std::error::Error as _;

use aimlapi_kling::{Client, Error};
use httpmock::prelude::*;
use serde_json::json;
use support::{KEY, client, request};

/// Everything that can be printed of an error.
fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    text
}

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

//! Every failure of the service or the connection has its predicate and its exact text.

use std::{error::Error as _, time::Duration};

use aimlapi_kling::{Client, Error};
use httpmock::prelude::*;
use serde_json::{Value, json};

use crate::support::{KEY, client, host::ScriptedHost, kinds, refusing_address, request};

/// The end of an error after which the job may have been accepted.
const UNKNOWN: &str = "; the job may have been accepted, look up the client request id order-4711";

async fn submit(client: &Client) -> Error {
    client.submit_as(&"order-4711".parse().unwrap(), request()).await.unwrap_err()
}

/// The errors of a submission and of a retrieval that get this response.
async fn errors_of(status: u16, content_type: &str, body: &str) -> (Error, Error) {
    let server = MockServer::start_async().await;
    let calls = server
        .mock_async(|when, then| {
            when.any_request();
            then.status(status).header("content-type", content_type).body(body);
        })
        .await;
    let client = client(server.base_url());
    let errors =
        (submit(&client).await, client.retrieve(&aimlapi_kling::Job::from_id("abc")).await.unwrap_err());
    calls.assert_calls_async(2).await;
    errors
}

fn gateway(status: Value, message: &str) -> String {
    json!({
        "message": message,
        "path": "/v2/video/generations",
        "requestId": "req-1",
        "statusCode": status,
        "timestamp": "2026-01-01T00:00:00.000Z",
    })
    .to_string()
}

#[tokio::test]
async fn each_status_has_its_predicate_and_text() {
    let cases = [
        (400, "Body validation error", "400 Bad Request", vec!["invalid_request"]),
        (401, "Unknown key", "401 Unauthorized", vec!["unauthorized"]),
        (403, "No credits left", "403 Forbidden", vec!["forbidden", "out_of_credits"]),
        (404, "Not here", "404 Not Found", vec!["not_found"]),
        (422, "Not so", "422 Unprocessable Entity", vec!["invalid_request"]),
        (429, "Too Many Requests", "429 Too Many Requests", vec!["rate_limited"]),
        (500, "Broken", "500 Internal Server Error", vec!["server_error"]),
        (502, "Broken", "502 Bad Gateway", vec!["server_error"]),
        (503, "Broken", "503 Service Unavailable", vec!["server_error"]),
        (504, "Generation timeout", "504 Gateway Timeout", vec!["server_error"]),
    ];
    for (status, message, reason, expected) in cases {
        for status_code in [json!(status), json!(status.to_string())] {
            let (submit, retrieve) =
                errors_of(status, "application/json", &gateway(status_code, message)).await;
            let text = format!("the service answered {reason}: {message} (request req-1)");
            let unknown = status >= 500;
            assert_eq!(submit.to_string(), format!("{text}{}", if unknown { UNKNOWN } else { "" }));
            assert_eq!(submit.is_submission_unknown(), unknown);
            assert_eq!(submit.client_request_id().unwrap().as_str(), "order-4711");
            assert_eq!(retrieve.to_string(), format!("{text} (generation abc)"));
            assert_eq!(kinds(&retrieve), expected);
            assert_eq!(submit.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(submit.message(), Some(message));
            assert_eq!(submit.request_id(), Some("req-1"));
            assert_eq!(submit.generation_id(), None);
            assert_eq!(retrieve.generation_id(), Some("abc"));
        }
    }
}

#[tokio::test]
async fn messages_of_other_forms_are_decoded() {
    let cases = [
        (502, "text/html", "<html><h1>Bad Gateway</h1></html>", "the service answered 502 Bad Gateway"),
        (
            400,
            "application/json",
            r#"{"message": ["a is wrong", "b is wrong"]}"#,
            "the service answered 400 Bad Request: a is wrong; b is wrong",
        ),
        (
            400,
            "application/json",
            r#"{"error": {"message": "nested"}}"#,
            "the service answered 400 Bad Request: nested",
        ),
        (
            400,
            "application/json",
            r#"{"detail": [{"msg": "first"}, {"msg": "second"}]}"#,
            "the service answered 400 Bad Request: first; second",
        ),
        (404, "application/json", r#""just text""#, "the service answered 404 Not Found: just text"),
        (500, "application/json", "", "the service answered 500 Internal Server Error"),
        (
            500,
            "application/json",
            r#"{"message": "cut o"#,
            r#"the service answered 500 Internal Server Error: "{\"message\": \"cut o""#,
        ),
        (418, "application/json", "{}", "the service answered 418 I'm a teapot"),
    ];
    for (status, content_type, body, text) in cases {
        let (submit, _) = errors_of(status, content_type, body).await;
        // No definition of 418 excludes that the request was processed.
        let unknown = if status >= 500 || status == 418 { UNKNOWN } else { "" };
        assert_eq!(submit.to_string(), format!("{text}{unknown}"));
        assert_eq!(submit.body(), Some(body));
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_decoded_keeps_its_body() {
    for body in ["<html>", "", "{\"status\": \"queued\"}", "[1]", "{\"id\": {}}"] {
        let server = MockServer::start_async().await;
        server.mock_async(|when, then| drop((when.any_request(), then.status(200).body(body)))).await;
        let submit = submit(&client(server.base_url())).await;
        assert_eq!(
            submit.to_string(),
            format!("submitting: the service answered 200 OK with a body that cannot be decoded{UNKNOWN}")
        );
        assert_eq!(kinds(&submit), ["submission_unknown", "decode"]);
        assert_eq!(submit.body(), Some(body));
    }
    let (_, retrieve) = errors_of(200, "text/html", "<html>").await;
    assert_eq!(
        retrieve.to_string(),
        "retrieving: the service answered 200 OK with a body that cannot be decoded (generation abc)"
    );
}

#[tokio::test]
async fn a_refused_connection_is_a_transport_error() {
    let error = client(refusing_address()).submit(request()).await.unwrap_err();
    assert_eq!(error.to_string(), "submitting: no connection could be established");
    assert_eq!(kinds(&error), ["transport"]);
    assert!(error.source().is_some(), "the cause is kept");
}

#[tokio::test(start_paused = true)]
async fn a_missing_response_is_a_timeout() {
    let host = ScriptedHost::start();
    let client = Client::builder(KEY)
        .base_url(host.base_url())
        .request_timeout(Duration::from_secs(7))
        .build()
        .unwrap();
    let start = tokio::time::Instant::now();
    let error = host.run(client.retrieve(&aimlapi_kling::Job::from_id("abc"))).await.unwrap_err();
    assert_eq!(error.to_string(), "retrieving: no response in time (generation abc)");
    assert_eq!(kinds(&error), ["timeout", "transport"]);
    assert_eq!(start.elapsed().as_secs(), 7);
    let error = host.run(submit(&client)).await;
    assert_eq!(error.to_string(), format!("submitting: no response in time{UNKNOWN}"));
    assert_eq!(kinds(&error), ["submission_unknown", "timeout", "transport"]);
}

#[test]
fn invalid_settings_are_configuration_errors() {
    let cases = [
        (Client::new(""), "the API key is empty"),
        (Client::new("  \n"), "the API key is empty"),
        (Client::new("secret key"), "the API key contains an invalid character, such as a space"),
        (at("ftp://localhost"), "the base URL \"ftp://localhost\" must start with https://"),
        (at("localhost:80"), "the base URL \"localhost:80\" must start with https://"),
        (at("api"), "the base URL \"api\" cannot be used: relative URL without a base"),
        (
            at("http://example.com"),
            "the base URL \"http://example.com\" would send the API key unencrypted; use https or `allow_http`",
        ),
        (at("https://user:word@example.com"), "the base URL must not contain a user name or password"),
        (
            at("https://example.com/?a=b"),
            "the base URL \"https://example.com/?…\" must not have a query or a fragment",
        ),
        (Client::builder(KEY).user_agent("a\nb").build(), "\"a\\nb\" is not a valid User-Agent"),
    ];
    for (result, text) in cases {
        let error = result.unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(kinds(&error), ["configuration"]);
    }
    for base_url in ["http://localhost:1", "http://127.0.0.9", "http://[::1]:8080", "https://example.com/a/"]
    {
        at(base_url).unwrap();
    }
    Client::builder(KEY).base_url("http://example.com").allow_http(true).build().unwrap();
}

fn at(base_url: &str) -> Result<Client, Error> {
    Client::builder(KEY).base_url(base_url).build()
}

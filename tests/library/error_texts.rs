//! The texts of errors for responses that are not those of the service.

use std::time::{Duration, Instant};

use aimlapi_kling::{Error, Job, Model};
use serde_json::json;

use crate::support::{
    client,
    host::{ScriptedHost, ScriptedResponse},
    kinds, request,
};

async fn refused(status: &str, body: impl AsRef<[u8]>) -> Error {
    let host = ScriptedHost::start();
    host.play([ScriptedResponse::new(status).sized_body(body)]);
    let client = client(host.base_url());
    host.run(client.submit(request())).await.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn only_an_error_of_the_service_is_reported_as_out_of_credits() {
    let of_gateway = json!({
        "message": "not allowed",
        "path": "/v2/video/generations",
        "requestId": "r-1",
        "statusCode": "403",
        "timestamp": "2026-07-02T03:04:05.678Z",
    });
    let error = refused("403 Forbidden", of_gateway.to_string()).await;
    assert_eq!(kinds(&error), ["forbidden", "out_of_credits"]);
    assert_eq!(error.to_string(), "the service answered 403 Forbidden: not allowed (request r-1)");
    for body in ["Access denied", "<html>Blocked</html>", r#"{"message": "blocked by policy"}"#, ""] {
        let error = refused("403 Forbidden", body).await;
        assert_eq!(kinds(&error), ["forbidden"], "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_shows_the_first_words_of_a_response_that_is_not_json() {
    let long = "word ".repeat(100);
    let cases = [
        ("Access denied by policy 7", r#": "Access denied by policy 7""#.to_owned()),
        (
            "<!DOCTYPE html><html><head><TITLE>Login\n required</TITLE></head><body>x</body></html>",
            r#": "Login required""#.to_owned(),
        ),
        ("<html><body><h1>Blocked</h1> by <b>admin</b></body></html>", r#": "Blocked by admin""#.to_owned()),
        ("<html><title></title><p>No", r#": "No""#.to_owned()),
        (r#"{"reason": 7}"#, r#": "{\"reason\": 7}""#.to_owned()),
        ("<title>403 Forbidden</title>", String::new()),
        (" \n", String::new()),
        (&long, format!(": \"{}…\"", &long[..120])),
    ];
    for (body, text) in cases {
        let error = refused("403 Forbidden", body).await;
        assert_eq!(error.to_string(), format!("the service answered 403 Forbidden{text}"));
        assert_eq!((error.message(), error.body()), (None, Some(body)));
    }
}

#[tokio::test(start_paused = true)]
async fn control_characters_of_a_response_are_escaped() {
    let message = json!({ "message": "a\u{1b}[31mb\r\nc\u{9b}d\u{202e}e é" });
    let error = refused("400 Bad Request", message.to_string()).await;
    let text = r"the service answered 400 Bad Request: a\u{1b}[31mb\r\nc\u{9b}d\u{202e}e é";
    assert_eq!(error.to_string(), text);
    let error = refused("502 Bad Gateway", "\u{1b}]0;title\u{7}").await.to_string();
    assert!(!error.contains(char::is_control), "{error:?}");

    let host = ScriptedHost::start();
    let state = json!({ "id": "a\u{1b}[2J", "status": "error", "error": { "message": "x\u{1b}[1m" } });
    host.play([ScriptedResponse::json(&state)]);
    let client = client(host.base_url());
    let error = host.run(client.wait(&Job::from_id("a\u{1b}[2J"))).await.unwrap_err();
    assert_eq!(error.to_string(), r"the generation failed: x\u{1b}[1m (generation a\u{1b}[2J)");
    assert_eq!(aimlapi_kling::Status::Other("a\u{7}".into()).to_string(), r"a\u{7}");
}

#[test]
fn a_suggestion_for_a_long_name_takes_no_longer_than_for_a_short_one() {
    let name = "v1.6/standart/text-to-video".to_owned() + &" ".repeat(1_000_000);
    let start = Instant::now();
    assert_eq!(Model::suggest(&name)[..], Model::suggest(&name[..100])[..]);
    let error = name.parse::<Model>().unwrap_err().to_string();
    assert!(error.starts_with("`v1.6/standart/text-to-video   ") && error.contains("…` is not one of "));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

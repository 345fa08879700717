//! The API key is never printed, even if the service repeats it in responses.

use aimlapi_kling::simulator::KEY;
use serde_json::json;

use crate::support::{
    GENERATE, Run, command_at, folder,
    host::{Host, Response},
};

/// A service that repeats the key in headers and body.
async fn service_that_repeats_the_key(status: u16) -> Host {
    Host::start(move |head| {
        let key = head.lines().find_map(|line| line.strip_prefix("authorization: ")).unwrap();
        let body = json!({ "id": "abc", "status": "error", "error": key, "message": key }).to_string();
        let names = ["x-inference-id", "x-client-request-id", "location", "retry-after"];
        names.iter().fold(Response::new(status, body), |response, name| response.header(name, key))
    })
    .await
}

#[tokio::test]
async fn the_command_does_not_show_the_key_that_a_service_repeats() {
    let generate = [&GENERATE[..], &["--interval", "1", "--timeout", "2"]].concat();
    let resume = ["resume", "abc", "--timeout", "1", "-o", "out.mp4"];
    for status in [200, 401, 500] {
        let host = service_that_repeats_the_key(status).await;
        tokio::join!(
            is_hidden(&host, &generate, &[]),
            is_hidden(&host, &generate, &["--json"]),
            is_hidden(&host, &resume, &[]),
            is_hidden(&host, &resume, &["--json"]),
        );
    }
}

async fn is_hidden(host: &Host, arguments: &[&str], mode: &[&str]) {
    let folder = folder();
    let run = Run::of(command_at(&host.base_url, &folder, &[arguments, mode].concat())).await;
    assert_ne!(run.code, Some(0));
    let text = run.stdout + &run.stderr;
    assert!(text.contains("[API key]") && !text.contains(KEY), "{text}");
}

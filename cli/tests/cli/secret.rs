//! The command shows the API key nowhere, whatever the service repeats.

use aimlapi_kling::simulator::KEY;
use httpmock::{HttpMockRequest, HttpMockResponse, prelude::*};
use serde_json::json;

/// A service that repeats the key wherever it can.
async fn parrot(status: u16) -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(move |when, then| {
            when.any_request();
            then.respond_with(move |request: &HttpMockRequest| {
                let headers = request.headers();
                let key = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap();
                let body = json!({ "id": "abc", "status": "error", "error": key, "message": key });
                let mut reply = HttpMockResponse::builder().status(status);
                for name in ["x-inference-id", "x-client-request-id", "location", "retry-after"] {
                    reply = reply.header(name, key);
                }
                reply.body(body.to_string()).build()
            });
        })
        .await;
    server
}

#[tokio::test]
async fn the_command_does_not_show_it() {
    for status in [200, 401, 500] {
        let server = parrot(status).await;
        for arguments in [
            &["generate", "-m", "V1_6StandardTextToVideo", "--prompt", "x", "--interval", "0", "-o", "1.mp4"]
                [..],
            &["resume", "abc", "--interval", "0", "--timeout", "1", "-o", "1.mp4", "--json"][..],
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_kling"));
            command.args(arguments).current_dir(folder.path()).env_clear();
            let output =
                command.env("AIML_API_KEY", KEY).env("AIML_API_BASE", server.base_url()).output().await;
            let output = output.unwrap();
            assert!(!output.status.success());
            let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(text.contains("[API key]") && !text.contains(KEY), "{text}");
        }
    }
}

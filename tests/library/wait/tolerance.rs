//! A single response of a proxy, or of a server that does not know the job yet, does not end the waiting.

use aimlapi_kling::{Error, Job, Video, WaitPolicy};
use serde_json::{Value, json};

use crate::support::{
    client,
    host::{ScriptedHost, ScriptedResponse},
};

async fn wait(responses: Vec<ScriptedResponse>) -> Result<Video, Error> {
    let host = ScriptedHost::start();
    host.play(responses);
    let client = client(host.base_url());
    host.run(client.wait_with(&Job::from_id("abc"), &WaitPolicy::new(), |_| {})).await
}

fn completed(video: Value) -> ScriptedResponse {
    ScriptedResponse::json(&json!({ "id": "abc", "status": "completed", "video": video }))
}

fn finished() -> ScriptedResponse {
    completed(json!({ "url": "https://cdn.example/1.mp4" }))
}

#[tokio::test(start_paused = true)]
async fn one_refused_poll_does_not_end_the_waiting() {
    for status in [301, 302, 401, 402, 403, 404, 408, 409, 410, 425, 429, 500, 503] {
        let refused = ScriptedResponse::empty(format!("{status} Status"));
        let video = wait(vec![refused.clone(), refused, finished()]).await.unwrap();
        assert_eq!(video.url(), "https://cdn.example/1.mp4");
    }
}

#[tokio::test(start_paused = true)]
async fn one_completed_state_without_a_video_does_not_end_the_waiting() {
    let video = wait(vec![completed(Value::Null), completed(json!([])), finished()]).await.unwrap();
    assert_eq!(video.url(), "https://cdn.example/1.mp4");
}

#[tokio::test(start_paused = true)]
async fn a_repeated_error_ends_the_waiting_and_says_how_to_continue() {
    let cases = [
        (
            ScriptedResponse::empty("404 Not Found"),
            "the service answered 404 Not Found (generation abc); 6 polls in ",
            " s; check the generation id and the endpoint, and wait for the job again",
        ),
        (
            ScriptedResponse::empty("401 Unauthorized"),
            "the service answered 401 Unauthorized (generation abc); 6 polls in ",
            " s; the job may continue, wait for it again",
        ),
        (
            completed(Value::Null),
            "the generation is completed, but the response names no video (generation abc); 6 polls in ",
            " s; wait for it again",
        ),
    ];
    for (response, start, end) in cases {
        let error = wait(vec![response; 6]).await.unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with(start) && text.ends_with(end), "{text}");
        assert_eq!(error.job(), Some(&Job::from_id("abc")));
    }
}

//! The examples, run against the simulator.

#![allow(dead_code, reason = "the examples have a `main`, which uses the service")]

#[path = "../../examples/faults.rs"]
mod faults;
#[path = "../../examples/image_to_video.rs"]
mod image_to_video;
#[path = "../../examples/many.rs"]
mod many;
#[path = "../../examples/quickstart.rs"]
mod quickstart;
#[path = "../../examples/resume.rs"]
mod resume;
#[path = "../../examples/server.rs"]
mod server;
#[path = "../../examples/tool_definition.rs"]
mod tool_definition;
#[path = "../../examples/unknown_submission.rs"]
mod unknown_submission;

use std::fs;

use aimlapi_kling::{
    Client, ClientRequestId, Model,
    simulator::{Endpoint, Fault, Simulator},
};
use serde_json::{Value, json};

use crate::support::{file_names, http, request};

async fn simulated() -> (Simulator, Client) {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    (simulator, client)
}

#[tokio::test]
async fn quickstart_writes_a_video() {
    let ((_simulator, client), folder) = (simulated().await, tempfile::tempdir().unwrap());
    quickstart::run(&client, folder.path()).await.unwrap();
    assert_eq!(file_names(folder.path()), ["lighthouse.mp4"]);
}

#[tokio::test]
async fn image_to_video_sends_the_image() {
    let ((simulator, client), folder) = (simulated().await, tempfile::tempdir().unwrap());
    let image = folder.path().join("portrait.png");
    fs::write(&image, b"\x89PNG\r\n\x1a\n").unwrap();
    image_to_video::run(&client, &image, &folder.path().join("portrait.mp4")).await.unwrap();
    assert_eq!(simulator.submissions()[0]["image_url"], "data:image/png;base64,iVBORw0KGgo=");
    assert_eq!(file_names(folder.path()), ["portrait.mp4", "portrait.png"]);
}

#[tokio::test]
async fn resume_pays_once_for_two_runs() {
    let ((simulator, client), folder) = (simulated().await, tempfile::tempdir().unwrap());
    let (job, output) = (folder.path().join("job.json"), folder.path().join("lighthouse.mp4"));
    resume::submit(&client, &job).await.unwrap();
    assert_eq!(file_names(folder.path()), ["job.json"]);
    // An hour later, so that the job is polled at once.
    let mut stored: Value = serde_json::from_slice(&fs::read(&job).unwrap()).unwrap();
    stored["submitted"] = (stored["submitted"].as_u64().unwrap() - 3600).into();
    fs::write(&job, stored.to_string()).unwrap();
    resume::fetch(&client, &job, &output).await.unwrap();
    assert_eq!(file_names(folder.path()), ["lighthouse.mp4"]);
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test]
async fn unknown_submission_finds_the_job_whose_response_was_lost() {
    let simulator = Simulator::builder()
        .faults(|request| (request.endpoint == Endpoint::Submit).then(|| Fault::close().after_processing()))
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    let id = ClientRequestId::random();
    let job = unknown_submission::submit_once(&client, &id, request().into()).await.unwrap().unwrap();
    let [accepted] = simulator.accepted().try_into().unwrap();
    assert_eq!(job.id(), accepted.id);
}

#[tokio::test]
async fn many_generates_a_video_for_each_prompt() {
    let ((simulator, client), folder) = (simulated().await, tempfile::tempdir().unwrap());
    let results = many::run(&client, &["a"; 7], folder.path()).await;
    assert!(results.iter().all(|(_, result)| result.is_ok()), "{results:?}");
    assert_eq!(file_names(folder.path()).len(), 7);
    assert_eq!(simulator.accepted().len(), 7);
}

/// A server of the example, and the simulator behind it.
async fn served() -> (Simulator, String) {
    let (simulator, client) = simulated().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/videos", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, server::router(client)).into_future());
    (simulator, url)
}

async fn post(url: &str, key: &str, body: &Value) -> (u16, Value) {
    let request = http().post(url).header("idempotency-key", key).json(body);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn server_submits_a_request_and_returns_its_progress_and_its_video() {
    let (simulator, url) = served().await;
    let body = json!({ "model": Model::V1_6StandardTextToVideo, "prompt": "A lighthouse" });
    let (status, job) = post(&url, "order-4711", &body).await;
    assert_eq!((status, &job["client_request_id"]), (202, &json!("order-4711")));
    assert_eq!(simulator.submissions(), [body]);

    let events = http().get(format!("{url}/order-4711/events")).send().await.unwrap().text().await.unwrap();
    assert!(events.ends_with("event: finished\ndata: the video is available\n\n"), "{events:?}");
    let file = http().get(format!("{url}/order-4711/file")).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "video/mp4");
    assert_eq!(&file.bytes().await.unwrap()[4..8], b"ftyp");
    let other = http().get(format!("{url}/order-4712/file")).send().await.unwrap();
    assert_eq!(other.status(), 404);
}

#[tokio::test]
async fn server_pays_once_for_a_key_and_not_at_all_for_an_invalid_request() {
    let (simulator, url) = served().await;
    let body = json!({ "model": Model::V1_6StandardTextToVideo, "prompt": "A lighthouse" });
    let misspelled =
        json!({ "model": Model::V1_6StandardTextToVideo, "prompt": "A lighthouse", "durations": 5 });
    let (status, violations) = post(&url, "order-4711", &misspelled).await;
    assert_eq!((status, &violations["violations"][0]["path"]), (422, &json!("durations")));
    assert_eq!(post(&url, "order 4711", &body).await.0, 400);
    assert_eq!(simulator.submissions().len(), 0);

    assert_eq!(post(&url, "order-4711", &body).await.0, 202);
    let (status, problem) = post(&url, "order-4711", &body).await;
    assert_eq!((status, problem), (409, json!({ "error": "the key was used before" })));
    assert_eq!(simulator.accepted().len(), 1);
}

#[test]
fn tool_definition_has_no_model_and_reports_violations() {
    let model = Model::V1_6StandardTextToVideo;
    let tool = tool_definition::definition(model);
    assert_eq!(tool["description"], "A request to the video model kling-video/v1.6/standard/text-to-video.");
    assert_eq!(tool["parameters"]["required"], json!(["prompt"]));
    assert_eq!(tool["parameters"]["properties"].get("model"), None);
    assert!(tool_definition::request(model, json!({ "prompt": "a", "duration": "5" })).is_ok());
    assert_eq!(
        tool_definition::request(model, json!({ "prompt": "a", "duration": 7, "cfg_scale": 2 })).unwrap_err(),
        "invalid request to kling-video/v1.6/standard/text-to-video: duration: 7, expected integer, one of 5 | 10; \
         cfg_scale: 2, expected number (0 to 1)"
    );
}

#[tokio::test]
async fn faults_passes() {
    faults::run().await;
}

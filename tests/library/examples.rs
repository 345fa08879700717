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
#[path = "../../examples/tool_definition.rs"]
mod tool_definition;
#[path = "../../examples/unknown_submission.rs"]
mod unknown_submission;

use std::fs;

use aimlapi_kling::{
    Client, ClientRequestId, Model,
    simulator::{Endpoint, Fault, Simulator},
};
use serde_json::json;

use crate::support::{file_names, request};

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

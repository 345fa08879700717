//! Every kind of recorded response is decoded without loss.

use std::{fs, path::Path};

use aimlapi_kling::{Generation, Status, VideoFile};
use serde_json::{Value, json};

use crate::support::snapshot::assert_snapshot;

/// Each response in the fixtures, and the values that the public API returns for it in the snapshot of the same name.
#[test]
fn every_recorded_response_is_decoded_without_loss() {
    insta::glob!("../fixtures/responses", "*.json", |path| {
        let response: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let view = match serde_json::from_str::<Generation>(&response.to_string()) {
            Ok(generation) => {
                assert_eq!(serde_json::to_value(&generation).unwrap(), response);
                assert_eq!(generation.body(), &response);
                view(&generation)
            }
            Err(error) => json!({ "error": error.to_string() }),
        };
        assert_snapshot!("responses" / "response", serde_json::to_string_pretty(&view).unwrap());
    });
}

/// The values that the public API returns for a response, without those that are missing.
fn view(generation: &Generation) -> Value {
    assert_eq!(generation.video(), generation.videos().first());
    let error = generation.error();
    let videos: Vec<_> = generation.videos().iter().map(video).collect();
    present(json!({
        "id": generation.id(),
        "status": generation.status().as_str(),
        "outcome": outcome(generation.status()),
        "videos": (!videos.is_empty()).then_some(videos),
        "error": error.map(|error| present(json!({ "name": error.name(), "message": error.message() }))),
        "credits_used": generation.credits_used(),
        "usd_spent": generation.usd_spent(),
        "tokens_used": generation.tokens_used(),
    }))
}

fn video(file: &VideoFile) -> Value {
    present(json!({
        "url": file.url(),
        "content_type": file.content_type(),
        "file_name": file.file_name(),
        "file_size": file.file_size(),
    }))
}

fn outcome(status: &Status) -> &'static str {
    match (status.is_final(), status.is_completed(), status.is_failed()) {
        (false, false, false) => "pending",
        (true, true, false) => "completed",
        (true, false, true) => "failed",
        _ => panic!("`{status}` has contradictory predicates"),
    }
}

fn present(mut value: Value) -> Value {
    value.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
    value
}

#[test]
fn every_status_and_field_of_the_specification_is_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let models = fs::read_dir(folder.join("models")).unwrap().map(|entry| entry.unwrap().path());
    for file in models.chain([folder.join("fetch.json")]) {
        let document: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let operation = &document["paths"]["/v2/video/generations"];
        let operation =
            [&operation["post"], &operation["get"]].into_iter().find(|value| value.is_object()).unwrap();
        let response = operation["responses"].as_object().unwrap().values().next().unwrap();
        let properties = &response["content"]["application/json"]["schema"]["properties"];
        let fields: Vec<_> = properties.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["error", "id", "meta", "status", "video"], "{}", file.display());
        let statuses: Vec<_> = Status::KNOWN.iter().map(|status| json!(status.as_str())).collect();
        assert_eq!(properties["status"]["enum"], json!(statuses), "{}", file.display());
    }
}

//! Every kind of reply on record is read, and nothing of it is lost.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aimlapi_kling::{Generation, Status, VideoFile};
use serde_json::{Value, json};

#[test]
fn every_kind_of_reply_on_record() {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", "replies"].iter().collect();
    let mut fixtures = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let fixture: Value = serde_json::from_slice(&fs::read(&path).expect("a file")).expect("JSON");
        let (reply, name) = (&fixture["reply"], path.display());
        match serde_json::from_str::<Generation>(&reply.to_string()) {
            Ok(generation) => {
                assert_eq!(view(&generation), fixture["expect"], "{name}");
                assert_eq!(serde_json::to_value(&generation).expect("JSON"), *reply, "{name}");
                assert_eq!(generation.body(), reply, "{name}");
            }
            Err(error) => assert_eq!(json!({ "unreadable": error.to_string() }), fixture["expect"], "{name}"),
        }
        fixtures += 1;
    }
    assert_ne!(fixtures, 0);
}

/// What the public API tells of a reply, without what is absent.
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
        _ => panic!("`{status}` contradicts itself"),
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

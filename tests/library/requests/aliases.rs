//! A model that upstream documents by two ids is found by both, and a request is sent under the one that was chosen.

use aimlapi_kling::{
    Model, Request,
    ledger::JobRecord,
    types::{V1_6StandardTextToVideo, V2_6MotionControl},
};
use serde_json::json;

const ID: &str = "klingai/video-v2-6-motion-control";
const ALIAS: &str = "klingai/video-v2-6-pro-motion-control";

fn request() -> V2_6MotionControl {
    V2_6MotionControl::new("https://example.com/a.png", "https://example.com/b.mp4")
}

/// A row that belongs to no model is obsolete.
#[test]
fn every_alias_belongs_to_one_model_and_is_the_id_of_none() {
    let aliases: Vec<_> = Model::ALL.iter().flat_map(|model| model.aliases()).collect();
    assert_eq!(aliases, [ALIAS]);
    assert!(Model::ALL.iter().all(|model| !aliases.contains(&model.id())));
}

#[test]
fn a_model_is_found_by_both_ids() {
    assert_eq!(ID.parse(), Ok(Model::V2_6MotionControl));
    assert_eq!(ALIAS.parse(), Ok(Model::V2_6MotionControl));
    assert_eq!(serde_json::from_value::<Model>(json!(ALIAS)).unwrap(), Model::V2_6MotionControl);
    assert_eq!(serde_json::to_value(Model::V2_6MotionControl).unwrap(), ID);
}

#[test]
fn a_request_is_sent_under_the_id_that_was_chosen() {
    assert_eq!(serde_json::to_value(request()).unwrap()["model"], ID);
    let mut chosen = request();
    chosen.model = ALIAS.parse().unwrap();
    assert_eq!(serde_json::to_value(&chosen).unwrap()["model"], ALIAS);
    assert_ne!(chosen, request());
    chosen.model = ID.parse().unwrap();
    assert_eq!(chosen, request());

    let error = "klingai/video-v2-6".parse::<aimlapi_kling::ModelTag<V2_6MotionControl>>().unwrap_err();
    assert_eq!(error.to_string(), format!("`klingai/video-v2-6` is not one of {ID}, {ALIAS}"));
    assert!(ALIAS.parse::<aimlapi_kling::ModelTag<V1_6StandardTextToVideo>>().is_err());
}

#[test]
fn a_body_keeps_its_id() {
    let body = json!({ "model": ALIAS, "image_url": "https://example.com/a.png", "video_url": "https://example.com/b.mp4" });
    let request = Request::try_from(body.clone()).unwrap();
    assert_eq!((request.model(), request.model_id()), (Some(Model::V2_6MotionControl), ALIAS));
    assert_eq!(request.validate(), Ok(()));
    assert_eq!(serde_json::to_value(&request).unwrap(), body);
    assert_eq!(Model::V2_6MotionControl.validate(&body), Ok(()));
    let record = JobRecord::new(request.clone()).unwrap();
    assert_eq!((record.model(), record.model_id()), (Some(Model::V2_6MotionControl), ALIAS));
}

#[cfg(feature = "simulator")]
#[tokio::test]
async fn a_job_has_the_id_that_was_sent() {
    let mut request = request();
    request.model = ALIAS.parse().unwrap();
    let simulator = aimlapi_kling::simulator::Simulator::builder().instant().start().await.unwrap();
    let job = simulator.client().build().unwrap().submit(request).await.unwrap();
    assert_eq!((job.model(), job.model_id()), (Some(Model::V2_6MotionControl), Some(ALIAS)));
}

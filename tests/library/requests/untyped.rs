//! A model that no document describes can be used with an untyped request, and known ids are not misspelled with it.

use std::time::Duration;

use aimlapi_kling::{
    ClientBuilder, Job, Model, ModelRequest as _, Request, UntypedRequest, WaitPolicy,
    ledger::{JobRecord, MemoryStore, Next, State, Steps},
    types::V1_6StandardTextToVideo,
};
use serde_json::{Value, json};

use crate::support::{
    KEY, client,
    host::{ScriptedHost, ScriptedResponse},
    kinds,
    video::completed,
};

const ID: &str = "klingai/video-v9-pro-text-to-video";

fn untyped(id: &str, parameters: Value) -> UntypedRequest {
    UntypedRequest::new(id, parameters).unwrap()
}

/// What validation says about an id.
fn refusal(id: &str) -> Option<String> {
    untyped(id, json!({})).validate().err().map(|violations| violations.to_string())
}

fn accepted() -> ScriptedResponse {
    ScriptedResponse::json(&json!({ "id": "abc", "status": "queued" }))
}

fn sent(host: &ScriptedHost) -> Value {
    serde_json::from_slice(&host.requests()[0].body).unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_untyped_request_is_submitted_as_it_is_and_waited_for() {
    let host = ScriptedHost::start();
    host.play([accepted(), completed(json!({ "url": "https://example.com/1.mp4" }))]);
    let client = client(host.base_url());
    let parameters = json!({ "prompt": "A lighthouse", "duration": "5", "new": { "x": [null] } });
    let mut jobs = Vec::new();
    let generate = client
        .generate(untyped(ID, parameters.clone()))
        .wait_policy(WaitPolicy::new().interval(Duration::from_secs(10)))
        .on_submitted(|job| jobs.push(job.clone()));
    assert_eq!(host.run(generate.into_future()).await.unwrap().url(), "https://example.com/1.mp4");

    let mut body = parameters;
    body["model"] = ID.into();
    assert_eq!(sent(&host), body);
    assert_eq!(host.requests()[0].path(), "/v2/video/generations");
    assert_eq!((jobs[0].model_id(), jobs[0].model()), (Some(ID), None));
}

#[tokio::test(start_paused = true)]
async fn an_untyped_request_is_recorded_and_sent_by_the_steps() {
    let host = ScriptedHost::start();
    host.play([accepted(), completed(json!({ "url": "https://example.com/1.mp4" }))]);
    let policy = WaitPolicy::new().interval(Duration::from_secs(1));
    let (steps, store) = (Steps::new(client(host.base_url())).wait_policy(policy), MemoryStore::default());
    let mut record = JobRecord::new(untyped(ID, json!({ "prompt": "A lighthouse" }))).unwrap();
    assert_eq!((record.model_id(), record.model()), (ID, None));
    assert_eq!(serde_json::from_str::<JobRecord>(&serde_json::to_string(&record).unwrap()).unwrap(), record);
    while !record.is_done() {
        let next = host.run(steps.advance(&mut record, &store)).await.unwrap();
        assert!(matches!(next, Next::Again { .. } | Next::Done), "{next:?}");
    }
    assert_eq!(record.state(), State::Completed);
    assert_eq!(sent(&host), json!({ "model": ID, "prompt": "A lighthouse" }));
    assert_eq!(record.job().and_then(Job::model_id), Some(ID));
}

#[test]
fn a_misspelled_id_is_refused_and_the_right_one_suggested() {
    for (id, model) in [
        ("kling-video/v1.6/standart/text-to-video", Model::V1_6StandardTextToVideo),
        ("kling-video/v1.6/standard/tex-to-video", Model::V1_6StandardTextToVideo),
        ("kling-video/v1-6/standard/text-to-video", Model::V1_6StandardTextToVideo),
        ("Kling-Video/v1.6/Standard/Text-to-Video", Model::V1_6StandardTextToVideo),
        ("klingai/v2-master-text-to-video/", Model::V2MasterTextToVideo),
    ] {
        let expected =
            format!("invalid request: model: \"{id}\", expected the id of a model; did you mean {model}?");
        assert_eq!(refusal(id), Some(expected));
    }
}

#[test]
fn the_id_of_a_new_model_is_no_misspelled_one() {
    for id in [
        ID,
        "kling-video/v1.7/standard/text-to-video",
        "kling-video/v1.6/ultra/text-to-video",
        "klingai/video-v3-ultra-text-to-video",
        "klingai/video-v3-omni-480p-text-to-video",
        "klingai/video-o2-text-to-video",
        "klingai/video-v2-6-max-motion-control",
        "google/veo-3.1-text-to-video",
        "x",
    ] {
        assert_eq!(refusal(id), None);
    }
}

#[test]
fn what_is_no_id_is_refused() {
    let expected = "expected 1 to 200 printable ASCII characters without spaces";
    assert_eq!(refusal(""), Some(format!("invalid request: model: \"\", {expected}")));
    assert_eq!(refusal("a b"), Some(format!("invalid request: model: \"a b\", {expected}")));
    assert_eq!(refusal("a\n"), Some(format!("invalid request: model: \"a\\n\", {expected}")));
    let long = "a".repeat(201);
    assert_eq!(refusal(&long), Some(format!("invalid request: model: text of 201 characters, {expected}")));
    assert_eq!(refusal(&long[1..]), None);
}

#[test]
fn a_known_model_is_validated_as_such() {
    let request = untyped(Model::V1_6StandardTextToVideo.id(), json!({ "prompt": "a", "cfg_scale": 7.5 }));
    let typed = V1_6StandardTextToVideo::new("a").cfg_scale(7.5);
    assert_eq!(request.validate(), typed.validate());
    assert!(request.validate().is_err());
    assert_eq!(Request::from(request).model(), Some(Model::V1_6StandardTextToVideo));
}

#[test]
fn parameters_that_are_no_object_or_name_another_model_are_an_error() {
    let error = |parameters| UntypedRequest::new(ID, parameters).unwrap_err().to_string();
    assert_eq!(error(json!([1, 2])), "invalid request: the body: list of 2 items, expected object");
    assert_eq!(error(json!(null)), "invalid request: the body: null, expected object");
    assert_eq!(
        error(json!({ "model": "other" })),
        format!("invalid request: model: \"other\", expected \"{ID}\", as in the argument")
    );
    assert_eq!(untyped(ID, json!({ "model": ID })).body().len(), 1);
}

/// Nothing is sent, unless validation is disabled.
#[tokio::test(start_paused = true)]
async fn a_misspelled_id_is_sent_only_without_validation() {
    let id = "kling-video/v1.6/standart/text-to-video";
    let host = ScriptedHost::start();
    host.play([accepted()]);
    let error = client(host.base_url()).submit(untyped(id, json!({}))).await.unwrap_err();
    assert_eq!(kinds(&error), ["invalid_request"]);
    assert!(JobRecord::new(untyped(id, json!({}))).is_err());
    assert_eq!(host.requests().len(), 0);

    let client = client_without_validation(&host);
    assert_eq!(host.run(client.submit(untyped(id, json!({})))).await.unwrap().model_id(), Some(id));
    assert_eq!(sent(&host), json!({ "model": id }));
}

fn client_without_validation(host: &ScriptedHost) -> aimlapi_kling::Client {
    let builder: ClientBuilder = aimlapi_kling::Client::builder(KEY).base_url(host.base_url());
    builder.validate(false).build().unwrap()
}

#[tokio::test]
async fn an_untyped_request_is_quoted_if_the_catalogue_has_its_model() {
    let pricing = json!({
        "kind": "fixed", "currency": "USD", "units": [{ "price": 0.1, "per": "second" }],
    });
    let host = ScriptedHost::start();
    host.play([ScriptedResponse::json(&json!({ "data": [{ "id": ID, "pricing": pricing }] }))]);
    let catalogue = host.run(client(host.base_url()).catalogue()).await.unwrap();
    assert_eq!(catalogue.quote(&untyped(ID, json!({ "duration": 5 })).into()), Some(0.5));
    // The default of the duration is unknown.
    assert_eq!(catalogue.quote(&untyped(ID, json!({})).into()), None);
    assert_eq!(catalogue.quote(&untyped("unlisted", json!({ "duration": 5 })).into()), None);
}

#[test]
fn debug_output_of_an_untyped_request_shows_no_signature_and_no_file() {
    let image = format!("data:image/png;base64,{}", "QUJD".repeat(1000));
    let url = "https://example.com/a.png?signature=secret";
    let text = format!("{:?}", untyped(ID, json!({ "image_url": url, "tail": image })));
    assert!(!text.contains("secret") && text.len() < 300, "{text}");
    assert!(text.contains(ID), "{text}");
}

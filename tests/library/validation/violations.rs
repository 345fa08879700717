//! Violations contain the path, the value and the valid values, and all are reported before anything is sent.

use aimlapi_kling::{Client, Model, ModelRequest, Request, types::*};
use httpmock::prelude::*;
use serde_json::{Value, json};

use super::{SEED, URL};
use crate::support::{KEY, client, messages, random::Random, samples::minimal, snapshot::assert_snapshot};

/// A line for each violation of a body.
fn violations(body: &Value) -> String {
    let model: Model = body["model"].as_str().unwrap().parse().unwrap();
    let violations = model.validate(body).unwrap_err();
    assert_eq!(violations.model(), Some(model));
    messages(&violations).join("\n")
}

#[test]
fn each_kind_of_violation_has_its_message() {
    let text =
        |more: Value| body("kling-video/v1.6/standard/text-to-video", &json!({ "prompt": "a" }), &more);
    let image = |more: Value| body("kling-video/v1/pro/image-to-video", &json!({ "image_url": URL }), &more);
    let turbo =
        |more: Value| body("klingai/video-v3-turbo-pro-text-to-video", &json!({ "prompt": "a" }), &more);
    let omni = |more: Value| {
        let least = json!({ "image_url": URL, "prompt": "a" });
        body("klingai/video-v3-omni-720p-image-to-video", &least, &more)
    };
    let effects = |more: Value| {
        let least = json!({ "image_url": URL, "effect_scene": "squish" });
        body("klingai/kling-video-v1.6-pro-effects", &least, &more)
    };
    let references = json!({ "reference_image_urls": [URL] });
    let cases = [
        ("required parameter", text(json!({ "prompt": null }))),
        ("wrong type", text(json!({ "prompt": ["a"], "cfg_scale": "0.5" }))),
        ("number beyond a limit", text(json!({ "cfg_scale": 7.5 }))),
        ("integer that is not allowed", text(json!({ "duration": 7 }))),
        ("text that is not allowed", text(json!({ "aspect_ratio": "4:3" }))),
        ("too many characters", turbo(json!({ "prompt": "é".repeat(3073) }))),
        ("too few items", image(json!({ "dynamic_masks": [{ "mask": URL, "trajectories": [] }] }))),
        (
            "nested object",
            image(json!({ "dynamic_masks": [{ "trajectories": [{ "x": 1 }, { "x": 1.5, "y": 2 }] }] })),
        ),
        ("not a URI", image(json!({ "static_mask": "not a url" }))),
        ("another scheme", image(json!({ "static_mask": "ftp://example.com/a.png" }))),
        ("one or many", effects(json!({ "image_url": 5 }))),
        ("one of many", effects(json!({ "image_url": [URL, "b"] }))),
        ("both prompts", turbo(json!({ "multi_prompt": [{ "prompt": "b" }] }))),
        ("no prompt", turbo(json!({ "prompt": null }))),
        ("tail image with audio", omni(json!({ "tail_image_url": URL }))),
        (
            "two elements with a video",
            omni(json!({ "elements": [
                { "reference_image_urls": [URL], "video_url": URL }, references,
                { "reference_image_urls": [URL], "video_url": URL },
            ] })),
        ),
        ("effect of two images", effects(json!({ "effect_scene": "hug" }))),
        ("unknown provider", text(json!({ "provider": "nobody" }))),
        ("another model", json!({ "model": "AvatarPro", "image_url": URL, "audio_url": URL })),
    ];
    let lines = cases.iter().map(|(case, body)| format!("{case}:\n{}", violations(body)));
    assert_snapshot!("violations", lines.collect::<Vec<_>>().join("\n\n"));
}

/// A body with other or more properties; `null` removes one.
fn body(model: &str, least: &Value, more: &Value) -> Value {
    let mut body = json!({ "model": model });
    for (name, value) in least.as_object().unwrap().iter().chain(more.as_object().unwrap()) {
        body[name] = value.clone();
    }
    body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    body
}

#[test]
fn a_number_that_json_lacks_is_refused() {
    for number in [f64::NAN, f64::INFINITY] {
        let violations = V1_6StandardTextToVideo::new("a").cfg_scale(number).validate().unwrap_err();
        let violation = violations.iter().next().unwrap();
        assert_eq!(violation.to_string(), "cfg_scale: null, expected number (0 to 1)");
        assert_eq!((violation.path(), violation.found()), ("cfg_scale", "null"));
        assert_eq!(violation.expected(), "number (0 to 1)");
    }
}

#[tokio::test]
async fn a_listed_parameter_that_was_set_as_unlisted_is_not_sent_with_or_without_validation() {
    let server = MockServer::start_async().await;
    let create = server.mock_async(|when, then| {
        when.any_request();
        then.status(200).json_body(json!({ "id": "abc" }));
    });
    let create = create.await;
    let request = V1_6StandardTextToVideo::new("a").unlisted("prompt", "b").unlisted("model", "c");
    for validate in [true, false] {
        let client = Client::builder(KEY).base_url(server.base_url()).validate(validate).build().unwrap();
        let error = client.submit(request.clone()).await.unwrap_err();
        assert!(error.is_invalid_request() && !error.is_submission_unknown());
        assert_eq!(
            error.to_string(),
            "invalid request to kling-video/v1.6/standard/text-to-video: \
             model: set as unlisted, expected its own setter; prompt: set as unlisted, expected its own setter"
        );
    }
    create.assert_calls_async(0).await;
}

#[tokio::test]
async fn an_invalid_request_is_sent_only_without_validation() {
    let server = MockServer::start_async().await;
    let create = server
        .mock_async(|when, then| {
            when.method(POST);
            then.status(200).json_body(json!({ "id": "abc" }));
        })
        .await;
    let request = V1_6StandardTextToVideo::new("a").cfg_scale(7.5).provider("nobody");
    let error = client(server.base_url()).submit(request.clone()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid request to kling-video/v1.6/standard/text-to-video: cfg_scale: 7.5, expected number (0 to 1); \
         provider: \"nobody\", expected one of kling | klingai | fal | auto"
    );
    assert!(error.is_invalid_request() && !error.is_submission_unknown());
    assert_eq!(error.violations().unwrap().iter().len(), 2);
    create.assert_calls_async(0).await;

    let trusting = Client::builder(KEY).base_url(server.base_url()).validate(false).build().unwrap();
    trusting.submit(request).await.unwrap();
    create.assert_calls_async(1).await;
}

/// What is deserialized can be validated, printed and serialized again.
#[test]
fn any_body_is_deserialized_or_refused() {
    let mut random = Random(SEED);
    let mut requests = 0;
    for model in Model::ALL {
        for _ in 0..500 {
            let mut body = if random.below(10) == 0 { random.json(4) } else { minimal(*model) };
            if let Some(object) = body.as_object_mut() {
                for _ in 0..random.below(3) {
                    let parameters = model.parameters();
                    let parameter = parameters[random.below(parameters.len())];
                    object.insert(parameter.name.into(), random.json(3));
                }
                object.insert("unlisted".into(), random.json(4));
            }
            let _ = model.validate(&body);
            let Ok(request) = Request::try_from(body) else { continue };
            requests += 1;
            let _ = (request.validate(), format!("{request:?}"));
            let written = serde_json::to_value(&request).unwrap();
            assert_eq!(Request::try_from(written), Ok(request));
        }
    }
    assert!(requests > 5_000, "{requests} of the bodies were requests");
}

//! What is wrong with a request is told before anything is sent, all of it, in words that say
//! where, what was found, and what would be right.

#[path = "support/random.rs"]
mod random;
#[path = "requests/samples.rs"]
#[allow(dead_code, reason = "of the samples, the minimal bodies are enough here")]
mod samples;
mod support;

use aimlapi_kling::{Client, Model, ModelRequest, Request, types::*};
use httpmock::prelude::*;
use random::Random;
use samples::minimal;
use serde_json::{Value, json};
use support::{KEY, client};

const URL: &str = "https://example.com/a.png";

/// A line for each thing that is wrong.
fn told(body: &Value) -> String {
    let model: Model = body["model"].as_str().unwrap().parse().unwrap();
    let violations = model.check(body).unwrap_err();
    assert_eq!(violations.model(), Some(model.id()));
    violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_message_of_each_kind() {
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
        ("another address", image(json!({ "static_mask": "ftp://example.com/a.png" }))),
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
    let lines = cases.iter().map(|(case, body)| format!("{case}:\n{}", told(body)));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("violations", lines.collect::<Vec<_>>().join("\n\n"));
    });
}

/// A body with other or more properties; `null` leaves one out.
fn body(model: &str, least: &Value, more: &Value) -> Value {
    let mut body = json!({ "model": model });
    for (name, value) in least.as_object().unwrap().iter().chain(more.as_object().unwrap()) {
        body[name] = value.clone();
    }
    body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    body
}

#[test]
fn a_number_that_is_none() {
    for number in [f64::NAN, f64::INFINITY] {
        let violations = V1_6StandardTextToVideo::new("a").cfg_scale(number).validate().unwrap_err();
        let violation = violations.iter().next().unwrap();
        assert_eq!(violation.to_string(), "cfg_scale: null, expected number (0 to 1)");
        assert_eq!((violation.path(), violation.found()), ("cfg_scale", "null"));
        assert_eq!(violation.expected(), "number (0 to 1)");
    }
}

#[test]
fn a_parameter_is_not_set_twice() {
    let request = V1_6StandardTextToVideo::new("a").unlisted("duration", 5);
    for request in [request.clone(), request.duration(FixedDuration::Seconds5)] {
        let violations = request.validate().unwrap_err();
        let told: Vec<_> = violations.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["duration: set as unlisted, expected its own setter"]);
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
            "not a request to kling-video/v1.6/standard/text-to-video: \
             model: set as unlisted, expected its own setter; prompt: set as unlisted, expected its own setter"
        );
    }
    create.assert_calls_async(0).await;
}

#[tokio::test]
async fn nothing_is_sent_but_by_request() {
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
        "not a request to kling-video/v1.6/standard/text-to-video: cfg_scale: 7.5, expected number (0 to 1); \
         provider: \"nobody\", expected one of kling | klingai | fal | auto"
    );
    assert!(error.is_invalid_request() && !error.is_submission_unknown());
    assert_eq!(error.violations().unwrap().iter().len(), 2);
    create.assert_calls_async(0).await;

    let trusting = Client::builder(KEY).base_url(server.base_url()).validate(false).build().unwrap();
    trusting.submit(request).await.unwrap();
    create.assert_calls_async(1).await;
}

/// Any JSON at all is read or refused; what is read can be checked, printed and written again.
#[test]
fn no_body_panics() {
    let mut random = Random(4711);
    let mut read = 0;
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
            let _ = model.check(&body);
            let Ok(request) = Request::try_from(body) else { continue };
            read += 1;
            let _ = (request.validate(), format!("{request:?}"));
            let written = serde_json::to_value(&request).unwrap();
            assert_eq!(Request::try_from(written), Ok(request));
        }
    }
    assert!(read > 5_000, "{read} of the bodies were requests");
}

impl Random {
    fn json(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 9 } else { 12 }) {
            0 => json!(null),
            1 => json!(true),
            2 => json!([5, 10, 7, -1][self.below(4)]),
            3 => json!(u64::MAX),
            4 => json!([0.5, -0.0, 1e308, 5.0][self.below(4)]),
            5 => json!(["", "5", "16:9", "é\u{0}\u{1f3ac}", "std"][self.below(5)]),
            6..=8 => json!(URL),
            9 => (0..self.below(4)).map(|_| self.json(depth - 1)).collect(),
            10 => json!([URL, URL]),
            _ => {
                let names = ["prompt", "x", "y", "mask", "type", "url", "duration", ""];
                let name = |random: &mut Self| names[random.below(8)].to_owned();
                (0..self.below(5)).map(|_| (name(self), self.json(depth - 1))).collect()
            }
        }
    }
}

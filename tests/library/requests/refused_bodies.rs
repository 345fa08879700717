//! A body that is not a valid request to its model is rejected, and the error contains the reason.

use aimlapi_kling::{
    Model, ModelRequest, Parameter, Request,
    types::{CameraControl, CameraControlType, V1_6StandardTextToVideo, V1ProImageToVideo},
};
use serde_json::{Value, json};

use crate::support::samples::minimal;

#[test]
fn a_missing_required_parameter_is_refused() {
    for model in Model::ALL {
        for parameter in model.parameters().iter().filter(|parameter| parameter.required) {
            let mut body = minimal(*model);
            body.as_object_mut().expect("an object").remove(parameter.name);
            let Parameter { name, schema, .. } = parameter;
            let expected = format!("invalid request to {model}: {name}: missing, expected {schema}");
            let text = refusal(body);
            // A violation of a rule of the model may follow.
            assert!(text == expected || text.starts_with(&format!("{expected}; ")), "{text}");
        }
    }
}

#[test]
fn unlisted_parameters_are_kept() {
    let mut body = minimal(Model::V1ProImageToVideo);
    body["fps"] = 24.into();
    body["camera_control"] = json!({ "type": "simple", "speed": { "x": [2] } });
    let request = Request::try_from(body.clone()).unwrap();
    assert_eq!(serde_json::to_value(&request).unwrap(), body);
    assert!(format!("{request:?}").contains("fps: 24"), "{request:?}");

    let built = V1ProImageToVideo::new(body["image_url"].as_str().unwrap())
        .camera_control(
            CameraControl::new().type_(CameraControlType::Simple).unlisted("speed", json!({ "x": [2] })),
        )
        .unlisted("fps", 24);
    assert_eq!(built.validate(), Ok(()));
    assert_eq!(Request::from(built), request);
}

#[test]
fn integers_may_be_strings() {
    let mut body = minimal(Model::V3TurboProTextToVideo);
    body["duration"] = "7".into();
    body["multi_prompt"] = json!([{ "prompt": "a", "duration": "3" }, { "prompt": "b", "duration": 4.0 }]);
    let request = serde_json::to_value(Request::try_from(body).unwrap()).unwrap();
    assert_eq!(request["duration"].to_string(), "7");
    assert_eq!(request["multi_prompt"][0]["duration"].to_string(), "3");
    assert_eq!(request["multi_prompt"][1]["duration"].to_string(), "4");

    for (text, found) in [(" 5", "\" 5\""), ("5.0", "\"5.0\""), ("", "\"\""), ("five", "\"five\"")] {
        let mut body = minimal(Model::V1_6StandardTextToVideo);
        body["duration"] = text.into();
        let expected = format!(
            "invalid request to kling-video/v1.6/standard/text-to-video: duration: {found}, expected integer, one of 5 | 10"
        );
        assert_eq!(refusal(body), expected);
    }
}

#[test]
fn values_that_are_not_allowed_are_refused() {
    let mut body = minimal(Model::V1_6StandardTextToVideo);
    body["duration"] = 6.into();
    body["aspect_ratio"] = "4:3".into();
    assert_eq!(
        refusal(body),
        "invalid request to kling-video/v1.6/standard/text-to-video: aspect_ratio: \"4:3\", expected one of 16:9 | 1:1 | 9:16; \
         duration: 6, expected integer, one of 5 | 10"
    );
}

#[test]
fn all_violations_of_a_body_are_reported_if_one_of_them_cannot_be_represented() {
    let mut body = minimal(Model::V1_6StandardTextToVideo);
    body["duration"] = 6.into();
    body["cfg_scale"] = json!(7.5);
    assert_eq!(
        refusal(body),
        "invalid request to kling-video/v1.6/standard/text-to-video: duration: 6, expected integer, one of 5 | 10; \
         cfg_scale: 7.5, expected number (0 to 1)"
    );
}

#[test]
fn a_body_without_a_known_model_is_refused() {
    let cases = [
        (
            json!({ "prompt": "A lighthouse" }),
            "invalid request: model: missing, expected the id of a Kling model",
        ),
        (json!({ "model": null }), "invalid request: model: missing, expected the id of a Kling model"),
        (json!({ "model": 5 }), "invalid request: model: 5, expected text"),
        (json!([]), "invalid request: the body: list of 0 items, expected object"),
        (json!("text"), "invalid request: the body: \"text\", expected object"),
        (
            json!({ "model": "kling-video/v1.6/pro" }),
            "invalid request: model: \"kling-video/v1.6/pro\", expected the id of a Kling model; the most similar are \
             kling-video/v1.6/pro/text-to-video, kling-video/v1.6/pro/image-to-video, klingai/kling-video-v1.6-pro-effects",
        ),
    ];
    for (body, text) in cases {
        assert_eq!(refusal(body), text);
    }
}

#[test]
fn the_model_of_another_type_is_refused() {
    let body = json!({ "model": "klingai/v2-master-text-to-video", "prompt": "A lighthouse" });
    let error = serde_json::from_value::<V1_6StandardTextToVideo>(body).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the model is `klingai/v2-master-text-to-video`, expected `kling-video/v1.6/standard/text-to-video`"
    );
}

fn refusal(body: Value) -> String {
    serde_json::from_value::<Request>(body).unwrap_err().to_string()
}

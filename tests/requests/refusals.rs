//! A body that is not a request of any model is refused, in words that say why.

use aimlapi_kling::{Model, Request, types::V1_6StandardTextToVideo};
use serde_json::{Value, json};

use crate::samples::minimal;

#[test]
fn a_required_parameter_is_missing() {
    for model in Model::ALL {
        for parameter in model.parameters().iter().filter(|parameter| parameter.required) {
            let mut body = minimal(*model);
            body.as_object_mut().expect("an object").remove(parameter.name);
            assert_eq!(refusal(body), format!("missing field `{}`", parameter.name), "{model}");
        }
    }
}

#[test]
fn an_unknown_parameter() {
    let body = json!({ "model": "klingai/avatar-pro", "image_url": "i", "audio_url": "a", "fps": 24 });
    assert_eq!(
        refusal(body),
        "unknown field `fps`, expected one of `audio_url`, `image_url`, `model`, `prompt`, `provider`"
    );
}

#[test]
fn an_unknown_property_of_an_object() {
    let mut body = minimal(Model::V1ProImageToVideo);
    body["camera_control"] = json!({ "type": "simple", "speed": 2 });
    assert_eq!(refusal(body), "unknown field `speed`, expected `config` or `type`");
}

#[test]
fn a_value_that_is_not_allowed() {
    let mut body = minimal(Model::V1_6StandardTextToVideo);
    body["duration"] = 6.into();
    assert_eq!(refusal(body.clone()), "`6` is not one of 5, 10");
    body["duration"] = 5.into();
    body["aspect_ratio"] = "4:3".into();
    assert_eq!(refusal(body), "unknown variant `4:3`, expected one of `16:9`, `9:16`, `1:1`");
}

#[test]
fn no_model() {
    assert_eq!(refusal(json!({ "prompt": "A lighthouse" })), "missing field `model`");
    assert_eq!(refusal(json!({ "model": null })), "`model` is null, expected a text");
    assert_eq!(refusal(json!({ "model": "kling-video/v9" })), "no model `kling-video/v9`");
}

#[test]
fn the_model_of_another_type() {
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

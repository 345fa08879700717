//! Parameters that the specification does not list cannot replace or repeat those that it lists.

use aimlapi_kling::{
    Model, ModelRequest, Request, Unlisted,
    types::{CameraControl, CameraControlConfig, DynamicMask, TrajectoryPoint, V1ProImageToVideo},
};
use serde_json::{Value, json};

use crate::support::samples::minimal;

const URL: &str = "https://example.com/a.png";

fn refusal(request: V1ProImageToVideo) -> String {
    let error = serde_json::to_value(&request).unwrap_err().to_string();
    // A body in bytes and the enum of all requests fail in the same way.
    assert_eq!(serde_json::to_vec(&request).unwrap_err().to_string(), error);
    assert_eq!(serde_json::to_string(&Request::from(request)).unwrap_err().to_string(), error);
    error
}

#[test]
fn a_listed_parameter_that_was_set_as_unlisted_is_not_serialized() {
    let request = V1ProImageToVideo::new(URL);
    for name in ["model", "image_url", "duration"] {
        assert_eq!(
            refusal(request.clone().unlisted(name, 5)),
            format!("`{name}` is a listed parameter: use its setter")
        );
    }
    let camera = CameraControl::new().config(CameraControlConfig::new().unlisted("zoom", 1));
    assert_eq!(
        refusal(request.clone().camera_control(camera)),
        "`zoom` is a listed parameter: use its setter"
    );
    let mask = DynamicMask::new(URL, [TrajectoryPoint::new(1, 2).unlisted("y", 3)]);
    assert_eq!(refusal(request.dynamic_masks([mask])), "`y` is a listed parameter: use its setter");
}

#[test]
fn a_nested_parameter_may_have_the_name_of_a_listed_one_elsewhere() {
    let camera = CameraControl::new().unlisted("duration", 5);
    let request = V1ProImageToVideo::new(URL).camera_control(camera).unlisted("type", "simple");
    assert_eq!(request.validate(), Ok(()));
    let body = serde_json::to_value(&request).unwrap();
    assert_eq!(body["camera_control"], json!({ "duration": 5 }));
    assert_eq!(body["type"], "simple");
}

#[test]
fn every_listed_parameter_of_every_model_is_kept_out_of_the_unlisted_ones() {
    for model in Model::ALL {
        let mut body = minimal(*model);
        body["lighthouse"] = 1.into();
        let request = Request::try_from(body.clone()).unwrap();
        let text = serde_json::to_string(&request).unwrap();
        // Were a listed parameter kept as an unlisted one too, the text would have it twice.
        assert_eq!(text.len(), serde_json::from_str::<Value>(&text).unwrap().to_string().len(), "{model}");
        assert_eq!(serde_json::to_value(&request).unwrap(), body, "{model}");
    }
}

#[test]
fn unlisted_parameters_can_be_inspected() {
    let request = V1ProImageToVideo::new(URL).unlisted("fps", 24).unlisted("fps", 25);
    assert_eq!(request.unlisted.get("fps"), Some(&json!(25)));
    assert_eq!(request.unlisted.get("image_url"), None);
    assert_eq!(request.unlisted.iter().collect::<Vec<_>>(), [("fps", &json!(25))]);
    assert_eq!(format!("{:?}", request.unlisted), r#"{"fps": 25}"#);
}

#[test]
fn unlisted_parameters_from_elsewhere_cannot_hide_a_listed_one() {
    let mut request = V1ProImageToVideo::new(URL);
    request.unlisted =
        serde_json::from_value::<Unlisted<V1ProImageToVideo>>(json!({ "duration": 5 })).unwrap();
    assert_eq!(refusal(request), "`duration` is a listed parameter: use its setter");
}

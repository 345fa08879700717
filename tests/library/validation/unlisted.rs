//! Parameters that the specification does not list.

use aimlapi_kling::{ModelRequest, Request, types::*};
use serde_json::json;

use super::URL;
use crate::support::messages;

#[test]
fn a_listed_parameter_that_is_set_as_unlisted_is_refused() {
    let request = V1_6StandardTextToVideo::new("a").unlisted("duration", 5);
    for request in [request.clone(), request.duration(FixedDuration::Seconds5)] {
        let violations = request.validate().unwrap_err();
        assert_eq!(messages(&violations), ["duration: set as unlisted, expected its own setter"]);
    }
}

#[test]
fn a_nested_parameter_that_is_unlisted_is_refused() {
    let camera = CameraControl::new()
        .type_(CameraControlType::Simple)
        .unlisted("type", "down_back")
        .unlisted("speed", 2);
    let violations = V1ProImageToVideo::new(URL).camera_control(camera).validate().unwrap_err();
    assert_eq!(messages(&violations), ["camera_control.type: set as unlisted, expected its own setter"]);

    let points = [TrajectoryPoint::new(1, 2), TrajectoryPoint::new(3, 4).unlisted("y", 5)];
    let request = V1ProImageToVideo::new(URL).dynamic_masks([DynamicMask::new(URL, points)]);
    assert_eq!(
        messages(&request.validate().unwrap_err()),
        ["dynamic_masks[0].trajectories[1].y: set as unlisted, expected its own setter"]
    );
}

#[test]
fn unlisted_parameters_may_be_deeply_nested() {
    let deep = (0..100).fold(json!(1.5), |inner, _| json!({ "a": [inner, null, ""] }));
    let built = V1ProImageToVideo::new(URL)
        .camera_control(CameraControl::new().config(CameraControlConfig::new().unlisted("b", deep.clone())))
        .unlisted("", deep.clone());
    assert_eq!(built.validate(), Ok(()));
    let body = json!({
        "model": "kling-video/v1/pro/image-to-video",
        "image_url": URL,
        "camera_control": { "config": { "b": deep } },
        "": deep,
    });
    assert_eq!(serde_json::to_value(&built).unwrap(), body);
    assert_eq!(Request::try_from(body), Ok(built.into()));
}

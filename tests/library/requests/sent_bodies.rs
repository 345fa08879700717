//! Typed requests, and the bodies that are sent for them.

use aimlapi_kling::{
    Model, ModelRequest, Request,
    types::{
        AspectRatio, CameraControl, CameraControlConfig, CameraControlType, CameraPreset, DynamicMask,
        EffectScene, Element, FixedDuration, FlexibleDuration, OmniShotType, Shot, ShotDuration,
        TrajectoryPoint, V1_6ProEffects, V1_6StandardTextToVideo, V1ProImageToVideo, V1ProTextToVideo,
        V3Omni720pImageToVideo, V3TurboProTextToVideo,
    },
};
use serde_json::{Value, json};

#[test]
fn only_what_is_set_is_sent() {
    assert_eq!(
        sent(V1_6StandardTextToVideo::new("A lighthouse")),
        json!({ "model": "kling-video/v1.6/standard/text-to-video", "prompt": "A lighthouse" })
    );
}

#[test]
fn choices_and_numbers_are_sent_as_json() {
    let request = V1_6StandardTextToVideo::new("A lighthouse")
        .negative_prompt("people".to_owned())
        .aspect_ratio(AspectRatio::Portrait9x16)
        .duration(FixedDuration::Seconds10)
        .cfg_scale(0.25);
    assert_eq!(
        sent(request),
        json!({
            "model": "kling-video/v1.6/standard/text-to-video",
            "prompt": "A lighthouse",
            "negative_prompt": "people",
            "aspect_ratio": "9:16",
            "duration": 10,
            "cfg_scale": 0.25,
        })
    );
}

#[test]
fn a_camera_movement_of_several_axes_is_an_object() {
    let config = CameraControlConfig::new().zoom(-2.5).pan(10.0);
    let request = V1ProImageToVideo::new("https://media.example/a.png")
        .camera_control(CameraControl::new().type_(CameraControlType::Simple).config(config));
    assert_eq!(
        sent(request),
        json!({
            "model": "kling-video/v1/pro/image-to-video",
            "image_url": "https://media.example/a.png",
            "camera_control": { "type": "simple", "config": { "zoom": -2.5, "pan": 10.0 } },
        })
    );
}

#[test]
fn a_predefined_camera_movement_is_a_string() {
    assert_eq!(
        sent(V1ProTextToVideo::new("A lighthouse").camera_control(CameraPreset::DownBack)),
        json!({
            "model": "kling-video/v1/pro/text-to-video",
            "prompt": "A lighthouse",
            "camera_control": "down_back",
        })
    );
}

#[test]
fn dynamic_masks_have_trajectories() {
    let path = [TrajectoryPoint::new(10, 20), TrajectoryPoint::new(30, 40)];
    let request = V1ProImageToVideo::new("https://media.example/a.png")
        .dynamic_masks([DynamicMask::new("https://media.example/mask.png", path)]);
    assert_eq!(
        sent(request),
        json!({
            "model": "kling-video/v1/pro/image-to-video",
            "image_url": "https://media.example/a.png",
            "dynamic_masks": [{
                "mask": "https://media.example/mask.png",
                "trajectories": [{ "x": 10, "y": 20 }, { "x": 30, "y": 40 }],
            }],
        })
    );
}

#[test]
fn elements_are_sent_as_objects() {
    let request = V3Omni720pImageToVideo::new("https://media.example/a.png")
        .elements([
            Element::new(["https://media.example/side.png"])
                .frontal_image_url("https://media.example/front.png"),
            Element::new(["https://media.example/b.png", "https://media.example/c.png"]),
        ])
        .shot_type(OmniShotType::Intelligence)
        .duration(FlexibleDuration::Seconds15)
        .generate_audio(true);
    assert_eq!(
        sent(request),
        json!({
            "model": "klingai/video-v3-omni-720p-image-to-video",
            "image_url": "https://media.example/a.png",
            "elements": [
                {
                    "frontal_image_url": "https://media.example/front.png",
                    "reference_image_urls": ["https://media.example/side.png"],
                },
                { "reference_image_urls": ["https://media.example/b.png", "https://media.example/c.png"] },
            ],
            "shot_type": "intelligence",
            "duration": 15,
            "generate_audio": true,
        })
    );
}

#[test]
fn several_shots_are_sent_in_order() {
    let shots = [Shot::new("A lighthouse"), Shot::new("Its keeper").duration(ShotDuration::Seconds2)];
    assert_eq!(
        sent(V3TurboProTextToVideo::new().multi_prompt(shots)),
        json!({
            "model": "klingai/video-v3-turbo-pro-text-to-video",
            "multi_prompt": [{ "prompt": "A lighthouse" }, { "prompt": "Its keeper", "duration": 2 }],
        })
    );
}

#[test]
fn an_effect_has_one_image_or_a_list() {
    let one = V1_6ProEffects::new("https://media.example/a.png", EffectScene::LetsRide);
    assert_eq!(sent(one)["image_url"], "https://media.example/a.png");

    let two = ["https://media.example/a.png", "https://media.example/b.png"];
    assert_eq!(
        sent(V1_6ProEffects::new(two, EffectScene::SantaHug)),
        json!({
            "model": "klingai/kling-video-v1.6-pro-effects",
            "image_url": two,
            "effect_scene": "santa_hug",
        })
    );
}

#[test]
fn an_empty_list_is_sent() {
    let none: [Element; 0] = [];
    assert_eq!(
        sent(V3Omni720pImageToVideo::new("https://media.example/a.png").elements(none))["elements"],
        json!([])
    );
}

#[test]
fn a_request_type_knows_its_model() {
    assert_eq!(V1_6ProEffects::MODEL, Model::V1_6ProEffects);

    let request = V1_6StandardTextToVideo::new("A lighthouse");
    assert_eq!(Request::from(request.clone()), Request::V1_6StandardTextToVideo(request.clone()));
    assert_eq!(Request::from(request).model(), Some(V1_6StandardTextToVideo::MODEL));
}

/// The body alone and the body as one of all requests are the same.
fn sent(request: impl ModelRequest + Clone) -> Value {
    let alone = serde_json::to_value(&request).expect("JSON");
    assert_eq!(serde_json::to_value(request.into()).expect("JSON"), alone);
    alone
}

//! Media within a request have size limits, and errors do not repeat them.

use aimlapi_kling::{AudioInput, ImageInput, Model, ModelRequest, types::V2MasterImageToVideo};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::URL;
use crate::support::messages;

/// A data URI of this number of zero bytes.
fn zeros(mime_type: &str, bytes: u64) -> String {
    let padding = (3 - bytes % 3) % 3;
    let letters = bytes.div_ceil(3) * 4 - padding;
    format!("data:{mime_type};base64,{}{}", "A".repeat(letters as usize), "=".repeat(padding as usize))
}

#[test]
fn the_zeros_of_these_tests_are_valid_base64() {
    for bytes in 1..10 {
        assert_eq!(
            zeros("a/b", bytes),
            format!("data:a/b;base64,{}", STANDARD.encode(vec![0; bytes as usize]))
        );
    }
}

#[test]
fn size_rules_apply_to_the_documented_models() {
    let with_rule = |name: &str| {
        let models = Model::ALL.iter().filter(|model| model.rules().any(|rule| rule.name == name));
        models.map(|model| model.id()).collect::<Vec<_>>()
    };
    assert_eq!(
        with_rule("inline-image-size"),
        ["klingai/video-v3-standard-turbo-image-to-video", "klingai/video-v3-turbo-pro-image-to-video"]
    );
    assert_eq!(with_rule("inline-audio-size"), ["klingai/avatar-pro", "klingai/avatar-standard"]);
}

fn violations(model: Model, mut body: Value) -> Vec<String> {
    body["model"] = model.id().into();
    model.validate(&body).map_or_else(|violations| messages(&violations), |()| Vec::new())
}

#[test]
fn an_inline_image_of_more_than_the_limit_is_refused() {
    for (bytes, expected) in [
        (ImageInput::MAX_BYTES, vec![]),
        (ImageInput::MAX_BYTES + 1, vec!["image_url: 52,428,801 bytes, expected at most 52,428,800 bytes"]),
    ] {
        let body = json!({ "image_url": zeros("image/png", bytes), "prompt": "a" });
        assert_eq!(violations(Model::V3TurboProImageToVideo, body), expected);
    }
}

#[test]
fn inline_audio_of_more_than_the_limit_is_refused() {
    for (bytes, expected) in [
        (AudioInput::MAX_BYTES, vec![]),
        (AudioInput::MAX_BYTES + 1, vec!["audio_url: 5,242,881 bytes, expected at most 5,242,880 bytes"]),
        (AudioInput::MAX_BYTES + 2, vec!["audio_url: 5,242,882 bytes, expected at most 5,242,880 bytes"]),
    ] {
        let body = json!({ "image_url": URL, "audio_url": zeros("audio/mpeg", bytes) });
        assert_eq!(violations(Model::AvatarPro, body), expected);
    }
    let long = format!("https://example.com/{}", "a".repeat(8_000_000));
    assert_eq!(violations(Model::AvatarPro, json!({ "image_url": URL, "audio_url": long })), [""; 0]);
}

#[test]
fn no_violation_repeats_a_long_value() {
    let long = zeros("image/png", 1 << 20);
    let broken = format!("{long} ");
    let elements = json!([
        { "reference_image_urls": [URL], "video_url": URL },
        { "reference_image_urls": [broken], "video_url": long },
    ]);
    let found = "text of 1398126 characters";
    let found_broken = "text of 1398127 characters";
    let body = json!({ "image_url": broken, "multi_prompt": long, "elements": elements });
    assert_eq!(
        violations(Model::V3ProImageToVideo, body),
        [
            format!("multi_prompt: {found}, expected list of text"),
            format!("image_url: {found_broken}, expected uri"),
            format!("elements[1].reference_image_urls[0]: {found_broken}, expected uri"),
            format!("elements[1].video_url: {found}, expected at most one element with a video"),
        ]
    );
    let body = json!({ "image_url": long, "effect_scene": "hug" });
    assert_eq!(
        violations(Model::V1_6ProEffects, body),
        [format!("image_url: {found}, expected list of 2 items for this effect")]
    );
    let request = V2MasterImageToVideo::new(format!("ftp:{long}")).provider(long);
    assert_eq!(
        request.validate().unwrap_err().to_string(),
        format!(
            "invalid request to klingai/v2-master-image-to-video: \
             provider: {found}, expected one of kling | klingai | fal | auto; \
             image_url: text of 1398130 characters, expected http(s) URL or data: URI"
        )
    );
}

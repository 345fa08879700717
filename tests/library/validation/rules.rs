//! The rules that no document states, in an independent implementation.

use aimlapi_kling::Model;
use serde_json::Value;

/// Whether a body that the document accepts breaks one of them.
pub fn breaks_a_rule(model: Model, schema: &Value, body: &Value) -> bool {
    let knows = |name: &str| schema["properties"].get(name).is_some();
    let has = |name: &str| !body[name].is_null();
    let both_prompts = knows("prompt") && knows("multi_prompt") && has("prompt") == has("multi_prompt");
    let tail_with_audio =
        model.id().contains("omni") && has("tail_image_url") && body["generate_audio"] != false;
    let videos =
        body["elements"].as_array().into_iter().flatten().filter(|one| one.get("video_url").is_some());
    let two_videos = knows("elements") && videos.count() > 1;
    let is_for_two = ["hug", "kiss", "heart_gesture"].iter().any(|effect| body["effect_scene"] == *effect);
    let wrong_count = is_for_two && body["image_url"].as_array().is_none_or(|images| images.len() != 2);
    let provider = body["provider"].as_str().map(str::to_lowercase);
    let unknown_provider =
        provider.is_some_and(|name| !["kling", "klingai", "fal", "auto"].contains(&&*name));
    both_prompts
        || tail_with_audio
        || two_videos
        || wrong_count
        || (knows("provider") && unknown_provider)
        || has_other_scheme("", schema, body)
}

/// Whether a URI has a scheme that the service does not fetch. The documents do not call all of them URIs.
fn has_other_scheme(name: &str, schema: &Value, value: &Value) -> bool {
    if schema["format"] == "uri"
        || schema["type"] == "string" && (name.ends_with("_url") || name.ends_with("mask"))
    {
        let text = value.as_str().map(str::to_lowercase);
        return text.is_some_and(|text| {
            !["http://", "https://", "data:"].iter().any(|start| text.starts_with(start))
        });
    }
    let options = schema["anyOf"].as_array().into_iter().flatten();
    let items = value.as_array().into_iter().flatten().map(|item| (name, &schema["items"], item));
    let fields = schema["properties"].as_object().into_iter().flatten();
    let fields = fields.filter_map(|(name, schema)| Some((name.as_str(), schema, value.get(name)?)));
    options
        .map(|option| (name, option, value))
        .chain(items)
        .chain(fields)
        .any(|(name, schema, value)| !value.is_null() && has_other_scheme(name, schema, value))
}

//! Documentation of the parameters: one sentence a property, in our own words.
//!
//! Limits, units of time and size that stand in the schema, and the server's default are appended
//! from the facts, so that a sentence never repeats what may change.

use std::collections::BTreeSet;

/// A sentence for a property.
struct Sentence {
    /// Property names from the request inwards, `[]` for the items of a list.
    path: &'static str,
    /// Part of the ids of the models it is for; empty for all.
    model: &'static str,
    text: &'static str,
}

const fn say(path: &'static str, text: &'static str) -> Sentence {
    Sentence { path, model: "", text }
}

const fn say_for(path: &'static str, model: &'static str, text: &'static str) -> Sentence {
    Sentence { path, model, text }
}

const LIMITED_FIRST_FRAME: &str = "First frame of the video: `http(s)` URL or `data:` URI of an image, at most 50 MB, each side 300 pixels or more.";

/// The first row that fits counts. The order of the paths is the order of arguments.
const SENTENCES: &[Sentence] = &[
    say_for("prompt", "avatar", "How the person speaks, moves and looks, in words."),
    say_for("prompt", "motion-control", "What the scene looks like beyond the two inputs, in words."),
    say_for("prompt", "video-v3", "What the video shows, in words. Give this or `multi_prompt`, not both."),
    say("prompt", "What the video shows, in words."),
    say_for("multi_prompt", "turbo", "The shots of the video, in order. Give this or `prompt`, not both."),
    say("multi_prompt", "What each shot of the video shows, in order. Give this or `prompt`, not both."),
    say("multi_prompt[].prompt", "What the shot shows, in words."),
    say("multi_prompt[].duration", "Length of the shot in seconds."),
    say_for("image_url", "avatar", "The person who speaks: `http(s)` URL or `data:` URI of an image."),
    say_for(
        "image_url",
        "effects",
        "What the effect is applied to: `http(s)` URL or `data:` URI of an image; `hug`, `kiss` and `heart_gesture` take a list of exactly two.",
    ),
    say_for(
        "image_url",
        "motion-control",
        "The character to be animated: `http(s)` URL or `data:` URI of an image.",
    ),
    say_for("image_url", "v3-turbo", LIMITED_FIRST_FRAME),
    say_for("image_url", "v3-standard-turbo", LIMITED_FIRST_FRAME),
    say("image_url", "First frame of the video: `http(s)` URL or `data:` URI of an image."),
    say_for(
        "tail_image_url",
        "omni",
        "Last frame of the video: `http(s)` URL or `data:` URI of an image. Needs `generate_audio` set to `false`.",
    ),
    say("tail_image_url", "Last frame of the video: `http(s)` URL or `data:` URI of an image."),
    say("last_image_url", "Last frame of the video: `http(s)` URL or `data:` URI of an image."),
    say_for(
        "image_list",
        "multi-image",
        "Images whose subjects appear in the video: `http(s)` URLs or `data:` URIs.",
    ),
    say("image_list", "Images that guide style and content: `http(s)` URLs or `data:` URIs."),
    say_for("video_url", "motion-control", "The motion to copy: URL of a video of 3 to 30 seconds."),
    say_for("video_url", "edit", "The video to change: its URL."),
    say("video_url", "The video to take motion and style from: its URL."),
    say("audio_url", "What the person says: URL of an audio file of at most 5 MB."),
    say("effect_scene", "The effect."),
    say("elements", "Characters and objects that the prompt refers to."),
    say(
        "elements[].frontal_image_url",
        "The element seen from the front: `http(s)` URL or `data:` URI of an image.",
    ),
    say(
        "elements[].reference_image_urls",
        "The element from other angles: `http(s)` URLs or `data:` URIs of images.",
    ),
    say(
        "elements[].video_url",
        "The element in motion: URL of a video. At most one element of a request may have one.",
    ),
    say("aspect_ratio", "Width to height of the frame."),
    say("ratio", "Width to height of the frame; `aspect_ratio` is its newer name."),
    say("duration", "Length of the video in seconds."),
    say("mode", "Quality: standard, or professional at a higher price."),
    say("character_orientation", "Whether the character faces as in the image or as in the video."),
    say("type", "The task, which the model's id says already."),
    say("external_task_id", "A name of your own for the job."),
    say("shot_type", "How the shots of `multi_prompt` are cut."),
    say("negative_prompt", "What the video should not show, in words."),
    say("cfg_scale", "How closely the video follows the prompt: higher is closer."),
    say_for(
        "generate_audio",
        "omni",
        "Whether the video has sound. Must be `false` when `tail_image_url` is given.",
    ),
    say("generate_audio", "Whether the video has sound."),
    say("keep_audio", "Whether the sound of the input video is kept."),
    say("camera_control", "How the camera moves."),
    say("camera_control.type", "The kind of movement; `config` counts for `simple` only."),
    say("camera_control.config", "The movement along and about each axis."),
    say("camera_control.config.horizontal", "Movement of the camera sideways."),
    say("camera_control.config.vertical", "Movement of the camera up and down."),
    say("camera_control.config.pan", "Pan of the camera."),
    say("camera_control.config.tilt", "Tilt of the camera."),
    say("camera_control.config.roll", "Roll of the camera about its viewing axis."),
    say("camera_control.config.zoom", "Zoom of the camera."),
    say("advanced_camera_control", "One camera movement with its strength."),
    say("advanced_camera_control.movement_type", "The axis of the movement."),
    say("advanced_camera_control.movement_value", "Strength and direction of the movement."),
    say(
        "static_mask",
        "The part of the image that stays still: `http(s)` URL or `data:` URI of a mask image.",
    ),
    say("dynamic_masks", "Parts of the image that move along given paths."),
    say("dynamic_masks[].mask", "The part that moves: `http(s)` URL or `data:` URI of a mask image."),
    say("dynamic_masks[].trajectories", "Points of the path, in order."),
    say("dynamic_masks[].trajectories[].x", "Horizontal position of the point in the image."),
    say("dynamic_masks[].trajectories[].y", "Vertical position of the point in the image."),
    say(
        "provider",
        "Who runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that can; case does not matter.",
    ),
];

fn row_for(path: &str, model: &str) -> Option<usize> {
    SENTENCES.iter().position(|row| row.path == path && model.contains(row.model))
}

/// The sentence for a property of a model; of a type that several models share, for no model.
pub fn sentence(path: &str, model: &str) -> Option<&'static str> {
    row_for(path, model).map(|row| SENTENCES[row].text)
}

/// Where a property stands among the arguments of a constructor.
pub fn rank(path: &str) -> usize {
    SENTENCES.iter().position(|row| row.path == path).unwrap_or(SENTENCES.len())
}

/// The sentences that none of the properties (path and model) needs.
pub fn stale(properties: &[(String, &str)]) -> Vec<String> {
    let used: BTreeSet<_> = properties.iter().filter_map(|(path, model)| row_for(path, model)).collect();
    let unused = SENTENCES.iter().enumerate().filter(|(row, _)| !used.contains(row));
    unused
        .map(|(_, row)| {
            let whose = if row.model.is_empty() { String::new() } else { format!(" of `{}` models", row.model) };
            format!(
                "build/docs.rs: no document in specs/ has a property `{}`{whose} that needs the sentence \"{}\"; delete or correct it",
                row.path, row.text
            )
        })
        .collect()
}

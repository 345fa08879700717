//! One sentence per property, in our own words.
//!
//! Limits, the server's default and deprecation are appended from the schema, so a sentence never repeats what may
//! change.

use std::collections::BTreeSet;

use crate::build::{api::names::type_table, read::shape::Shape};

/// The documentation of a property.
struct Sentence {
    /// Where the property stands in a request, as [`walk`](crate::build::read::walk) writes it.
    path: &'static str,
    /// Part of the ids of the models it is for; empty for all.
    model: &'static str,
    text: &'static str,
}

const fn doc(path: &'static str, text: &'static str) -> Sentence {
    Sentence { path, model: "", text }
}

const fn doc_for(path: &'static str, model: &'static str, text: &'static str) -> Sentence {
    Sentence { path, model, text }
}

const LIMITED_FIRST_FRAME: &str = "First frame of the video: `http(s)` URL or `data:` URI of an image of at most 50 MB, at least 300 pixels on each side.";

/// The first row that matches is used. The order of the paths is the order of a constructor's arguments.
const SENTENCES: &[Sentence] = &[
    doc_for("prompt", "avatar", "Text prompt: how the person speaks, moves and looks."),
    doc_for("prompt", "motion-control", "Text prompt: the scene, apart from the character and the motion."),
    doc_for("prompt", "video-v3", "Text prompt: what the video shows. Set this or `multi_prompt`, not both."),
    doc("prompt", "Text prompt: what the video shows."),
    doc_for("multi_prompt", "turbo", "The shots of the video, in order. Set this or `prompt`, not both."),
    doc("multi_prompt", "The shots of the video, in order. Set this or `prompt`, not both."),
    doc("multi_prompt[].prompt", "Text prompt: what the shot shows."),
    doc("multi_prompt[].duration", "Length of the shot in seconds."),
    doc_for("image_url", "avatar", "The person who speaks: `http(s)` URL or `data:` URI of an image."),
    doc_for(
        "image_url",
        "effects",
        "The image that the effect is applied to, as an `http(s)` URL or a `data:` URI; the effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.",
    ),
    doc_for(
        "image_url",
        "motion-control",
        "The character to animate: `http(s)` URL or `data:` URI of an image.",
    ),
    doc_for("image_url", "v3-turbo", LIMITED_FIRST_FRAME),
    doc_for("image_url", "v3-standard-turbo", LIMITED_FIRST_FRAME),
    doc("image_url", "First frame of the video: `http(s)` URL or `data:` URI of an image."),
    doc_for(
        "tail_image_url",
        "omni",
        "Last frame of the video: `http(s)` URL or `data:` URI of an image. Requires `generate_audio` to be `false`.",
    ),
    doc("tail_image_url", "Last frame of the video: `http(s)` URL or `data:` URI of an image."),
    doc("last_image_url", "Last frame of the video: `http(s)` URL or `data:` URI of an image."),
    doc_for(
        "image_list",
        "multi-image",
        "Images whose subjects appear in the video: `http(s)` URLs or `data:` URIs.",
    ),
    doc("image_list", "Images that guide style and content: `http(s)` URLs or `data:` URIs."),
    doc_for("video_url", "motion-control", "The motion to copy: URL of a video of 3 to 30 seconds."),
    doc_for("video_url", "edit", "The video to edit: its URL."),
    doc("video_url", "The video whose motion and style are used: its URL."),
    doc("audio_url", "The speech: URL of an audio file of at most 5 MB."),
    doc("effect_scene", "The effect."),
    doc("elements", "Characters and objects that the prompt refers to."),
    doc(
        "elements[].frontal_image_url",
        "Front view of the element: `http(s)` URL or `data:` URI of an image.",
    ),
    doc(
        "elements[].reference_image_urls",
        "The element from other angles: `http(s)` URLs or `data:` URIs of images.",
    ),
    doc(
        "elements[].video_url",
        "Video of the element: its URL. At most one element of a request may have one.",
    ),
    doc("aspect_ratio", "Aspect ratio of the frame, as width to height."),
    doc("ratio", "Aspect ratio of the frame, as width to height; `aspect_ratio` is the newer name."),
    doc("duration", "Length of the video in seconds."),
    doc("mode", "Quality: standard, or professional at a higher price."),
    doc("character_orientation", "Whether the character faces the way it does in the image or in the video."),
    doc("type", "The task, which follows from the model."),
    doc("external_task_id", "An identifier of your own for the job."),
    doc("shot_type", "How the video is divided into the shots of `multi_prompt`."),
    doc("negative_prompt", "Negative text prompt: what the video must not show."),
    doc("cfg_scale", "How closely the video follows the prompt: a higher value follows it more closely."),
    doc_for(
        "generate_audio",
        "omni",
        "Whether the video has sound. Must be `false` when `tail_image_url` is set.",
    ),
    doc("generate_audio", "Whether the video has sound."),
    doc("keep_audio", "Whether the sound of the input video is kept."),
    doc("camera_control", "Movement of the camera."),
    doc("camera_control.type", "The kind of movement; `config` is used by `simple` only."),
    doc("camera_control.config", "The movement along and about each axis."),
    doc("camera_control.config.horizontal", "Horizontal movement of the camera."),
    doc("camera_control.config.vertical", "Vertical movement of the camera."),
    doc("camera_control.config.pan", "Pan of the camera."),
    doc("camera_control.config.tilt", "Tilt of the camera."),
    doc("camera_control.config.roll", "Roll of the camera about its viewing axis."),
    doc("camera_control.config.zoom", "Zoom of the camera."),
    doc("advanced_camera_control", "One camera movement and its strength."),
    doc("advanced_camera_control.movement_type", "The axis of the movement."),
    doc("advanced_camera_control.movement_value", "Strength and direction of the movement."),
    doc(
        "static_mask",
        "The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.",
    ),
    doc("dynamic_masks", "Parts of the image that move along given paths."),
    doc("dynamic_masks[].mask", "The part that moves: `http(s)` URL or `data:` URI of a mask image."),
    doc("dynamic_masks[].trajectories", "Points of the path, in order."),
    doc("dynamic_masks[].trajectories[].x", "Horizontal position of the point in the image."),
    doc("dynamic_masks[].trajectories[].y", "Vertical position of the point in the image."),
    doc(
        "provider",
        "The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.",
    ),
];

fn row_for(path: &str, model: &str) -> Option<usize> {
    SENTENCES.iter().position(|row| row.path == path && model.contains(row.model))
}

/// The sentence for a property of a model, or else the documentation of the type of its shape. The model is empty for a
/// property of a type that several models share.
pub fn sentence(path: &str, model: &str, shape: &Shape) -> Option<&'static str> {
    let sentence = row_for(path, model).map(|row| SENTENCES[row].text);
    sentence.or_else(|| type_table::row_of(path, shape).map(|row| row.doc))
}

/// The position of a property among the arguments of a constructor.
pub fn rank(path: &str) -> usize {
    SENTENCES.iter().position(|row| row.path == path).unwrap_or(SENTENCES.len())
}

/// A line for each sentence that no property (path and model) uses any more.
pub fn obsolete(properties: &[(String, &str)]) -> Vec<String> {
    let used: BTreeSet<_> = properties.iter().filter_map(|(path, model)| row_for(path, model)).collect();
    let unused = SENTENCES.iter().enumerate().filter(|(row, _)| !used.contains(row));
    unused
        .map(|(_, row)| {
            let owner =
                if row.model.is_empty() { String::new() } else { format!(" of `{}` models", row.model) };
            format!(
                "build/api/docs/sentences.rs: no document in specs/ has a property `{}`{owner} that uses the sentence \"{}\"; delete or correct it",
                row.path, row.text
            )
        })
        .collect()
}

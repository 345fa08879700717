//! The table of nested types and their names.

use crate::build::read::{shape::Shape, walk::is_within};

/// The name of a nested type.
pub struct TypeRow {
    /// Where the type stands in a request, as [`walk`](crate::build::read::walk) writes it.
    pub path: &'static str,
    /// Distinguishes the shapes that one property has in different models.
    pub is: fn(&Shape) -> bool,
    pub name: &'static str,
    /// The unit of an integer of this type, with which the names of its values begin.
    pub unit: &'static str,
    pub doc: &'static str,
}

const fn row(path: &'static str, is: fn(&Shape) -> bool, name: &'static str, doc: &'static str) -> TypeRow {
    TypeRow { path, is, name, unit: "Value", doc }
}

const fn seconds(
    path: &'static str,
    is: fn(&Shape) -> bool,
    name: &'static str,
    doc: &'static str,
) -> TypeRow {
    TypeRow { path, is, name, unit: "Seconds", doc }
}

fn any(_: &Shape) -> bool {
    true
}

fn is_object(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_))
}

fn is_choice(shape: &Shape) -> bool {
    matches!(shape, Shape::TextChoice(_))
}

fn has_text(shape: &Shape, text: &str) -> bool {
    matches!(shape, Shape::TextChoice(values) if values.iter().any(|value| value == text))
}

fn has_integer(shape: &Shape, integer: i64) -> bool {
    matches!(shape, Shape::IntegerChoice(values) if values.contains(&integer))
}

fn has_field(shape: &Shape, name: &str) -> bool {
    matches!(shape, Shape::Object(fields) if fields.iter().any(|field| field.name == name))
}

/// The row that names `shape` at `path`.
pub fn row_of(path: &str, shape: &Shape) -> Option<&'static TypeRow> {
    TYPES.iter().find(|row| row.path == path && (row.is)(shape))
}

/// The only row for a path around `path`, of those that have rows the innermost one.
pub fn row_around(path: &str) -> Option<&'static TypeRow> {
    let around = TYPES.iter().filter(|row| is_within(path, row.path));
    let innermost = around.max_by_key(|row| row.path.len())?;
    let is_only = TYPES.iter().filter(|row| row.path == innermost.path).count() == 1;
    is_only.then_some(innermost)
}

/// Every nested type that has a name of its own. A row that matches nothing is obsolete and fails the build. A shape
/// without a row is named after the row around it. If there is none, it is named after its first owner, which another
/// model can change, and `tests/library/missing.rs` fails.
pub const TYPES: &[TypeRow] = &[
    row("aspect_ratio", any, "AspectRatio", "Aspect ratio of the video, as width to height."),
    row(
        "ratio",
        any,
        "LegacyRatio",
        "Aspect ratio of the video, as width to height, for the older parameter `ratio`.",
    ),
    row(
        "type",
        |shape| has_text(shape, "text-to-video"),
        "LegacyTextToVideo",
        "The task of a text-to-video model.",
    ),
    row(
        "type",
        |shape| has_text(shape, "image-to-video"),
        "LegacyImageToVideo",
        "The task of an image-to-video model.",
    ),
    row("advanced_camera_control", any, "AdvancedCameraControl", "One camera movement and its strength."),
    row(
        "advanced_camera_control.movement_type",
        any,
        "CameraMovement",
        "An axis along or about which the camera moves.",
    ),
    row(
        "camera_control",
        is_object,
        "CameraControl",
        "A camera movement: a predefined one, or one composed of movements along and about six axes.",
    ),
    row("camera_control", is_choice, "CameraPreset", "A predefined camera movement."),
    row("camera_control.type", any, "CameraControlType", "The kind of movement of a [`CameraControl`]."),
    row(
        "camera_control.config",
        any,
        "CameraControlConfig",
        "How far the camera moves along and about each axis; for the type `simple`.",
    ),
    row(
        "character_orientation",
        any,
        "CharacterOrientation",
        "The input that the character's orientation is taken from.",
    ),
    seconds(
        "duration",
        |shape| !has_integer(shape, 3),
        "FixedDuration",
        "Length of a video in seconds, for models with a few fixed lengths.",
    ),
    seconds(
        "duration",
        |shape| has_integer(shape, 3),
        "FlexibleDuration",
        "Length of a video in seconds, for models that accept any whole number of seconds within a range.",
    ),
    row("dynamic_masks[]", any, "DynamicMask", "A part of the image and the path along which it moves."),
    row(
        "dynamic_masks[].trajectories[]",
        any,
        "TrajectoryPoint",
        "A point on the path of a [`DynamicMask`].",
    ),
    row("effect_scene", any, "EffectScene", "A predefined effect."),
    row(
        "elements[]",
        |shape| !has_field(shape, "video_url"),
        "ImageElement",
        "A character or object, shown by images.",
    ),
    row(
        "elements[]",
        |shape| has_field(shape, "video_url"),
        "Element",
        "A character or object, shown by images or by a video.",
    ),
    row("image_url", any, "EffectImages", "One image, or a list of images for effects that combine several."),
    row("mode", any, "MotionControlMode", "Quality of a motion-control video."),
    row("multi_prompt[]", any, "Shot", "One shot of a video with several shots."),
    seconds("multi_prompt[].duration", any, "ShotDuration", "Length of one shot in seconds."),
    row(
        "shot_type",
        |shape| !has_text(shape, "intelligence"),
        "ShotType",
        "How a video with several shots is divided.",
    ),
    row(
        "shot_type",
        |shape| has_text(shape, "intelligence"),
        "OmniShotType",
        "How a video with several shots is divided, for the Omni models.",
    ),
];

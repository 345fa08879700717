//! What people choose a model by, derived from its parameters.

use super::{Model, Parameter, ValueSchema, choice::text_choice};

text_choice! {
    /// A kind of input that a model takes.
    InputKind {
        /// A text prompt.
        Text = "text",
        /// An image, which in most models is the first frame.
        Image = "image",
        /// An image that is the last frame.
        LastImage = "last-image",
        /// Several images.
        Images = "images",
        /// Elements: persons or things, each with its images.
        Elements = "elements",
        /// A video.
        Video = "video",
        /// An audio file.
        Audio = "audio",
    }
}

/// The parameters that take each kind of input.
const PARAMETERS: &[(&str, InputKind)] = &[
    ("prompt", InputKind::Text),
    ("image_url", InputKind::Image),
    ("tail_image_url", InputKind::LastImage),
    ("last_image_url", InputKind::LastImage),
    ("image_list", InputKind::Images),
    ("elements", InputKind::Elements),
    ("video_url", InputKind::Video),
    ("audio_url", InputKind::Audio),
];

/// ```
/// use aimlapi_kling::{InputKind, Model, Task};
///
/// let models: Vec<_> = Model::ALL
///     .iter()
///     .filter(|model| model.task() == Task::ImageToVideo)
///     .filter(|model| model.durations().contains(&15))
///     .filter(|model| model.inputs().contains(&InputKind::LastImage) && model.generates_sound())
///     .collect();
/// assert!(models.contains(&&Model::V3ProImageToVideo));
/// ```
impl Model {
    /// The parameter with this name.
    pub fn parameter(self, name: &str) -> Option<&'static Parameter> {
        self.parameters().iter().find(|parameter| parameter.name == name).copied()
    }

    /// The lengths of the video in seconds that a request can choose. If there are none, the length depends on the
    /// input.
    pub fn durations(self) -> &'static [i64] {
        match self.parameter("duration").map(|parameter| parameter.schema) {
            Some(ValueSchema::IntegerChoice(seconds)) => seconds,
            _ => &[],
        }
    }

    /// The kinds of input that the model takes, whether they are required or not.
    pub fn inputs(self) -> Vec<InputKind> {
        let kinds = PARAMETERS.iter().filter(|(name, _)| self.parameter(name).is_some());
        kinds.map(|(_, kind)| *kind).collect()
    }

    /// Whether the model can generate the sound of the video.
    pub fn generates_sound(self) -> bool {
        self.parameter("generate_audio").is_some()
    }
}

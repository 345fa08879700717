//! The rules that no schema contains, as far as they are facts. The generator includes this file for the documentation of
//! the request types, so it imports nothing.

/// A rule, and which models it is for.
#[derive(Debug)]
pub struct RuleFacts {
    pub name: &'static str,
    pub text: &'static str,
    pub reason: &'static str,
    /// The parts that the id of a model contains.
    pub ids: &'static [&'static str],
    /// The parameters that a model has.
    pub parameters: &'static [&'static str],
}

impl RuleFacts {
    /// Whether the rule is for the model with this id, given which parameters it has: `elements[].video_url` is the
    /// property of the objects in a list.
    pub fn applies(&self, id: &str, has: impl Fn(&str) -> bool) -> bool {
        self.ids.iter().all(|part| id.contains(part)) && self.parameters.iter().all(|path| has(path))
    }
}

pub const PROMPT_OR_MULTI_PROMPT: RuleFacts = RuleFacts {
    name: "prompt-or-multi-prompt",
    text: "Set either `prompt` or `multi_prompt`, not both.",
    reason: "documented for every model that has both; the schemas make both optional",
    ids: &[],
    parameters: &["prompt", "multi_prompt"],
};

pub const TAIL_IMAGE_WITHOUT_AUDIO: RuleFacts = RuleFacts {
    name: "tail-image-without-audio",
    text: "`tail_image_url` requires `generate_audio` to be `false`.",
    reason: "documented for the Omni models, where `generate_audio` is `true` by default",
    ids: &["omni"],
    parameters: &["tail_image_url", "generate_audio"],
};

pub const ONE_ELEMENT_WITH_VIDEO: RuleFacts = RuleFacts {
    name: "one-element-with-video",
    text: "At most one of `elements` has a `video_url`.",
    reason: "documented for every model whose elements can have a video",
    ids: &[],
    parameters: &["elements[].video_url"],
};

pub const EFFECT_OF_TWO_IMAGES: RuleFacts = RuleFacts {
    name: "effect-of-two-images",
    text: "The effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.",
    reason: "documented for these three; the other effects document no number, so it is not validated",
    ids: &[],
    parameters: &["effect_scene"],
};

pub const PROVIDER: RuleFacts = RuleFacts {
    name: "provider",
    text: "`provider` is `kling`, `klingai`, `fal` or `auto`, in any case.",
    reason: "the schemas allow any text, and a mistyped provider would select another one",
    ids: &[],
    parameters: &["provider"],
};

pub const MEDIA_URI: RuleFacts = RuleFacts {
    name: "media-uri",
    text: "Images, audio files and videos are `http` or `https` URLs or `data:` URIs.",
    reason: "the schemas allow any URI, but the service can fetch only these",
    ids: &[],
    parameters: &[],
};

pub const INLINE_IMAGE_SIZE: RuleFacts = RuleFacts {
    name: "inline-image-size",
    text: "An inline image has at most 50 MB (52,428,800 bytes).",
    reason: "documented for the Turbo models of version 3 in MB; the larger definition of MB applies",
    ids: &["v3", "turbo"],
    parameters: &["image_url"],
};

pub const INLINE_AUDIO_SIZE: RuleFacts = RuleFacts {
    name: "inline-audio-size",
    text: "An inline audio file has at most 5 MB (5,242,880 bytes).",
    reason: "documented for the avatar models in MB; the larger definition of MB applies",
    ids: &["avatar"],
    parameters: &["audio_url"],
};

/// All rules, in the order of their validation.
pub const ALL: &[&RuleFacts] = &[
    &PROMPT_OR_MULTI_PROMPT,
    &TAIL_IMAGE_WITHOUT_AUDIO,
    &ONE_ELEMENT_WITH_VIDEO,
    &EFFECT_OF_TWO_IMAGES,
    &PROVIDER,
    &MEDIA_URI,
    &INLINE_IMAGE_SIZE,
    &INLINE_AUDIO_SIZE,
];

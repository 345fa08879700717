//! Rules that the documentation of the service states only in prose, so no schema contains them.

use serde_json::{Map, Value};

use super::{
    DataUri, Violation,
    uri::{file_hint, is_fetchable},
    violation::{described, group_digits, join},
};
use crate::model::{Model, Parameter, ValueSchema};

/// The documentation does not define MB; the larger unit rejects nothing that the service
/// accepts.
pub(crate) const MEGABYTE: u64 = 1024 * 1024;

/// The largest inline image, in bytes, that is documented for any model.
pub(crate) const MAX_IMAGE_BYTES: u64 = 50 * MEGABYTE;

/// The largest inline audio file, in bytes, that is documented for any model.
pub(crate) const MAX_AUDIO_BYTES: u64 = 5 * MEGABYTE;

/// A validation rule that no schema contains.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The name of the rule.
    pub name: &'static str,
    /// The rule in a sentence.
    pub text: &'static str,
    /// Where the rule is documented, and why it is validated.
    pub reason: &'static str,
    applies: fn(Model) -> bool,
    check: fn(Model, &Map<String, Value>) -> Vec<Violation>,
}

impl Rule {
    pub(crate) fn violations(&self, model: Model, body: &Map<String, Value>) -> Vec<Violation> {
        (self.check)(model, body)
    }
}

impl Model {
    /// The rules that requests to this model must follow in addition to the specification.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().filter(move |rule| (rule.applies)(self))
    }
}

static RULES: &[Rule] = &[
    Rule {
        name: "prompt-or-multi-prompt",
        text: "Set either `prompt` or `multi_prompt`, not both.",
        reason: "documented for every model that has both; the schemas make both optional",
        applies: |model| has(model, "prompt") && has(model, "multi_prompt"),
        check: |_, body| match (given(body, "prompt"), given(body, "multi_prompt")) {
            (Some(_), Some(value)) => {
                vec![Violation::new("multi_prompt", described(value), "no value together with `prompt`")]
            }
            (None, None) => vec![Violation::new("prompt", "missing", "text, or `multi_prompt` instead")],
            _ => vec![],
        },
    },
    Rule {
        name: "tail-image-without-audio",
        text: "`tail_image_url` requires `generate_audio` to be `false`.",
        reason: "documented for the Omni models, where `generate_audio` is `true` by default",
        applies: |model| {
            model.id().contains("omni") && has(model, "tail_image_url") && has(model, "generate_audio")
        },
        check: |_, body| match (given(body, "tail_image_url"), given(body, "generate_audio")) {
            (Some(_), None) => {
                vec![Violation::new("generate_audio", "missing", "false together with `tail_image_url`")]
            }
            (Some(_), Some(Value::Bool(true))) => {
                vec![Violation::new("generate_audio", "true", "false together with `tail_image_url`")]
            }
            _ => vec![],
        },
    },
    Rule {
        name: "one-element-with-video",
        text: "At most one of `elements` has a `video_url`.",
        reason: "documented for every model whose elements can have a video",
        applies: |model| has_element_video(model),
        check: |_, body| {
            let elements = body.get("elements").and_then(Value::as_array).into_iter().flatten().enumerate();
            let videos = elements.filter_map(|(at, element)| Some((at, element.get("video_url")?)));
            let surplus = videos.skip(1);
            surplus
                .map(|(at, value)| {
                    Violation::new(
                        format!("elements[{at}].video_url"),
                        described(value),
                        "at most one element with a video",
                    )
                })
                .collect()
        },
    },
    Rule {
        name: "effect-of-two-images",
        text: "The effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.",
        reason: "documented for these three; the other effects document no number, so it is not validated",
        applies: |model| has(model, "effect_scene"),
        check: |_, body| {
            let joins_two = ["hug", "kiss", "heart_gesture"]
                .into_iter()
                .any(|name| body.get("effect_scene").is_some_and(|scene| *scene == name));
            match body.get("image_url") {
                Some(images) if joins_two && images.as_array().map(Vec::len) != Some(2) => {
                    vec![Violation::new("image_url", described(images), "list of 2 items for this effect")]
                }
                _ => vec![],
            }
        },
    },
    Rule {
        name: "provider",
        text: "`provider` is `kling`, `klingai`, `fal` or `auto`, in any case.",
        reason: "the schemas allow any text, and a mistyped provider would select another one",
        applies: |model| has(model, "provider"),
        check: |_, body| {
            let known = ["kling", "klingai", "fal", "auto"];
            let unknown = given(body, "provider").filter(|value| {
                !value.as_str().is_some_and(|text| known.iter().any(|known| known.eq_ignore_ascii_case(text)))
            });
            unknown
                .map(|value| {
                    Violation::new("provider", described(value), "one of kling | klingai | fal | auto")
                })
                .into_iter()
                .collect()
        },
    },
    Rule {
        name: "media-uri",
        text: "Images, audio files and videos are `http` or `https` URLs or `data:` URIs.",
        reason: "the schemas allow any URI, but the service can fetch only these",
        applies: |_| true,
        check: |model, body| {
            let mut violations = Vec::new();
            in_object("", model.parameters(), body, &mut violations);
            violations
        },
    },
    Rule {
        name: "inline-image-size",
        text: "An inline image has at most 50 MB (52,428,800 bytes).",
        reason: "documented for the Turbo models of version 3 in MB; the larger definition of MB applies",
        applies: |model| model.id().contains("v3") && model.id().contains("turbo") && has(model, "image_url"),
        check: |_, body| oversize(body, "image_url", MAX_IMAGE_BYTES),
    },
    Rule {
        name: "inline-audio-size",
        text: "An inline audio file has at most 5 MB (5,242,880 bytes).",
        reason: "documented for the avatar models in MB; the larger definition of MB applies",
        applies: |model| model.id().contains("avatar") && has(model, "audio_url"),
        check: |_, body| oversize(body, "audio_url", MAX_AUDIO_BYTES),
    },
];

fn has(model: Model, name: &str) -> bool {
    model.parameters().iter().any(|parameter| parameter.name == name)
}

fn has_element_video(model: Model) -> bool {
    model.parameters().iter().any(|parameter| match parameter.schema {
        ValueSchema::List { items: ValueSchema::Object(fields), .. } => {
            parameter.name == "elements" && fields.iter().any(|field| field.name == "video_url")
        }
        _ => false,
    })
}

fn given<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    body.get(name).filter(|value| !value.is_null())
}

/// A violation if the data URI in the property `name` decodes to more than `most` bytes.
fn oversize(body: &Map<String, Value>, name: &str, most: u64) -> Vec<Violation> {
    let uri = given(body, name).and_then(Value::as_str).and_then(DataUri::parse);
    let bytes = uri.map(|uri| uri.bytes()).filter(|bytes| *bytes > most);
    let violation = bytes.map(|bytes| {
        let (found, expected) = (group_digits(bytes), group_digits(most));
        Violation::new(name, format!("{found} bytes"), format!("at most {expected} bytes"))
    });
    violation.into_iter().collect()
}

/// Finds the URIs of an object that the service cannot fetch.
fn in_object(path: &str, parameters: &[&Parameter], object: &Map<String, Value>, found: &mut Vec<Violation>) {
    for parameter in parameters {
        if let Some(value) = object.get(parameter.name) {
            in_value(&join(path, parameter.name), parameter, &parameter.schema, value, found);
        }
    }
}

fn in_value(
    path: &str,
    parameter: &Parameter,
    schema: &ValueSchema,
    value: &Value,
    found: &mut Vec<Violation>,
) {
    match (schema, value) {
        (ValueSchema::Text { .. }, Value::String(text)) if parameter.is_media() && !is_fetchable(text) => {
            let expected = format!("http(s) URL or data: URI{}", file_hint(path, text));
            found.push(Violation::new(path, described(value), expected));
        }
        (ValueSchema::List { items, .. }, Value::Array(values)) => {
            let values = values.iter().enumerate();
            values.for_each(|(at, value)| in_value(&format!("{path}[{at}]"), parameter, items, value, found));
        }
        (ValueSchema::Object(parameters), Value::Object(object)) => {
            in_object(path, parameters, object, found)
        }
        (ValueSchema::AnyOf(options), value) => {
            options.iter().for_each(|option| in_value(path, parameter, option, value, found));
        }
        _ => {}
    }
}

//! What the service wants beyond the schemas: rules that stand only in upstream's prose.

use serde_json::{Map, Value};

use crate::{
    AudioInput, ImageInput, Model, Parameter, ValueSchema,
    data_uri::DataUri,
    media::grouped,
    validate::{Violation, described, join},
};

/// A rule that no schema holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// A name for it.
    pub name: &'static str,
    /// What it wants, in a sentence.
    pub text: &'static str,
    /// Where it is known from, and why it is checked.
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
    /// The rules that its requests are held to beyond the limits of its parameters.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().filter(move |rule| (rule.applies)(self))
    }
}

static RULES: &[Rule] = &[
    Rule {
        name: "prompt-or-multi-prompt",
        text: "Give either `prompt` or `multi_prompt`, and not both.",
        reason: "said of every model that has both; the schemas make both optional",
        applies: |model| has(model, "prompt") && has(model, "multi_prompt"),
        check: |_, body| match (given(body, "prompt"), given(body, "multi_prompt")) {
            (Some(_), Some(value)) => {
                vec![Violation::new("multi_prompt", described(value), "nothing beside `prompt`")]
            }
            (None, None) => vec![Violation::new("prompt", "missing", "text, or `multi_prompt` in its place")],
            _ => vec![],
        },
    },
    Rule {
        name: "tail-image-without-audio",
        text: "`tail_image_url` needs `generate_audio` set to `false`.",
        reason: "said of the Omni models, whose default of `generate_audio` is `true`",
        applies: |model| {
            model.id().contains("omni") && has(model, "tail_image_url") && has(model, "generate_audio")
        },
        check: |_, body| match (given(body, "tail_image_url"), given(body, "generate_audio")) {
            (Some(_), None) => {
                vec![Violation::new("generate_audio", "missing", "false beside `tail_image_url`")]
            }
            (Some(_), Some(Value::Bool(true))) => {
                vec![Violation::new("generate_audio", "true", "false beside `tail_image_url`")]
            }
            _ => vec![],
        },
    },
    Rule {
        name: "one-element-with-video",
        text: "At most one of `elements` has a `video_url`.",
        reason: "said of every model whose elements may have one",
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
                        "no second element with a video",
                    )
                })
                .collect()
        },
    },
    Rule {
        name: "effect-of-two-images",
        text: "The effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.",
        reason: "said of these three; what the others take is not said, so they are not checked",
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
        reason: "the schemas allow any text, and a wrong one would choose a provider that was not meant",
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
        name: "media-address",
        text: "Media are given as `http` or `https` URLs or as `data:` URIs.",
        reason: "the schemas allow any URI, and the service can fetch no other",
        applies: |_| true,
        check: |model, body| {
            let mut violations = Vec::new();
            in_object("", model.parameters(), body, &mut violations);
            violations
        },
    },
    Rule {
        name: "inline-image-size",
        text: "An image within the request has at most 50 MB (52,428,800 bytes).",
        reason: "said of the Turbo models of version 3; which megabyte is not said, so it is the larger",
        applies: |model| model.id().contains("v3") && model.id().contains("turbo") && has(model, "image_url"),
        check: |_, body| oversize(body, "image_url", ImageInput::MAX_BYTES),
    },
    Rule {
        name: "inline-audio-size",
        text: "Sound within the request has at most 5 MB (5,242,880 bytes).",
        reason: "said of the avatar models; which megabyte is not said, so it is the larger",
        applies: |model| model.id().contains("avatar") && has(model, "audio_url"),
        check: |_, body| oversize(body, "audio_url", AudioInput::MAX_BYTES),
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

/// A file within the body that has more bytes than it may.
fn oversize(body: &Map<String, Value>, name: &str, most: u64) -> Vec<Violation> {
    let uri = given(body, name).and_then(Value::as_str).and_then(DataUri::parse);
    let bytes = uri.map(|uri| uri.bytes()).filter(|bytes| *bytes > most);
    let violation = bytes.map(|bytes| {
        let (found, expected) = (grouped(bytes), grouped(most));
        Violation::new(name, format!("{found} bytes"), format!("at most {expected} bytes"))
    });
    violation.into_iter().collect()
}

/// Finds the addresses of an object that cannot be fetched.
fn in_object(path: &str, parameters: &[&Parameter], object: &Map<String, Value>, found: &mut Vec<Violation>) {
    for parameter in parameters {
        if let Some(value) = object.get(parameter.name) {
            in_value(&join(path, parameter.name), &parameter.schema, value, found);
        }
    }
}

fn in_value(path: &str, schema: &ValueSchema, value: &Value, found: &mut Vec<Violation>) {
    match (schema, value) {
        (ValueSchema::Text { format: Some("uri"), .. }, Value::String(text)) if !is_fetchable(text) => {
            found.push(Violation::new(path, described(value), "http(s) URL or data: URI"));
        }
        (ValueSchema::List { items, .. }, Value::Array(values)) => {
            let values = values.iter().enumerate();
            values.for_each(|(at, value)| in_value(&format!("{path}[{at}]"), items, value, found));
        }
        (ValueSchema::Object(parameters), Value::Object(object)) => {
            in_object(path, parameters, object, found)
        }
        (ValueSchema::AnyOf(options), value) => {
            options.iter().for_each(|option| in_value(path, option, value, found));
        }
        _ => {}
    }
}

pub(crate) fn is_fetchable(text: &str) -> bool {
    ["http://", "https://", "data:"].into_iter().any(|scheme| has_start(text, scheme))
}

/// Whether it begins so, in any case.
pub(crate) fn has_start(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

//! Rules that the documentation of the service states only in prose, so no schema contains them.

use serde_json::{Map, Value};

use super::{
    DataUri, Violation,
    rule_facts::{self, RuleFacts},
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
    facts: &'static RuleFacts,
    check: Check,
}

type Check = fn(Model, &Map<String, Value>) -> Vec<Violation>;

impl Rule {
    const fn new(facts: &'static RuleFacts, check: Check) -> Self {
        Self { name: facts.name, text: facts.text, reason: facts.reason, facts, check }
    }

    fn applies(&self, model: Model) -> bool {
        self.facts.applies(model.id(), |path| match path.split_once("[].") {
            Some((list, property)) => items_have(model, list, property),
            None => model.parameter(path).is_some(),
        })
    }

    pub(crate) fn violations(&self, model: Model, body: &Map<String, Value>) -> Vec<Violation> {
        (self.check)(model, body)
    }
}

impl Model {
    /// The rules that requests to this model must follow in addition to the specification.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().filter(move |rule| rule.applies(self))
    }
}

static RULES: &[Rule] = &[
    Rule::new(&rule_facts::PROMPT_OR_MULTI_PROMPT, |_, body| {
        match (given(body, "prompt"), given(body, "multi_prompt")) {
            (Some(_), Some(value)) => {
                vec![Violation::new("multi_prompt", described(value), "no value together with `prompt`")]
            }
            (None, None) => vec![Violation::new("prompt", "missing", "text, or `multi_prompt` instead")],
            _ => vec![],
        }
    }),
    Rule::new(&rule_facts::TAIL_IMAGE_WITHOUT_AUDIO, |_, body| {
        match (given(body, "tail_image_url"), given(body, "generate_audio")) {
            (Some(_), None) => {
                vec![Violation::new("generate_audio", "missing", "false together with `tail_image_url`")]
            }
            (Some(_), Some(Value::Bool(true))) => {
                vec![Violation::new("generate_audio", "true", "false together with `tail_image_url`")]
            }
            _ => vec![],
        }
    }),
    Rule::new(&rule_facts::ONE_ELEMENT_WITH_VIDEO, |_, body| {
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
    }),
    Rule::new(&rule_facts::EFFECT_OF_TWO_IMAGES, |_, body| {
        let joins_two = ["hug", "kiss", "heart_gesture"]
            .into_iter()
            .any(|name| body.get("effect_scene").is_some_and(|scene| *scene == name));
        match body.get("image_url") {
            Some(images) if joins_two && images.as_array().map(Vec::len) != Some(2) => {
                vec![Violation::new("image_url", described(images), "list of 2 items for this effect")]
            }
            _ => vec![],
        }
    }),
    Rule::new(&rule_facts::PROVIDER, |_, body| {
        let known = ["kling", "klingai", "fal", "auto"];
        let unknown = given(body, "provider").filter(|value| {
            !value.as_str().is_some_and(|text| known.iter().any(|known| known.eq_ignore_ascii_case(text)))
        });
        unknown
            .map(|value| Violation::new("provider", described(value), "one of kling | klingai | fal | auto"))
            .into_iter()
            .collect()
    }),
    Rule::new(&rule_facts::MEDIA_URI, |model, body| {
        let mut violations = Vec::new();
        in_object("", model.parameters(), body, &mut violations);
        violations
    }),
    Rule::new(&rule_facts::INLINE_IMAGE_SIZE, |_, body| oversize(body, "image_url", MAX_IMAGE_BYTES)),
    Rule::new(&rule_facts::INLINE_AUDIO_SIZE, |_, body| oversize(body, "audio_url", MAX_AUDIO_BYTES)),
];

/// Whether objects in the list `list` have a property.
fn items_have(model: Model, list: &str, property: &str) -> bool {
    match model.parameter(list).map(|parameter| parameter.schema) {
        Some(ValueSchema::List { items: ValueSchema::Object(fields), .. }) => {
            fields.iter().any(|field| field.name == property)
        }
        _ => false,
    }
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

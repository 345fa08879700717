//! Bodies made from the public table of parameters: a new model needs no new test.

use aimlapi_kling::{Model, Parameter, Request, ValueSchema};
use serde_json::Value;

/// A body with what is required, at the lowest limits.
pub fn minimal(model: Model) -> Value {
    with_model(model, lowest(model.parameters()))
}

/// A body with every parameter and every property of its objects, at the highest limits.
pub fn full(model: Model) -> Value {
    with_model(model, highest(model.parameters()))
}

/// A request that every rule allows.
pub fn request(model: Model) -> Request {
    let mut body = minimal(model);
    // A prompt is required by rules that the parameters do not show.
    if model.parameters().iter().any(|parameter| parameter.name == "prompt") {
        body["prompt"] = "A lighthouse in a storm".into();
    }
    model.request(body).expect("a minimal body is a request")
}

/// Values at the limits of what is allowed, the smallest first and the largest last; every value of a choice.
pub fn samples(schema: &ValueSchema) -> Vec<Value> {
    match *schema {
        ValueSchema::Boolean => vec![false.into(), true.into()],
        ValueSchema::Integer { minimum, maximum, .. } => {
            vec![minimum.unwrap_or(i64::MIN).into(), maximum.unwrap_or(i64::MAX).into()]
        }
        ValueSchema::Number { minimum, maximum, .. } => {
            vec![minimum.unwrap_or(f64::MIN).into(), maximum.unwrap_or(f64::MAX).into()]
        }
        ValueSchema::Text { format: Some("uri"), .. } => {
            vec!["data:image/png;base64,AA==".into(), "https://media.example/a.png?b=c".into()]
        }
        ValueSchema::Text { min_length, max_length, format: None, .. } => {
            let text = |length: u64| "é".repeat(length as usize).into();
            vec![text(min_length.unwrap_or(0)), text(max_length.unwrap_or(5000))]
        }
        ValueSchema::TextChoice(values) => values.iter().map(|value| (*value).into()).collect(),
        ValueSchema::IntegerChoice(values) => values.iter().map(|value| (*value).into()).collect(),
        ValueSchema::List { items, min_items, max_items, .. } => {
            let list = |item, length: u64| vec![item; length as usize].into();
            vec![list(first(items), min_items.unwrap_or(0)), list(last(items), max_items.unwrap_or(9))]
        }
        ValueSchema::Object(fields) => vec![lowest(fields), highest(fields)],
        ValueSchema::AnyOf(options) => options.iter().flat_map(samples).collect(),
        ref other => panic!("no sample of {other:?}: write one here"),
    }
}

fn first(schema: &ValueSchema) -> Value {
    samples(schema).remove(0)
}

fn last(schema: &ValueSchema) -> Value {
    samples(schema).pop().expect("a sample")
}

fn lowest(fields: &[&Parameter]) -> Value {
    let required = fields.iter().filter(|field| field.required);
    required.map(|field| (field.name, samples_of(field).remove(0))).collect()
}

fn highest(fields: &[&Parameter]) -> Value {
    fields.iter().map(|field| (field.name, samples_of(field).pop().expect("a sample"))).collect()
}

/// The samples of a parameter. A rule requires URLs where the schema of some models allows any text.
fn samples_of(parameter: &Parameter) -> Vec<Value> {
    match parameter.schema {
        ValueSchema::Text { .. } if parameter.is_media() => {
            vec!["data:image/png;base64,AA==".into(), "https://media.example/a.png?b=c".into()]
        }
        ref schema => samples(schema),
    }
}

fn with_model(model: Model, mut body: Value) -> Value {
    body["model"] = model.id().into();
    body
}

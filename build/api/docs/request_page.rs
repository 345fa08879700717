//! The page of a request type: an example, the rules of its model and its usual processing time.

use crate::build::{
    api::{
        Api, Model,
        names::identifiers::{field_name, integer_variant, text_variant, variants},
    },
    read::shape::{Field, Shape},
};

/// Tables without imports, which the library validates with and reports to its callers.
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "../../../src/request/rule_facts.rs"]
mod rule_facts;
#[path = "../../../src/model/typical_seconds.rs"]
mod typical_seconds;

use rule_facts::RuleFacts;

/// What follows the summary of a request type.
pub fn request_page(api: &Api, model: &Model) -> String {
    let sections = [example(api, model), rules(model), Some(duration(model))];
    sections.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// A request with the required parameters, and a prompt if it has one. None if a value is not a simple one.
fn example(api: &Api, model: &Model) -> Option<String> {
    let name = &model.name.type_name;
    let (required, optional): (Vec<_>, Vec<_>) = model.fields.iter().partition(|field| field.required);
    let arguments: Option<Vec<_>> =
        required.into_iter().map(|field| argument(api, &field.name, &field.shape)).collect();
    let prompt = optional.into_iter().find(|field| field.name == "prompt");
    let setter = prompt.and_then(|field: &Field| {
        Some(format!("\n    .{}({})", field_name(&field.name), argument(api, &field.name, &field.shape)?))
    });
    Some(format!(
        "```\nuse aimlapi_kling::types;\n# use aimlapi_kling::ModelRequest as _;\n\n\
         let request = types::{name}::new({}){};\n\
         # request.validate().unwrap();\n```",
        arguments?.join(", "),
        setter.unwrap_or_default(),
    ))
}

/// Rust code for a value.
fn argument(api: &Api, name: &str, shape: &Shape) -> Option<String> {
    let variant = |names: Vec<String>| {
        let type_name = &api.types.get(name, shape).name;
        Some(format!("types::{type_name}::{}", names.first()?))
    };
    match shape {
        Shape::Text { .. } => Some(format!("{:?}", text(name))),
        Shape::TextChoice(values) => variant(variants(values, |value| text_variant(value))),
        Shape::IntegerChoice(values) => {
            let unit = api.types.get(name, shape).row.map_or("Value", |row| row.unit);
            variant(variants(values, |value| integer_variant(*value, unit)))
        }
        Shape::List { items, min_items, .. } => {
            let item = matches!(**items, Shape::Text { .. }).then(|| format!("{:?}", text(name)))?;
            Some(format!("[{}]", vec![item; min_items.unwrap_or(1).max(1) as usize].join(", ")))
        }
        Shape::AnyOf(options) => argument(api, name, options.first()?),
        _ => None,
    }
}

fn text(name: &str) -> &'static str {
    match name {
        name if name.contains("audio") => "https://example.com/speech.mp3",
        name if name.contains("video") => "https://example.com/clip.mp4",
        name if name.contains("image") || name.contains("url") => "https://example.com/portrait.png",
        _ => "A lighthouse in a storm",
    }
}

/// The rules that no schema contains, except those of all models.
fn rules(model: &Model) -> Option<String> {
    let has = |path: &str| has_property(&model.fields, path);
    let rules = rule_facts::ALL.iter().filter(|rule| !is_of_all(rule) && rule.applies(&model.id, has));
    let rules: Vec<_> = rules.map(|rule| format!("- {}", rule.text)).collect();
    (!rules.is_empty()).then(|| format!("Rules in addition to the types and limits:\n\n{}", rules.join("\n")))
}

fn is_of_all(rule: &RuleFacts) -> bool {
    rule.ids.is_empty() && rule.parameters.is_empty()
}

fn has_property(fields: &[Field], path: &str) -> bool {
    let (name, rest) = path.split_once("[].").unwrap_or((path, ""));
    fields.iter().filter(|field| field.name == name).any(|field| match &field.shape {
        _ if rest.is_empty() => true,
        Shape::List { items, .. } => match &**items {
            Shape::Object(fields) => has_property(fields, rest),
            _ => false,
        },
        _ => false,
    })
}

fn duration(model: &Model) -> String {
    match typical_seconds::documented(&model.id) {
        Some(seconds) => format!("A clip of 5 seconds takes about {seconds} seconds to generate."),
        None => {
            "No processing time is documented for this model; for others, 78 to 431 seconds are.".to_owned()
        }
    }
}

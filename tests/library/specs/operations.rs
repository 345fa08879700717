//! The operations other than submitting a job, and their responses.

use serde_json::Value;

use super::{indented, need};
use crate::support::snapshot::assert_snapshot;

#[test]
fn the_interface_of_the_fetch() {
    assert_snapshot!("fetch", interface(include_str!("../../../specs/fetch.json")));
}

#[test]
fn the_interface_of_the_log() {
    assert_snapshot!("log", interface(include_str!("../../../specs/log.json")));
}

fn interface(document: &str) -> String {
    let document: Value = serde_json::from_str(document).expect("JSON");
    let operations = entries(&document["paths"]).flat_map(|(path, item)| {
        entries(item).flat_map(move |(method, operation)| operation_lines(method, path, operation))
    });
    operations.collect::<Vec<_>>().join("\n")
}

fn operation_lines(method: &str, path: &str, operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| {
        let need = need(parameter["required"] == true);
        let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
        let schema = &parameter["schema"];
        format!("  {name}  {need}  {} in the {place}{}", kind(schema), limits(schema))
    });
    let responses = entries(&operation["responses"]).flat_map(|(status, response)| {
        let fields = field_lines(&response["content"]["application/json"]["schema"], 2);
        [format!("  response {status}")].into_iter().chain(fields)
    });
    [format!("{} {path}", method.to_uppercase())].into_iter().chain(parameters).chain(responses).collect()
}

/// The fields of an object, or of the objects in a list.
fn field_lines(schema: &Value, depth: usize) -> Vec<String> {
    let schema = schema.get("items").unwrap_or(schema);
    let required = schema["required"].as_array().into_iter().flatten().map(text).collect::<Vec<_>>();
    let lines = entries(&schema["properties"]).flat_map(|(name, field)| {
        let need = need(required.contains(&name.as_str()));
        let line = format!("{name}  {need}  {}{}", kind(field), limits(field));
        [indented(depth, &line)].into_iter().chain(field_lines(field, depth + 1))
    });
    lines.collect()
}

/// The allowed values, or else the format or the type, and whether null is one of them.
fn kind(schema: &Value) -> String {
    let values: Vec<_> = schema["enum"].as_array().into_iter().flatten().map(text).collect();
    let kind = if !values.is_empty() {
        values.join(" | ")
    } else if let Some(items) = schema.get("items") {
        format!("list of {}", kind(items))
    } else {
        text(schema.get("format").unwrap_or(&schema["type"])).to_owned()
    };
    if schema["nullable"] == true { kind + " or null" } else { kind }
}

fn limits(schema: &Value) -> String {
    let limits = ["minimum", "maximum", "default"].into_iter();
    limits.filter_map(|limit| Some(format!(", {limit} {}", schema.get(limit)?))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

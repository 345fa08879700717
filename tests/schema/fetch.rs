//! The operation that tells of a job, and what it is said to answer.

use serde_json::Value;

use crate::{assert_snapshot, indented, need};

#[test]
fn the_fetch() {
    let fetch: Value = serde_json::from_str(include_str!("../../specs/fetch.json")).expect("JSON");
    let operations = entries(&fetch["paths"]).flat_map(|(path, item)| {
        entries(item).flat_map(move |(method, operation)| operation_lines(method, path, operation))
    });
    assert_snapshot("fetch", &operations.collect::<Vec<_>>().join("\n"));
}

fn operation_lines(method: &str, path: &str, operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| {
        let need = need(parameter["required"] == true);
        let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
        format!("  {name}  {need}  {} in the {place}", kind(&parameter["schema"]))
    });
    let replies = entries(&operation["responses"]).flat_map(|(status, reply)| {
        let fields = field_lines(&reply["content"]["application/json"]["schema"], 2);
        [format!("  reply {status}")].into_iter().chain(fields)
    });
    [format!("{} {path}", method.to_uppercase())].into_iter().chain(parameters).chain(replies).collect()
}

fn field_lines(schema: &Value, depth: usize) -> Vec<String> {
    let required = schema["required"].as_array().into_iter().flatten().map(text).collect::<Vec<_>>();
    let lines = entries(&schema["properties"]).flat_map(|(name, field)| {
        let line = format!("{name}  {}  {}", need(required.contains(&name.as_str())), kind(field));
        [indented(depth, &line)].into_iter().chain(field_lines(field, depth + 1))
    });
    lines.collect()
}

/// The allowed values, or else the format or the type, and whether null is one of them.
fn kind(schema: &Value) -> String {
    let values: Vec<_> = schema["enum"].as_array().into_iter().flatten().map(text).collect();
    let kind = if values.is_empty() {
        text(schema.get("format").unwrap_or(&schema["type"])).to_owned()
    } else {
        values.join(" | ")
    };
    if schema["nullable"] == true { kind + " or null" } else { kind }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

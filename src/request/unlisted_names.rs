//! Finds names in a body that the specification does not list.

use serde_json::{Map, Value};

use super::{Violation, violation::join};
use crate::model::{Model, Parameter, ValueSchema, similar_name};

/// A violation for each name that is not listed.
pub(super) fn violations(model: Model, body: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    if let Value::Object(object) = body {
        in_object("", model.parameters(), &["model"], object, &mut found);
    }
    found
}

fn in_object(
    path: &str,
    parameters: &[&Parameter],
    others: &[&'static str],
    object: &Map<String, Value>,
    found: &mut Vec<Violation>,
) {
    let names = || parameters.iter().map(|parameter| parameter.name).chain(others.iter().copied());
    for (name, value) in object {
        let path = join(path, name);
        match parameters.iter().find(|parameter| parameter.name == name) {
            Some(parameter) => in_value(&path, &parameter.schema, value, found),
            None if others.contains(&name.as_str()) => {}
            None => {
                let hint = similar_name(name, names()).map(|name| format!("; did you mean {name}?"));
                let expected = format!("the name of a parameter{}", hint.unwrap_or_default());
                found.push(Violation::new(path, "not listed", expected));
            }
        }
    }
}

fn in_value(path: &str, schema: &ValueSchema, value: &Value, found: &mut Vec<Violation>) {
    match (schema, value) {
        (ValueSchema::Object(parameters), Value::Object(object)) => {
            in_object(path, parameters, &[], object, found);
        }
        (ValueSchema::List { items, .. }, Value::Array(values)) => {
            let values = values.iter().enumerate();
            values.for_each(|(at, value)| in_value(&format!("{path}[{at}]"), items, value, found));
        }
        (ValueSchema::AnyOf(options), value) => {
            // The option that lists most of the names is the one that is meant.
            let attempts = options.iter().filter(|option| is_of_type(option, value)).map(|option| {
                let mut found = Vec::new();
                in_value(path, option, value, &mut found);
                found
            });
            found.extend(attempts.min_by_key(Vec::len).into_iter().flatten());
        }
        _ => {}
    }
}

fn is_of_type(schema: &ValueSchema, value: &Value) -> bool {
    match schema {
        ValueSchema::Object(_) => value.is_object(),
        ValueSchema::List { .. } => value.is_array(),
        _ => false,
    }
}

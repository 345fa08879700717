//! The public table of models and parameters contains exactly the facts of the vendored specs.

use std::collections::BTreeSet;

use aimlapi_kling::{Model, Parameter, ValueSchema};
use serde_json::{Value, json};

use crate::support::spec;

#[test]
fn every_vendored_spec_is_a_model_and_every_model_has_its_spec() {
    let models: BTreeSet<_> = Model::ALL.iter().map(|model| spec::file_name(*model)).collect();
    assert_eq!(spec::vendored_files("models"), models);
}

#[test]
fn the_table_has_every_fact_of_the_spec() {
    for model in Model::ALL {
        let mut table = object(model.parameters());
        table["properties"]["model"] = json!({ "type": "string", "enum": [model.id()] });
        table["required"].as_array_mut().expect("a list").push("model".into());
        assert_eq!(canonical(table), canonical(spec::document_schema(*model)), "{model}");
    }
}

fn object(fields: &[&Parameter]) -> Value {
    let properties: Value = fields.iter().map(|field| (field.name, property(field))).collect();
    let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(field: &Parameter) -> Value {
    let mut property = schema(&field.schema);
    property["default"] = field.default.map_or(Value::Null, |json| json.parse().expect("JSON"));
    property["nullable"] = field.nullable.then_some(true).into();
    property["deprecated"] = field.deprecated.then_some(true).into();
    property
}

fn schema(schema: &ValueSchema) -> Value {
    match *schema {
        ValueSchema::Boolean => json!({ "type": "boolean" }),
        ValueSchema::Integer { minimum, maximum, .. } => {
            json!({ "type": "integer", "minimum": minimum, "maximum": maximum })
        }
        ValueSchema::Number { minimum, maximum, .. } => {
            json!({ "type": "number", "minimum": minimum, "maximum": maximum })
        }
        ValueSchema::Text { min_length, max_length, format, .. } => {
            json!({ "type": "string", "minLength": min_length, "maxLength": max_length, "format": format })
        }
        ValueSchema::TextChoice(values) => json!({ "type": "string", "enum": values }),
        ValueSchema::IntegerChoice(values) => json!({ "type": "integer", "enum": values }),
        ValueSchema::List { items, min_items, max_items, .. } => {
            let items = self::schema(items);
            json!({ "type": "array", "items": items, "minItems": min_items, "maxItems": max_items })
        }
        ValueSchema::Object(fields) => object(fields),
        ValueSchema::AnyOf(options) => {
            json!({ "anyOf": options.iter().map(self::schema).collect::<Vec<_>>() })
        }
        ref other => panic!("no schema of {other:?}: write one here"),
    }
}

/// One way to write what can be written in several.
fn canonical(value: Value) -> Value {
    match value {
        Value::Object(mut object) => {
            // In some documents of upstream the default of an integer is a text.
            if object.get("type") == Some(&"integer".into()) {
                let default =
                    object.get("default").and_then(Value::as_str).and_then(|text| text.parse::<i64>().ok());
                default.map(|default| object.insert("default".into(), default.into()));
            }
            // The order of neither has a meaning.
            for keyword in ["required", "enum"] {
                if let Some(values) = object.get_mut(keyword).and_then(Value::as_array_mut) {
                    values.sort_by_key(Value::to_string);
                }
            }
            object.retain(|_, value| !value.is_null() && *value != json!([]));
            object.into_iter().map(|(key, value)| (key, canonical(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        Value::Number(number) => number.as_f64().into(),
        other => other,
    }
}

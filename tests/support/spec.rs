//! The vendored documents, as JSON Schema.

use std::{fs, path::Path};

use aimlapi_kling::Model;
use jsonschema::Validator;
use serde_json::{Value, json};

/// What the vendored document of a model says of a body.
pub fn request_schema(model: Model) -> Value {
    let folder = if model.is_legacy() { "legacy" } else { "models" };
    let file = format!("specs/{folder}/{}.json", model.id().replace('/', "--"));
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let path = document["paths"].as_object().unwrap().values().next().unwrap();
    admit_null(&path["post"]["requestBody"]["content"]["application/json"]["schema"])
}

/// OpenAPI 3.0 says `nullable`, which JSON Schema does not know.
fn admit_null(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let mut schema: Value =
                object.iter().map(|(key, value)| (key.clone(), admit_null(value))).collect();
            match schema.as_object_mut().unwrap().remove("nullable") {
                Some(Value::Bool(true)) => json!({ "anyOf": [schema, { "type": "null" }] }),
                _ => schema,
            }
        }
        Value::Array(items) => items.iter().map(admit_null).collect(),
        value => value.clone(),
    }
}

pub fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

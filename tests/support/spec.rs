//! The vendored documents, as JSON Schema.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use aimlapi_kling::Model;
use jsonschema::Validator;
use serde_json::{Value, json};

/// The schema of a model's request, as JSON Schema.
pub fn request_schema(model: Model) -> Value {
    admit_null(&document_schema(model))
}

/// The schema of a model's request, as the vendored document has it.
pub fn document_schema(model: Model) -> Value {
    let folder = if model.is_legacy() { "legacy" } else { "models" };
    let text = fs::read_to_string(self::folder(folder).join(file_name(model))).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let path = document["paths"].as_object().unwrap().values().next().unwrap();
    path["post"]["requestBody"]["content"]["application/json"]["schema"].clone()
}

/// The file of a model's document.
pub fn file_name(model: Model) -> String {
    format!("{}.json", model.id().replace('/', "--"))
}

/// The files in a folder of the vendored documents.
pub fn vendored_files(name: &str) -> BTreeSet<String> {
    super::file_names(&folder(name)).into_iter().collect()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(name)
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

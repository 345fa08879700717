//! Validation of requests against the vendored specification of the model.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use jsonschema::Validator;
use serde_json::Value;

use crate::{
    model::{self, Model},
    request::coerce_integers,
};

static VALIDATORS: LazyLock<Mutex<HashMap<Model, Validator>>> = LazyLock::new(Mutex::default);

/// The model of a valid body, or an error message.
pub(super) fn check(body: &Value, models: &[Model]) -> Result<Model, String> {
    let id = body.get("model").ok_or("/model: is missing")?;
    let model = id
        .as_str()
        .and_then(|id| models.iter().find(|model| model.spelling(id).is_some()))
        .ok_or_else(|| format!("/model: no model {id}"))?;
    // Like the service, it accepts integers as strings.
    let mut body = body.clone();
    coerce_integers("", model.parameters(), &mut body);
    // The vendored document has one id of the model.
    body["model"] = model.id().into();
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = validators.entry(*model).or_insert_with(|| validator(*model));
    // Masked, because a value may be a whole image.
    let errors: Vec<_> = validator
        .iter_errors(&body)
        .map(|error| format!("{}: {}", error.instance_path(), error.masked()))
        .collect();
    if errors.is_empty() { Ok(*model) } else { Err(errors.join("; ")) }
}

fn validator(model: Model) -> Validator {
    let mut document: Value = serde_json::from_str(model::document(model)).expect("the build has read it");
    let operations = document["paths"].as_object_mut().into_iter().flatten();
    let mut schema = operations
        .map(|(_, path)| path["post"]["requestBody"]["content"]["application/json"]["schema"].take())
        .next()
        .expect("the build has found its operation");
    admit_null(&mut schema);
    jsonschema::options().should_validate_formats(true).build(&schema).expect("the build has read its schema")
}

/// Translates `nullable` of OpenAPI 3.0 to JSON Schema, which does not have it.
fn admit_null(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(admit_null);
            if object.remove("nullable") == Some(Value::Bool(true)) {
                let schema = Value::Object(std::mem::take(object));
                object.insert(
                    "anyOf".into(),
                    Value::Array(vec![schema, serde_json::json!({ "type": "null" })]),
                );
            }
        }
        Value::Array(items) => items.iter_mut().for_each(admit_null),
        _ => {}
    }
}

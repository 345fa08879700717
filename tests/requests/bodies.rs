//! For every model, a minimal and a full body and every value at a limit is valid under the vendored
//! spec, and comes back from the typed request as it was.

use aimlapi_kling::{Model, Request};
use jsonschema::Validator;
use serde_json::Value;

use crate::{
    samples::{full, minimal, samples},
    spec,
};

#[test]
fn minimal_body() {
    for model in Model::ALL {
        check(*model, &validator(*model), minimal(*model));
    }
}

#[test]
fn full_body() {
    for model in Model::ALL {
        check(*model, &validator(*model), full(*model));
    }
}

#[test]
fn every_choice_and_every_limit() {
    for model in Model::ALL {
        let validator = validator(*model);
        for parameter in model.parameters() {
            for value in samples(&parameter.schema) {
                let mut body = minimal(*model);
                body[parameter.name] = value;
                check(*model, &validator, body);
            }
        }
    }
}

/// The judge of the tests above is not a lenient one.
#[test]
fn the_validator_refuses_what_the_spec_forbids() {
    let validator = validator(Model::V1ProImageToVideo);
    for (name, value) in [
        ("image_url", "not a URI".into()),
        ("duration", "5".into()),
        ("duration", 6.into()),
        ("cfg_scale", 1.1.into()),
        ("prompt", Value::Null),
    ] {
        let mut body = full(Model::V1ProImageToVideo);
        body[name] = value;
        assert!(!validator.is_valid(&body), "{name}: {}", body[name]);
    }
}

/// Reads the body as a request, and writes it again: nothing is lost, and nothing is added.
fn check(model: Model, validator: &Validator, body: Value) {
    let request: Request =
        serde_json::from_value(body.clone()).unwrap_or_else(|error| panic!("{model}: {error}: {body}"));
    assert_eq!(request.model(), model);

    let sent = serde_json::to_value(&request).expect("JSON");
    assert_eq!(sent, body, "{model}");
    validator.validate(&sent).unwrap_or_else(|error| panic!("{model}: {error}: {sent}"));

    let read: Request = serde_json::from_value(sent).expect("a request");
    assert_eq!(read, request);
}

fn validator(model: Model) -> Validator {
    let mut schema = spec(model);
    allow_null(&mut schema);
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

/// Writes OpenAPI's `nullable` in the words of JSON Schema.
fn allow_null(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("nullable") == Some(&true.into()) {
                object["type"] = [object["type"].take(), "null".into()].into();
            }
            object.values_mut().for_each(allow_null);
        }
        Value::Array(items) => items.iter_mut().for_each(allow_null),
        _ => {}
    }
}

//! For every model, a minimal and a full body and every value at a limit are valid by the vendored spec, and
//! a typed request deserialized from them serializes to the same body.

use aimlapi_kling::{Model, Request};
use jsonschema::Validator;
use serde_json::Value;

use crate::support::{
    samples::{full, minimal, samples},
    spec,
};

#[test]
fn a_minimal_body_round_trips() {
    for model in Model::ALL {
        check(*model, &validator(*model), minimal(*model));
    }
}

#[test]
fn a_full_body_round_trips() {
    for model in Model::ALL {
        check(*model, &validator(*model), full(*model));
    }
}

#[test]
fn every_choice_and_every_limit_round_trips() {
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

/// Deserializes the body as a request and serializes it again: nothing is lost, and nothing is added.
fn check(model: Model, validator: &Validator, body: Value) {
    let request: Request =
        serde_json::from_value(body.clone()).unwrap_or_else(|error| panic!("{model}: {error}: {body}"));
    assert_eq!(request.model(), Some(model));

    let sent = serde_json::to_value(&request).expect("JSON");
    assert_eq!(sent, body, "{model}");
    validator.validate(&sent).unwrap_or_else(|error| panic!("{model}: {error}: {sent}"));

    let read: Request = serde_json::from_value(sent).expect("a request");
    assert_eq!(read, request);
}

fn validator(model: Model) -> Validator {
    spec::validator(&spec::request_schema(model))
}

//! Three validators agree on every body: this crate, its exported JSON Schema and the vendored document,
//! except for the declared rules that no document states, and for integers as texts, which the service accepts.

use aimlapi_kling::{Model, Parameter, ValueSchema, Violations};
use serde_json::Value;

use super::{SEED, limit_bodies::bodies, rules};
use crate::support::{random::Random, spec};

/// Random bodies for each model.
const BODIES: u32 = 500;

#[test]
fn three_validators_agree_on_bodies_at_every_limit() {
    let mut total = 0;
    let mut by_rules = 0;
    let mut by_texts = 0;
    for model in Model::ALL.iter().chain(Model::LEGACY) {
        let schema = spec::request_schema(*model);
        let (vendored, exported) = (spec::validator(&schema), spec::validator(&model.json_schema()));
        let bodies = bodies(&schema, model.id());
        assert!(bodies.len() >= 500, "{model}: {} bodies", bodies.len());
        total += bodies.len();
        for body in &bodies {
            assert_eq!(
                exported.is_valid(body),
                vendored.is_valid(body),
                "{model}: the exported schema on {body}"
            );
            let documented = with_integers(*model, body);
            by_texts += usize::from(documented != *body);
            let is_valid = vendored.is_valid(&documented);
            let breaks_a_rule = is_valid && rules::breaks_a_rule(*model, &schema, &documented);
            by_rules += usize::from(breaks_a_rule);
            let verdict = model.validate(body);
            assert_eq!(verdict.is_ok(), is_valid && !breaks_a_rule, "{model}: {verdict:?} on {body}");
        }
    }
    eprintln!(
        "{total} bodies, {by_rules} refused for declared rules only, {by_texts} with integers as texts"
    );
    assert!(by_texts > 50);
}

#[test]
fn three_validators_agree_on_random_bodies() {
    let mut random = Random(SEED);
    let (mut accepted, mut ruled_out, mut refused) = (0, 0, 0);
    for model in Model::ALL.iter().chain(Model::LEGACY) {
        let schema = spec::request_schema(*model);
        let (vendored, exported) = (spec::validator(&schema), spec::validator(&model.json_schema()));
        for _ in 0..BODIES {
            let body = random.body(*model);
            assert_eq!(
                exported.is_valid(&body),
                vendored.is_valid(&body),
                "{model}: the exported schema on {body}"
            );
            let documented = with_integers(*model, &body);
            let is_valid = vendored.is_valid(&documented);
            let breaks_a_rule = is_valid && rules::breaks_a_rule(*model, &schema, &documented);
            let verdict = model.validate(&body);
            assert_eq!(verdict.is_ok(), is_valid && !breaks_a_rule, "{model}: {verdict:?} on {body}");
            assert_typed_request_agrees(*model, body, &verdict);
            match (is_valid, breaks_a_rule) {
                (true, false) => accepted += 1,
                (true, true) => ruled_out += 1,
                (false, _) => refused += 1,
            }
        }
    }
    eprintln!(
        "seed {SEED}, {BODIES} bodies a model: {accepted} accepted, {ruled_out} refused for rules only, {refused} refused"
    );
    assert!(accepted.min(ruled_out).min(refused) > 1_000);
}

/// A valid body is sent unchanged; a body that a typed request cannot represent is rejected.
fn assert_typed_request_agrees(model: Model, body: Value, verdict: &Result<(), Violations>) {
    let request = match model.request(body.clone()) {
        Ok(request) => request,
        Err(violations) => return assert!(verdict.is_err(), "{violations}: {body}"),
    };
    let written = serde_json::to_value(&request).unwrap();
    assert_eq!(request.validate(), model.validate(&written), "{body}");
    assert_eq!(serde_json::from_str::<Value>(&serde_json::to_string(&request).unwrap()).unwrap(), written);
    assert!(format!("{request:?}").contains(model.id()));
    if verdict.is_ok() {
        assert_eq!(request.validate(), Ok(()), "{body}");
        assert_eq!(canonical(written), canonical(without_nulls(model, with_integers(model, &body))));
    }
}

/// The body with integers in place of their texts, as the documents have them.
fn with_integers(model: Model, body: &Value) -> Value {
    fn object(parameters: &[&Parameter], body: &mut Value) {
        for parameter in parameters {
            if let Some(found) = body.get_mut(parameter.name) {
                value(&parameter.schema, found);
            }
        }
    }
    fn value(schema: &ValueSchema, found: &mut Value) {
        match (schema, &mut *found) {
            (ValueSchema::Integer { .. } | ValueSchema::IntegerChoice(_), Value::String(text)) => {
                let integer = text.parse::<i64>().ok().filter(|integer| integer.to_string() == *text);
                if let Some(integer) = integer {
                    *found = integer.into();
                }
            }
            (ValueSchema::List { items, .. }, Value::Array(found)) => {
                found.iter_mut().for_each(|found| value(items, found));
            }
            (ValueSchema::Object(parameters), found) => object(parameters, found),
            _ => {}
        }
    }
    let mut body = body.clone();
    object(model.parameters(), &mut body);
    body
}

/// A parameter that may be null is not sent when it is.
fn without_nulls(model: Model, mut body: Value) -> Value {
    let nullable: Vec<_> = model.parameters().iter().filter(|one| one.nullable).map(|one| one.name).collect();
    let object = body.as_object_mut().expect("accepted bodies are objects");
    object.retain(|name, value| !(value.is_null() && nullable.contains(&name.as_str())));
    body
}

/// JSON does not distinguish `5` from `5.0`.
fn canonical(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        Value::Object(object) => object.into_iter().map(|(name, value)| (name, canonical(value))).collect(),
        other => other,
    }
}

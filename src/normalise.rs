//! Writes integers as integers where a body has them as text or with a fraction of zero: the
//! service takes both, a typed field takes neither.

use serde_json::Value;

use crate::{Parameter, ValueSchema};

pub(crate) fn object(parameters: &[&Parameter], body: &mut Value) {
    for parameter in parameters {
        if let Some(value) = body.get_mut(parameter.name) {
            self::value(&parameter.schema, value);
        }
    }
}

fn value(schema: &ValueSchema, value: &mut Value) {
    match schema {
        ValueSchema::Integer { .. } | ValueSchema::IntegerChoice(_) => {
            if let Some(integer) = integer(value) {
                *value = integer.into();
            }
        }
        ValueSchema::List { items, .. } => {
            value.as_array_mut().into_iter().flatten().for_each(|value| self::value(items, value));
        }
        ValueSchema::Object(parameters) => object(parameters, value),
        _ => {}
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) if number.is_f64() => {
            // Beyond 2^53 a float does not tell neighbouring integers apart.
            number
                .as_f64()
                .filter(|float| float.fract() == 0.0 && float.abs() < 9e15)
                .map(|float| float as i64)
        }
        _ => None,
    }
}

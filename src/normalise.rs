//! Writes integers as integers where a body has them as text or with a fraction of zero: the
//! service takes both, a typed field takes neither. What no field can hold is told by its path.

use serde_json::Value;

use crate::{
    Parameter, ValueSchema,
    validate::{Violation, described, join},
};

/// Normalises an object; answers the integers that do not fit into 64 bits.
pub(crate) fn object(path: &str, parameters: &[&Parameter], body: &mut Value) -> Vec<Violation> {
    let mut unfit = Vec::new();
    for parameter in parameters {
        if let Some(value) = body.get_mut(parameter.name) {
            unfit.extend(self::value(&join(path, parameter.name), &parameter.schema, value));
        }
    }
    unfit
}

fn value(path: &str, schema: &ValueSchema, value: &mut Value) -> Vec<Violation> {
    match schema {
        ValueSchema::Integer { .. } | ValueSchema::IntegerChoice(_) => {
            if let Some(integer) = integer(value) {
                *value = integer.into();
            }
            let is_unfit = value.is_number() && !value.is_i64();
            is_unfit.then(|| Violation::new(path, described(value), schema.to_string())).into_iter().collect()
        }
        ValueSchema::List { items, .. } => {
            let values = value.as_array_mut().into_iter().flatten().enumerate();
            values.flat_map(|(at, value)| self::value(&format!("{path}[{at}]"), items, value)).collect()
        }
        ValueSchema::Object(parameters) => object(path, parameters, value),
        _ => vec![],
    }
}

fn integer(value: &Value) -> Option<i64> {
    /// The first float beyond an `i64`.
    const END: f64 = 9_223_372_036_854_775_808.0;
    match value {
        // As it would be written, so that `+5` and `005` are no integers.
        Value::String(text) => text.parse().ok().filter(|integer: &i64| integer.to_string() == *text),
        Value::Number(number) if number.is_f64() => {
            let whole = number.as_f64().filter(|float| float.fract() == 0.0 && (-END..END).contains(float));
            whole.map(|float| float as i64)
        }
        _ => None,
    }
}

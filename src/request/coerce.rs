//! Coerces integers that a body has as strings or as `5.0` into integers: the service accepts all of
//! these, but a typed field accepts only integers.

use serde_json::Value;

use super::{
    Violation,
    violation::{described, join},
};
use crate::model::{Parameter, ValueSchema, integer::integer};

/// Coerces the integers of an object. Returns a violation for each integer that does not fit into an
/// `i64`.
pub(crate) fn object(path: &str, parameters: &[&Parameter], body: &mut Value) -> Vec<Violation> {
    let mut out_of_range = Vec::new();
    for parameter in parameters {
        if let Some(value) = body.get_mut(parameter.name) {
            out_of_range.extend(self::value(&join(path, parameter.name), &parameter.schema, value));
        }
    }
    out_of_range
}

fn value(path: &str, schema: &ValueSchema, value: &mut Value) -> Vec<Violation> {
    match schema {
        ValueSchema::Integer { .. } | ValueSchema::IntegerChoice(_) => {
            if let Some(integer) = integer(value) {
                *value = integer.into();
            }
            let is_out_of_range = value.is_number() && !value.is_i64();
            is_out_of_range
                .then(|| Violation::unrepresentable(path, described(value), schema.to_string()))
                .into_iter()
                .collect()
        }
        ValueSchema::List { items, .. } => {
            let values = value.as_array_mut().into_iter().flatten().enumerate();
            values.flat_map(|(at, value)| self::value(&format!("{path}[{at}]"), items, value)).collect()
        }
        ValueSchema::Object(parameters) => object(path, parameters, value),
        _ => vec![],
    }
}

//! What counts as an integer: a number without a fraction, or its canonical text, because the service accepts both.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// The integer that a value is: `5`, `5.0` or `"5"`, but not `"+5"`, `"05"` or `"5.0"`.
pub(crate) fn integer(value: &Value) -> Option<i64> {
    /// The smallest float above the range of an `i64`.
    const END: f64 = 9_223_372_036_854_775_808.0;
    match value {
        Value::String(text) => text.parse().ok().filter(|integer: &i64| integer.to_string() == *text),
        Value::Number(number) if number.is_f64() => {
            let whole = number.as_f64().filter(|float| float.fract() == 0.0 && (-END..END).contains(float));
            whole.map(|float| float as i64)
        }
        value => value.as_i64(),
    }
}

/// Deserializes an integer.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let value = Value::deserialize(deserializer)?;
    integer(&value).ok_or_else(|| de::Error::custom("expected an integer of 64 bits, or its text"))
}

//! Converts the text of an option to JSON of the type of its parameter. A text that does not have that type
//! remains a string, which the library then reports as a violation.

use aimlapi_kling::ValueSchema;
use serde_json::{Number, Value};

use crate::parameters::is_plain;

/// The value of a parameter from the texts of its option, of which there is at least one.
pub fn parse(texts: &[String], schema: &ValueSchema) -> Result<Value, serde_json::Error> {
    match (texts, schema) {
        (texts, ValueSchema::List { items, .. }) if is_plain(items) => Ok(list(texts, items)),
        ([text], ValueSchema::AnyOf(options)) => match options.iter().find(|option| is_plain(option)) {
            Some(option) => Ok(plain(text, option)),
            None => serde_json::from_str(text),
        },
        (texts, ValueSchema::AnyOf(options)) => {
            let items = options.iter().find_map(|option| match option {
                ValueSchema::List { items, .. } => Some(*items),
                _ => None,
            });
            Ok(list(texts, items.unwrap_or(&ValueSchema::Json)))
        }
        (texts, schema) if is_plain(schema) => Ok(plain(&texts[0], schema)),
        (texts, _) => serde_json::from_str(&texts[0]),
    }
}

fn list(texts: &[String], items: &ValueSchema) -> Value {
    texts.iter().map(|text| plain(text, items)).collect()
}

fn plain(text: &str, schema: &ValueSchema) -> Value {
    let typed = match schema {
        ValueSchema::Boolean => text.parse().ok().map(Value::Bool),
        ValueSchema::Integer { .. } | ValueSchema::Number { .. } | ValueSchema::IntegerChoice(_) => {
            number(text).map(Value::Number)
        }
        _ => None,
    };
    typed.unwrap_or_else(|| text.into())
}

/// JSON has no infinity and no `NaN`.
fn number(text: &str) -> Option<Number> {
    let integer = text.parse::<i64>().ok().map(Number::from);
    integer.or_else(|| Number::from_f64(text.parse().ok()?))
}

//! Defects of upstream's documents: one table of rules, each of which matches a defect wherever it occurs.
//!
//! A rule that matches nothing any more is obsolete and fails the build. What upstream did not get wrong, but
//! the generator needs in another form, is in `build/emit/progenitor/`.

use serde_json::{Map, Value};

use crate::build::read::vendored::Vendored;

/// One defect, and how it is corrected.
struct FixUp {
    name: &'static str,
    /// Corrects one schema object; returns whether it had the defect.
    correct: fn(&mut Map<String, Value>) -> bool,
}

const FIX_UPS: &[FixUp] = &[
    FixUp {
        // `"type": "integer", "default": "5"`: the default is not a value of its own type.
        name: "integer default given as text",
        correct: |schema| {
            let kind = schema.get("type").unwrap_or(&Value::Null);
            let kinds = kind.as_array().map_or(std::slice::from_ref(kind), Vec::as_slice);
            if !kinds.iter().any(|kind| kind == "integer") {
                return false;
            }
            let number =
                schema.get("default").and_then(Value::as_str).and_then(|text| text.parse::<i64>().ok());
            number.map(|number| schema.insert("default".into(), number.into())).is_some()
        },
    },
    FixUp {
        // `in` belongs to API keys in a header, query or cookie; HTTP authentication has none.
        name: "HTTP security scheme with a location",
        correct: |schema| {
            schema.get("type").and_then(Value::as_str) == Some("http")
                && schema.contains_key("scheme")
                && schema.remove("in").is_some()
        },
    },
];

/// Applies every rule to every document. Returns a line for each obsolete rule.
pub fn apply(vendored: &mut Vendored) -> Vec<String> {
    let mut obsolete = Vec::new();
    for fix_up in FIX_UPS {
        let hits: usize = vendored.documents_mut().map(|document| correct(&mut document.json, fix_up)).sum();
        if hits == 0 {
            obsolete.push(format!(
                "build/read/fix_ups.rs: the rule \"{}\" matches nothing in specs/: upstream has corrected it; delete the rule",
                fix_up.name
            ));
        }
    }
    obsolete
}

/// Corrects a value and everything within it; returns how often the defect was found.
fn correct(value: &mut Value, fix_up: &FixUp) -> usize {
    match value {
        Value::Object(object) => {
            let here = usize::from((fix_up.correct)(object));
            here + object.values_mut().map(|value| correct(value, fix_up)).sum::<usize>()
        }
        Value::Array(items) => items.iter_mut().map(|item| correct(item, fix_up)).sum(),
        _ => 0,
    }
}

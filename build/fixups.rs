//! What upstream got wrong: one table of rules that match a defect wherever it occurs.
//!
//! A rule that no longer matches anything fails the build, so that the table never says more than
//! is true. What upstream did not get wrong but the generator needs otherwise is in `merge.rs`.

use serde_json::{Map, Value};

use super::specs::Specs;

/// One defect and its cure.
struct FixUp {
    name: &'static str,
    /// Mends one schema object; says whether it had the defect.
    mend: fn(&mut Map<String, Value>) -> bool,
}

const FIX_UPS: &[FixUp] = &[
    FixUp {
        // `"type": "integer", "default": "5"`: the default is not a value of its own type.
        name: "integer default given as text",
        mend: |schema| {
            if schema.get("type").and_then(Value::as_str) != Some("integer") {
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
        mend: |schema| {
            schema.get("type").and_then(Value::as_str) == Some("http")
                && schema.contains_key("scheme")
                && schema.remove("in").is_some()
        },
    },
];

/// Applies every rule to every document; answers the rules that matched nothing.
pub fn apply(specs: &mut Specs) -> Vec<String> {
    let mut stale = Vec::new();
    for fix_up in FIX_UPS {
        let hits: usize = specs.all_mut().map(|spec| mend(&mut spec.document, fix_up)).sum();
        if hits == 0 {
            stale.push(format!(
                "build/fixups.rs: the rule \"{}\" matches nothing in specs/: upstream mended it; delete the rule",
                fix_up.name
            ));
        }
    }
    stale
}

fn mend(value: &mut Value, fix_up: &FixUp) -> usize {
    match value {
        Value::Object(object) => {
            let here = usize::from((fix_up.mend)(object));
            here + object.values_mut().map(|value| mend(value, fix_up)).sum::<usize>()
        }
        Value::Array(items) => items.iter_mut().map(|item| mend(item, fix_up)).sum(),
        _ => 0,
    }
}

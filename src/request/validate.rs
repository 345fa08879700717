//! Validation of a body against the specification of its model.

use std::fmt;

use serde_json::{Map, Value};

use super::{
    Violation, Violations,
    uri::{file_hint, is_uri},
    violation::{described, join},
};
use crate::model::{Alternatives, Model, Parameter, ValueSchema, integer::integer};

impl Model {
    /// Validates a JSON body against the specification of the model and the additional
    /// [rules](Self::rules). Properties that the specification does not list are accepted, and so are texts for
    /// integers (`"5"` for 5), as by the service. [`Request::from_json`](crate::Request::from_json) can refuse the
    /// former.
    ///
    /// # Errors
    ///
    /// All violations, in the order of the parameters.
    pub fn validate(self, body: &Value) -> Result<(), Violations> {
        Violations::result(self, self.violations(body))
    }

    pub(crate) fn violations(self, body: &Value) -> Vec<Violation> {
        let mut validator = Validator::default();
        let Value::Object(object) = body else {
            validator.wrong_type("", body, "object");
            return validator.violations;
        };
        if object.get("model").and_then(Value::as_str).and_then(|id| self.spelling(id)).is_none() {
            let found = object.get("model").map_or_else(|| "missing".into(), described);
            validator.violations.push(Violation::unrepresentable("model", found, format!("\"{self}\"")));
        }
        validator.object("", self.parameters(), object);
        validator.alternatives("", self.alternatives(), body);
        let found = self.rules().flat_map(|rule| rule.violations(self, object)).collect::<Vec<_>>();
        // A path that the specification has already reported is not reported again by a rule.
        let is_new = |one: &Violation| validator.violations.iter().all(|other| other.path() != one.path());
        let new: Vec<_> = found.into_iter().filter(is_new).collect();
        validator.violations.extend(new);
        validator.violations
    }
}

/// Collects violations.
#[derive(Default)]
struct Validator {
    violations: Vec<Violation>,
}

impl Validator {
    fn object(&mut self, path: &str, parameters: &[&Parameter], object: &Map<String, Value>) {
        for parameter in parameters {
            match object.get(parameter.name) {
                None if parameter.required => {
                    let (path, expected) = (join(path, parameter.name), parameter.schema.to_string());
                    self.violations.push(Violation::unrepresentable(&path, "missing".into(), expected));
                }
                Some(Value::Null) if parameter.nullable => {}
                Some(value) => {
                    let path = join(path, parameter.name);
                    self.value(&path, &parameter.schema, value);
                    self.alternatives(&path, parameter.alternatives, value);
                }
                None => {}
            }
        }
    }

    /// The alternatives of an object, or of the objects in a list.
    fn alternatives(&mut self, path: &str, alternatives: &[Alternatives], value: &Value) {
        match value {
            _ if alternatives.is_empty() => {}
            Value::Object(object) => {
                alternatives.iter().for_each(|one| self.alternatives_of(path, one, object));
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.alternatives(&format!("{path}[{at}]"), alternatives, item);
                }
            }
            _ => {}
        }
    }

    /// The violation is that of the first property that is missing, or that is one too many.
    fn alternatives_of(&mut self, path: &str, alternatives: &Alternatives, object: &Map<String, Value>) {
        let is_given = |name: &str| object.contains_key(name);
        let is_complete = |set: &&[&str]| set.iter().all(|name| is_given(name));
        let given = alternatives.sets.iter().copied().filter(is_complete).collect::<Vec<_>>();
        let expected =
            alternatives.sets.iter().map(|set| set.join(" and ")).collect::<Vec<_>>().join(", or ");
        if given.is_empty() {
            let missing = alternatives.sets.iter().copied().flatten().find(|name| !is_given(name));
            let path = join(path, missing.copied().unwrap_or_default());
            self.violations.push(Violation::new(path, "missing", expected));
        } else if let (true, [_, second, ..]) = (alternatives.exactly_one, &given[..]) {
            let name = second.first().copied().unwrap_or_default();
            let found = object.get(name).map(described).unwrap_or_default();
            self.violations.push(Violation::new(join(path, name), found, format!("only one of {expected}")));
        }
    }

    fn value(&mut self, path: &str, schema: &ValueSchema, value: &Value) {
        match (schema, value) {
            (ValueSchema::Boolean, Value::Bool(_)) | (ValueSchema::Json, _) => {}
            (ValueSchema::Integer { minimum, maximum }, _) if is_integer(value) => {
                let low = minimum.map(|limit| limit as f64);
                let high = maximum.map(|limit| limit as f64);
                self.limit(path, schema, value, within(number(value), low, high));
            }
            (ValueSchema::Number { minimum, maximum }, Value::Number(_)) => {
                self.limit(path, schema, value, within(value.as_f64(), *minimum, *maximum));
            }
            (ValueSchema::Text { min_length, max_length, format }, Value::String(text)) => {
                let length = Some(text.chars().count() as u64);
                if *format == Some("uri") && !is_uri(text) {
                    let expected = format!("{schema}{}", file_hint(path, text));
                    self.violations.push(Violation::new(path, described(value), expected));
                } else {
                    self.limit(path, schema, value, within(length, *min_length, *max_length));
                }
            }
            (ValueSchema::TextChoice(allowed), Value::String(text)) if allowed.contains(&text.as_str()) => {}
            (ValueSchema::IntegerChoice(allowed), _)
                if allowed.iter().any(|allowed| number(value) == Some(*allowed as f64)) => {}
            (ValueSchema::List { items, min_items, max_items }, Value::Array(values)) => {
                self.limit(path, schema, value, within(Some(values.len() as u64), *min_items, *max_items));
                for (at, value) in values.iter().enumerate() {
                    self.value(&format!("{path}[{at}]"), items, value);
                }
            }
            (ValueSchema::Object(parameters), Value::Object(object)) => self.object(path, parameters, object),
            (ValueSchema::AnyOf(options), value) => self.any_of(path, schema, options, value),
            _ => self.wrong_type(path, value, schema),
        }
    }

    /// The value must match one of the options. If none matches, the violations of an option of the
    /// value's own type are reported.
    fn any_of(&mut self, path: &str, schema: &ValueSchema, options: &[ValueSchema], value: &Value) {
        let attempts = options.iter().map(|option| {
            let mut validator = Self::default();
            validator.value(path, option, value);
            validator.violations
        });
        let mut attempts: Vec<_> = attempts.collect();
        if attempts.iter().any(Vec::is_empty) {
            return;
        }
        let is_of_its_type = |attempt: &&mut Vec<Violation>| attempt.iter().all(|one| one.is_representable);
        match attempts.iter_mut().find(is_of_its_type) {
            Some(attempt) => self.violations.append(attempt),
            None => self.wrong_type(path, value, schema),
        }
    }

    fn limit(&mut self, path: &str, schema: &ValueSchema, value: &Value, holds: bool) {
        if !holds {
            self.violations.push(Violation::new(path, described(value), schema.to_string()));
        }
    }

    fn wrong_type(&mut self, path: &str, value: &Value, expected: impl fmt::Display) {
        self.violations.push(Violation::unrepresentable(path, described(value), expected.to_string()));
    }
}

fn within<T: PartialOrd>(value: Option<T>, low: Option<T>, high: Option<T>) -> bool {
    value.is_some_and(|value| low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high))
}

/// JSON does not distinguish `5` from `5.0`, and the service accepts `"5"` as well.
fn is_integer(value: &Value) -> bool {
    number(value).is_some_and(|number| number.fract() == 0.0)
}

/// A number, or the integer that a text is.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| integer(value).map(|integer| integer as f64))
}

// No model of today has alternatives, so that no test can get here through the public API.
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn violations(exactly_one: bool, body: Value) -> Vec<String> {
        let alternatives = Alternatives { exactly_one, sets: &[&["image_url"], &["image_list", "mode"]] };
        let mut validator = Validator::default();
        validator.alternatives("", &[alternatives], &body);
        validator.violations.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_alternatives_of_nested_objects_are_validated_in_each_item_of_a_list() {
        const EITHER: Alternatives =
            Alternatives { exactly_one: true, sets: &[&["image_url"], &["video_url"]] };
        const ITEM: ValueSchema = ValueSchema::Object(&[]);
        let schema = ValueSchema::List { items: &ITEM, min_items: None, max_items: None };
        let elements = Parameter { name: "elements", schema, alternatives: &[EITHER], ..Parameter::OPTIONAL };
        let violations = |body: Value| {
            let mut validator = Validator::default();
            validator.object("", &[&elements], body.as_object().expect("an object"));
            validator.violations.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(violations(json!({})), [""; 0]);
        assert_eq!(violations(json!({ "elements": [{ "image_url": "a" }, { "video_url": "b" }] })), [""; 0]);
        assert_eq!(
            violations(json!({ "elements": [{ "image_url": "a", "video_url": "b" }, { "mode": "std" }] })),
            [
                "elements[0].video_url: \"b\", expected only one of image_url, or video_url",
                "elements[1].image_url: missing, expected image_url, or video_url",
            ]
        );
    }

    #[test]
    fn a_request_without_any_alternative_is_a_violation() {
        let expected = "image_url: missing, expected image_url, or image_list and mode";
        assert_eq!(violations(false, json!({})), [expected]);
        assert_eq!(violations(true, json!({ "image_list": ["a"] })), [expected]);
        assert_eq!(violations(false, json!({ "image_list": ["a"], "mode": "std" })), [""; 0]);
    }

    #[test]
    fn a_request_with_two_alternatives_is_a_violation_if_exactly_one_is_allowed() {
        let both = json!({ "image_list": ["a"], "mode": "std", "image_url": "https://example.com/a.png" });
        assert_eq!(violations(false, both.clone()), [""; 0]);
        assert_eq!(
            violations(true, both),
            ["image_list: list of 1 item, expected only one of image_url, or image_list and mode"]
        );
    }
}

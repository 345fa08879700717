//! Compares the parameters of an operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Comparison, OperationObject, UNCLASSIFIED, is_required, keys};
use crate::drift::schema;
use crate::openapi::document::resolve;

/// The members of a parameter that have rules of their own.
const CLASSIFIED: [&str; 5] = ["deprecated", "in", "name", "required", "schema"];

/// The headers that are described elsewhere. A parameter of such a name has no effect.
const IGNORED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];

impl Comparison<'_> {
    pub(super) fn parameters(&mut self) {
        let (old, new) = (parameters(self.old), parameters(self.new));
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => self.parameter(name, old, new),
                (None, Some(new)) if is_required(new) => {
                    self.add("new-required-request-parameter", name, None, None)
                }
                (None, _) => self.add("new-optional-request-parameter", name, None, None),
                (Some(_), None) => self.add("request-parameter-removed", name, None, None),
            }
        }
    }

    fn parameter(&mut self, name: &str, old: &Value, new: &Value) {
        match (is_required(old), is_required(new)) {
            (false, true) => self.add("request-parameter-became-required", name, None, None),
            (true, false) => self.add("request-parameter-became-optional", name, None, None),
            _ => {}
        }
        match (old["deprecated"] == true, new["deprecated"] == true) {
            (false, true) => self.add("request-parameter-deprecated", name, None, None),
            (true, false) => self.add("request-parameter-reactivated", name, None, None),
            _ => {}
        }
        let (style, other_style) = (with_style(old), with_style(new));
        let (old, new) = (&style, &other_style);
        for key in keys(old, new).into_iter().filter(|key| !CLASSIFIED.contains(key)) {
            let path = format!("{name} {key}");
            self.value("request-parameter-constraint-changed", &path, &old[key], &new[key]);
        }
        for change in self.schemas(&old["schema"], &new["schema"]) {
            let (old, new) = (change.old, change.new);
            match change.what.as_str() {
                "type-changed" => self.add("request-parameter-type-changed", name, old, new),
                schema::UNCLASSIFIED => self.add(UNCLASSIFIED, name, old, new),
                what => self.add_detail("request-parameter-constraint-changed", what, name, old, new),
            }
        }
    }
}

/// The parameters of an operation and of its path, by place and name.
fn parameters<'a>(object: &OperationObject<'a>) -> BTreeMap<String, &'a Value> {
    let lists = [&object.path_item()["parameters"], &object.value()["parameters"]];
    let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
    let parameters = parameters.map(|parameter| resolve(object.root, parameter));
    let text = |value: &'a Value| value.as_str().unwrap_or_default();
    let parameters = parameters.map(|it| match (text(&it["in"]), text(&it["name"])) {
        // The names of headers are the same in any case.
        ("header", name) => ("header", name.to_ascii_lowercase(), it),
        (place, name) => (place, name.to_owned(), it),
    });
    let has_effect = |place: &str, name: &str| place != "header" || !IGNORED_HEADERS.contains(&name);
    let parameters = parameters.filter(|(place, name, _)| has_effect(place, name));
    parameters.map(|(place, name, it)| (format!("{place} {name}"), it)).collect()
}

/// A parameter with the members that say how it is written, also if they have the value that they have by default.
fn with_style(parameter: &Value) -> Value {
    let is_in_query = ["query", "cookie"].iter().any(|place| parameter["in"] == *place);
    let style = parameter["style"].as_str().unwrap_or(if is_in_query { "form" } else { "simple" });
    let mut members = json!({ "style": style, "explode": style == "form", "allowReserved": false, "allowEmptyValue": false });
    for (name, value) in parameter.as_object().into_iter().flatten() {
        members[name] = value.clone();
    }
    members
}

//! Compares two descriptions of one operation: its path and method, its parameters, its request body and its
//! responses.

mod decoded;
mod metadata;
mod parameters;
mod request_body;
mod responses;
mod security;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use self::request_body::without_model;
use super::drift_rules::UNCLASSIFIED;
use super::finding::Change;
use super::schema::{self, Schema, SchemaChange};
use crate::build::read::media_type::essence;

/// Stands for the body as a whole where the path of a property is expected.
const BODY: &str = "$";

/// An operation object of OpenAPI, within its document.
#[derive(Clone)]
pub struct OperationObject<'a> {
    /// Method, in lower case.
    pub method: &'a str,
    /// Path.
    pub path: &'a str,
    /// The document.
    pub root: &'a Value,
}

impl<'a> OperationObject<'a> {
    fn path_item(&self) -> &'a Value {
        &self.root["paths"][self.path]
    }

    fn value(&self) -> &'a Value {
        &self.path_item()[self.method]
    }
}

/// The differences between `old` and `new`.
pub fn compare(old: &OperationObject, new: &OperationObject) -> Vec<Change> {
    let mut comparison = Comparison { old, new, changes: Vec::new() };
    comparison.metadata();
    comparison.parameters();
    comparison.request_body();
    comparison.responses();
    comparison.changes
}

struct Comparison<'a> {
    old: &'a OperationObject<'a>,
    new: &'a OperationObject<'a>,
    changes: Vec<Change>,
}

impl Comparison<'_> {
    fn add(&mut self, rule: &str, path: &str, old: Option<String>, new: Option<String>) {
        let (rule, path) = (rule.to_owned(), path.to_owned());
        self.changes.push(Change { rule, detail: None, path, old, new });
    }

    /// Adds a change of a rule that covers several kinds of changes.
    fn add_detail(&mut self, rule: &str, detail: &str, path: &str, old: Option<String>, new: Option<String>) {
        self.add(rule, path, old, new);
        self.changes.last_mut().expect("the change added above").detail = Some(detail.to_owned());
    }

    /// Adds a change if the two values differ.
    fn value(&mut self, rule: &str, path: &str, old: &Value, new: &Value) {
        if old != new {
            self.add(rule, path, text(old), text(new));
        }
    }

    /// Adds an unclassified change for every other member that differs.
    fn unclassified(&mut self, place: &str, old: &Value, new: &Value, classified: &[&str]) {
        for key in keys(old, new) {
            if !classified.contains(&key) {
                self.value(UNCLASSIFIED, &format!("{place}{key}"), &old[key], &new[key]);
            }
        }
    }

    fn schemas(&self, old: &Value, new: &Value) -> Vec<SchemaChange> {
        schema::compare(
            Schema { root: self.old.root, value: old },
            Schema { root: self.new.root, value: new },
        )
    }
}

/// The path of a property in a body, or the one that stands for the body as a whole.
fn body_path(path: &str) -> &str {
    if path.is_empty() { BODY } else { path }
}

/// The media types of a `content` object, by their names without parameters.
fn media_types(content: &Value) -> BTreeMap<String, &Value> {
    content.as_object().into_iter().flatten().map(|(name, it)| (essence(name), it)).collect()
}

/// The keys of both objects.
fn keys<'a>(old: &'a Value, new: &'a Value) -> BTreeSet<&'a str> {
    let keys = [old, new].into_iter().filter_map(Value::as_object).flat_map(|map| map.keys());
    keys.map(String::as_str).collect()
}

fn is_required(value: &Value) -> bool {
    value["required"] == true
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    }
}

//! A schema with its references resolved, in a form in which equivalent schemas are equal.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::openapi::document::resolve;

/// The maximum depth of references and `allOf`. Only a cycle is deeper.
const MAX_DEPTH: usize = 32;

/// A schema whose references are resolved.
#[derive(Clone, Default)]
pub struct ResolvedSchema<'a> {
    /// The types that it allows; empty if it does not restrict them.
    pub types: BTreeSet<&'a str>,
    /// Whether null is allowed.
    pub nullable: bool,
    /// The values that it allows, if it lists them.
    pub values: Option<Vec<&'a Value>>,
    /// The properties of an object.
    pub properties: BTreeMap<&'a str, &'a Value>,
    /// The properties that an object must have.
    pub required: BTreeSet<&'a str>,
    /// The items of a list.
    pub items: Option<&'a Value>,
    /// The alternatives, one of which a value must match.
    pub options: Vec<&'a Value>,
    /// All other keywords.
    pub keywords: BTreeMap<&'a str, &'a Value>,
}

impl<'a> ResolvedSchema<'a> {
    /// Resolves `schema`, which is part of `root`.
    pub fn new(root: &'a Value, schema: &'a Value) -> Self {
        let mut resolved = Self::default();
        resolved.merge(root, schema, 0);
        if resolved.types.is_empty() {
            resolved.types = resolved.implied_types();
        }
        resolved
    }

    /// Adds the constraints of `schema`.
    fn merge(&mut self, root: &'a Value, schema: &'a Value, depth: usize) {
        let Some(keywords) = resolve(root, schema).as_object().filter(|_| depth < MAX_DEPTH) else { return };
        for (keyword, value) in keywords {
            match (keyword.as_str(), value) {
                ("type", _) => self.set_types(value),
                ("nullable", Value::Bool(nullable)) => self.nullable |= nullable,
                ("enum", Value::Array(values)) => self.set_values(values.iter().collect()),
                ("const", value) => self.set_values(vec![value]),
                ("properties", Value::Object(properties)) => self.properties.extend(members(properties)),
                ("required", Value::Array(names)) => {
                    self.required.extend(names.iter().filter_map(Value::as_str))
                }
                ("items", items) => self.items = Some(items),
                ("allOf", Value::Array(parts)) => {
                    parts.iter().for_each(|part| self.merge(root, part, depth + 1))
                }
                ("anyOf" | "oneOf", Value::Array(options)) => self.set_options(root, options, depth),
                (keyword, value) if is_default(keyword, value) => {}
                (keyword, value) => drop(self.keywords.insert(keyword, value)),
            }
        }
    }

    fn set_types(&mut self, value: &'a Value) {
        let names = value.as_array().map_or_else(|| vec![value], |names| names.iter().collect());
        self.types.extend(names.into_iter().filter_map(Value::as_str));
        self.nullable |= self.types.remove("null");
    }

    fn set_values(&mut self, values: Vec<&'a Value>) {
        self.nullable |= values.iter().any(|value| value.is_null());
        self.values = Some(values.into_iter().filter(|value| !value.is_null()).collect());
    }

    /// An alternative that is null makes the others nullable, and a single other one is no alternative.
    fn set_options(&mut self, root: &'a Value, options: &'a [Value], depth: usize) {
        let (nulls, others): (Vec<_>, Vec<_>) =
            options.iter().partition(|option| is_null(resolve(root, option)));
        self.nullable |= !nulls.is_empty();
        match others[..] {
            [only] => self.merge(root, only, depth + 1),
            _ => self.options.extend(others),
        }
    }

    fn implied_types(&self) -> BTreeSet<&'a str> {
        if !self.properties.is_empty() {
            return BTreeSet::from(["object"]);
        }
        if self.items.is_some() {
            return BTreeSet::from(["array"]);
        }
        self.values.iter().flatten().map(|value| type_of(value)).collect()
    }

    /// The types of its values, as text.
    pub fn kind(&self, root: &'a Value) -> String {
        if !self.options.is_empty() {
            let kinds = self.options.iter().map(|option| ResolvedSchema::new(root, option).kind(root));
            return kinds.collect::<Vec<_>>().join(" or ");
        }
        let types = self.types.iter().copied().collect::<Vec<_>>().join(" or ");
        match types.as_str() {
            "" => "any".to_owned(),
            _ => types,
        }
    }
}

fn members(map: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    map.iter().map(|(key, value)| (key.as_str(), value))
}

/// Whether a keyword has the value that it has by default.
fn is_default(keyword: &str, value: &Value) -> bool {
    match keyword {
        "deprecated" | "nullable" | "readOnly" | "uniqueItems" | "writeOnly" => value == false,
        "additionalProperties" => value == true,
        "minItems" | "minLength" => value == 0,
        _ => false,
    }
}

fn is_null(schema: &Value) -> bool {
    let only = |key: &str| schema.as_object().is_some_and(|map| map.len() == 1 && map.contains_key(key));
    schema["type"] == "null" || (only("nullable") && schema["nullable"] == true)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

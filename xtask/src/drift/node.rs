//! A schema as far as it constrains a value: references followed, and what says the same made the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::document::resolve;

/// Deeper than any chain of references and `allOf` is; only a cycle gets there.
const MAX_DEPTH: usize = 32;

/// What a schema says.
#[derive(Clone, Default)]
pub struct Node<'a> {
    /// The types it allows; none if it does not say.
    pub types: BTreeSet<&'a str>,
    /// Whether null is allowed.
    pub nullable: bool,
    /// The values it allows, if it lists them.
    pub values: Option<Vec<&'a Value>>,
    /// The properties of an object.
    pub properties: BTreeMap<&'a str, &'a Value>,
    /// The properties an object must have.
    pub required: BTreeSet<&'a str>,
    /// The items of a list.
    pub items: Option<&'a Value>,
    /// The schemas of which a value must fit one.
    pub options: Vec<&'a Value>,
    /// All other keywords.
    pub keywords: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Node<'a> {
    /// Reads `schema`, which is part of `root`.
    pub fn read(root: &'a Value, schema: &'a Value) -> Self {
        let mut node = Self::default();
        node.absorb(root, schema, 0);
        if node.types.is_empty() {
            node.types = node.implied_types();
        }
        node
    }

    /// Adds what `schema` says to what is known already.
    fn absorb(&mut self, root: &'a Value, schema: &'a Value, depth: usize) {
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
                    parts.iter().for_each(|part| self.absorb(root, part, depth + 1))
                }
                ("anyOf" | "oneOf", Value::Array(options)) => self.set_options(root, options, depth),
                (keyword, value) if is_empty_word(keyword, value) => {}
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

    /// An option that is null only makes the others nullable, and one that is left alone is no choice.
    fn set_options(&mut self, root: &'a Value, options: &'a [Value], depth: usize) {
        let (nulls, others): (Vec<_>, Vec<_>) =
            options.iter().partition(|option| is_null(resolve(root, option)));
        self.nullable |= !nulls.is_empty();
        match others[..] {
            [only] => self.absorb(root, only, depth + 1),
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

    /// What kind of value it allows, in few words.
    pub fn kind(&self, root: &'a Value) -> String {
        if !self.options.is_empty() {
            let kinds = self.options.iter().map(|option| Node::read(root, option).kind(root));
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

/// Whether a keyword says what would hold without it.
fn is_empty_word(keyword: &str, value: &Value) -> bool {
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

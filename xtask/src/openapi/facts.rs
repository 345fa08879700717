//! Reduces an OpenAPI document to its facts in canonical form: one operation and the components it refers to,
//! without prose, in a layout that depends on nothing but the facts.

use std::collections::BTreeSet;

use anyhow::{Context, Error, Result, ensure};
use serde_json::{Map, Value};

use crate::build::read::normal_form::pointer;
use crate::build::read::plain_text;

/// The methods a path item may have.
pub const METHODS: [&str; 9] = ["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// The member of a path item with the operations of other methods.
pub const OTHER_METHODS: &str = "additionalOperations";

/// Keywords whose values are prose, examples or decoration. Every other keyword is a fact, even an unknown one.
const PROSE: [&str; 12] = [
    "$comment",
    "bearerFormat",
    "contact",
    "description",
    "example",
    "examples",
    "externalDocs",
    "license",
    "summary",
    "tags",
    "termsOfService",
    "title",
];

/// The role of the keys of an object. `title` is prose as a keyword, but a fact as a property's name or in data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Keywords,
    Names,
    /// Names, except those that start with `x-`: they are extensions.
    ExtensibleNames,
    Data,
}

impl Keys {
    /// The role of the keys below `key`.
    fn below(self, key: &str) -> Self {
        match (self, key) {
            (Self::Data, _) => Self::Data,
            (Self::Names | Self::ExtensibleNames, _) => Self::Keywords,
            (Self::Keywords, "const" | "default" | "dependentRequired" | "enum" | "mapping" | "security") => {
                Self::Data
            }
            (Self::Keywords, "callbacks" | "paths" | "responses") => Self::ExtensibleNames,
            (
                Self::Keywords,
                "$defs" | "content" | "definitions" | "dependentSchemas" | "encoding" | "headers" | "links"
                | "parameters" | "pathItems" | "patternProperties" | "properties" | "requestBodies"
                | "schemas" | "securitySchemes" | "variables" | "webhooks",
            ) => Self::Names,
            (Self::Keywords, _) => Self::Keywords,
        }
    }

    /// The role of the keys of an array's elements: `parameters` contains names if it is an object, and
    /// parameters if it is an array.
    fn in_array(self) -> Self {
        if self == Self::Data { Self::Data } else { Self::Keywords }
    }

    fn drops(self, key: &str) -> bool {
        match self {
            Self::Keywords => key.starts_with("x-") || PROSE.contains(&key),
            Self::ExtensibleNames => key.starts_with("x-"),
            Self::Names | Self::Data => false,
        }
    }
}

/// The facts of `document` about the operation `method` of `path`, as text.
pub fn canonical(document: &Value, path: &str, method: &str) -> Result<String> {
    let mut facts = cut(document, path, method)?;
    strip(&mut facts, Keys::Keywords);
    prune(&mut facts)?;
    plain_text::check(&facts).map_err(Error::msg)?;
    // Sorted here, because whether a map keeps insertion order depends on the features that other crates enable.
    facts.sort_all_objects();
    Ok(format!("{facts:#}\n"))
}

/// All facts of `document`, as text.
pub fn all(document: &Value) -> String {
    let mut facts = document.clone();
    strip(&mut facts, Keys::Keywords);
    facts.sort_all_objects();
    facts.to_string()
}

/// Keeps one operation of one path, and of `info` the version.
fn cut(document: &Value, path: &str, method: &str) -> Result<Value> {
    let mut root = document.as_object().cloned().unwrap_or_default();
    let mut item = document["paths"][path].as_object().cloned().unwrap_or_default();
    ensure!(item.contains_key(method), "does not describe {} {path}", method.to_uppercase());
    item.retain(|key, _| key == method || !(METHODS.contains(&key.as_str()) || key == OTHER_METHODS));
    root.insert("paths".to_owned(), single(path, Value::Object(item)));
    if let Some(version) = root.remove("info").and_then(|mut info| info.get_mut("version").map(Value::take)) {
        root.insert("info".to_owned(), single("version", version));
    }
    Ok(Value::Object(root))
}

fn single(key: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(key.to_owned(), value)]))
}

/// Drops everything that is not a fact, and the order of `required`, which has no meaning.
fn strip(value: &mut Value, keys: Keys) {
    match value {
        Value::Object(map) => {
            map.retain(|key, _| !keys.drops(key));
            for (key, child) in map {
                strip(child, keys.below(key));
                if let (Keys::Keywords, "required", Value::Array(names)) = (keys, key.as_str(), child) {
                    names.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| strip(item, keys.in_array())),
        _ => {}
    }
}

/// Reduces `components` to those that the operation reaches by `$ref`. Security schemes are referred to by
/// name, so all of them are kept.
fn prune(document: &mut Value) -> Result<()> {
    let Some(components) = document.as_object_mut().and_then(|root| root.remove("components")) else {
        return reach(document, &Value::Null).map(drop);
    };
    let reached = reach(document, &components)?;
    let Value::Object(mut kinds) = components else { return Ok(()) };
    for (kind, names) in &mut kinds {
        if let (true, Value::Object(names)) = (kind != "securitySchemes", names) {
            names.retain(|name, _| reached.contains(&(kind.clone(), name.clone())));
        }
    }
    kinds.retain(|_, names| names.as_object().is_none_or(|names| !names.is_empty()));
    if !kinds.is_empty() {
        document["components"] = Value::Object(kinds);
    }
    Ok(())
}

/// Follows every `$ref` of `document` and of the components it reaches. Each component is visited once, so
/// cycles terminate.
fn reach(document: &Value, components: &Value) -> Result<BTreeSet<(String, String)>> {
    let mut reached = BTreeSet::new();
    let mut pending = Vec::new();
    references(document, Keys::Keywords, &mut pending);
    references(&components["securitySchemes"], Keys::Names, &mut pending);
    while let Some(reference) = pending.pop() {
        let pointer =
            pointer(&reference).with_context(|| format!("$ref {reference} refers to another document"))?;
        let unresolved = || format!("$ref {reference} does not resolve");
        let Some(inner) = pointer.strip_prefix("/components") else {
            document.pointer(&pointer).with_context(unresolved)?;
            continue;
        };
        components.pointer(inner).with_context(unresolved)?;
        let mut segments =
            inner.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"));
        let (kind, name) = segments.next().zip(segments.next()).with_context(unresolved)?;
        let component = &components[&kind][&name];
        if reached.insert((kind, name)) {
            references(component, Keys::Keywords, &mut pending);
        }
    }
    Ok(reached)
}

/// Collects the references in `value`. In data, `$ref` is not a keyword.
fn references(value: &Value, keys: Keys, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                match (keys, key.as_str(), child) {
                    (Keys::Keywords, "$ref", Value::String(reference)) => found.push(reference.clone()),
                    (Keys::Keywords, "mapping", Value::Object(mapping)) => {
                        let targets = mapping.values().filter_map(Value::as_str);
                        found.extend(targets.filter(|target| target.starts_with('#')).map(str::to_owned));
                    }
                    _ => references(child, keys.below(key), found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, keys.in_array(), found)),
        _ => {}
    }
}

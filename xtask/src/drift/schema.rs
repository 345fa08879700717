//! Compares two schemas and everything nested in them.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use serde_json::Value;

use crate::build::read::normal_form::{ANNOTATIONS, NormalSchema, normal_form};

/// The keywords for limits, and their names in the ids of drift rules.
pub const LIMITS: [(&str, &str); 6] = [
    ("maximum", "max"),
    ("minimum", "min"),
    ("maxLength", "max-length"),
    ("minLength", "min-length"),
    ("maxItems", "max-items"),
    ("minItems", "min-items"),
];

/// The change of a keyword that this module does not know.
pub const UNCLASSIFIED: &str = "unclassified";

/// A property that is required and that no schema describes.
pub const REQUIRED_WITHOUT_DESCRIPTION: &str = "required-without-description";

/// Keywords that constrain or annotate a value and have no rule of their own.
const CONSTRAINTS: [&str; 31] = [
    "additionalItems",
    "additionalProperties",
    "anyOf",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "discriminator",
    "else",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "if",
    "maxContains",
    "maxProperties",
    "minContains",
    "minProperties",
    "multipleOf",
    "not",
    "pattern",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "readOnly",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// A difference between two schemas.
pub struct SchemaChange {
    /// What changed: `became-required`.
    pub what: String,
    /// Where in the schema: `elements[].video_url`.
    pub path: String,
    /// The old value.
    pub old: Option<String>,
    /// The new value.
    pub new: Option<String>,
}

/// A schema within its document.
#[derive(Clone, Copy)]
pub struct Schema<'a> {
    /// The document.
    pub root: &'a Value,
    /// The schema.
    pub value: &'a Value,
}

impl Schema<'_> {
    fn normal(self) -> Value {
        normal_form(self.root, self.value)
    }
}

/// The differences between `old` and `new`, ordered by path.
pub fn compare(old: Schema, new: Schema) -> Vec<SchemaChange> {
    let mut changes = Changes(Vec::new());
    changes.schemas("", &old.normal(), &new.normal());
    changes.0
}

struct Changes(Vec<SchemaChange>);

impl Changes {
    fn add(&mut self, what: impl Into<String>, path: &str, old: Option<String>, new: Option<String>) {
        self.0.push(SchemaChange { what: what.into(), path: path.to_owned(), old, new });
    }

    fn schemas(&mut self, path: &str, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        let (was, is) = (NormalSchema::new(old), NormalSchema::new(new));
        self.flag("became-nullable", "became-not-nullable", path, was.nullable, is.nullable);
        self.keywords(path, &was, &is);
        if is_same_type(&was, &is) {
            self.same_type(path, &was, &is);
        } else {
            self.add("type-changed", path, Some(kind(&was)), Some(kind(&is)));
            self.below_changed_type(path, &was, &is);
        }
    }

    fn same_type(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        self.values(path, was, is);
        self.properties(path, was, is);
        self.alternatives(path, was, is);
        match (&was.items, &is.items) {
            (Some(old), Some(new)) => self.schemas(&format!("{path}[]"), old, new),
            (None, None) => {}
            (old, new) => {
                let kind = |items: &Option<Value>| if items.is_some() { "described" } else { "any" };
                let (old, new) = (Some(kind(old).to_owned()), Some(kind(new).to_owned()));
                self.add("type-changed", &format!("{path}[]"), old, new);
            }
        }
        self.options(path, was, is);
    }

    /// The constraints of different types are not comparable, but if one side has alternatives, the alternative of the
    /// other side's type that differs least is.
    fn below_changed_type(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        if was.options.is_empty() && is.options.is_empty() {
            return;
        }
        let options = |schema: &NormalSchema| match &schema.options[..] {
            [] => vec![schema.clone()],
            options => options.iter().map(NormalSchema::new).collect(),
        };
        let (old, new) = (options(was), options(is));
        let pairs = old.iter().flat_map(|a| new.iter().map(move |b| (a, b)));
        let changes = pairs.filter(|(a, b)| a.kind.is_some() && is_same_type(a, b)).map(|(a, b)| {
            let mut changes = Self(Vec::new());
            // The keywords of a schema with alternatives are only annotations, which are compared.
            changes.limits(path, a, b);
            changes.same_type(path, a, b);
            changes.0
        });
        self.0.extend(changes.min_by_key(Vec::len).unwrap_or_default());
    }

    fn flag(&mut self, set: &str, unset: &str, path: &str, was: bool, is: bool) {
        match (was, is) {
            (false, true) => self.add(set, path, None, None),
            (true, false) => self.add(unset, path, None, None),
            _ => {}
        }
    }

    fn values(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        match (&was.values, &is.values) {
            (None, None) => {}
            (None, Some(values)) => self.add("became-enum", path, None, Some(list(values))),
            (Some(values), None) => self.add("became-not-enum", path, Some(list(values)), None),
            (Some(was), Some(is)) => self.listed_values(path, was, is),
        }
    }

    fn listed_values(&mut self, path: &str, was: &[Value], is: &[Value]) {
        let (removed, added) = (only(was, is), only(is, was));
        let joined = |values: &[String]| Some(values.join(", "));
        if !removed.is_empty() && removed.len() == added.len() {
            return self.add("enum-value-replaced", path, joined(&removed), joined(&added));
        }
        if !removed.is_empty() {
            self.add("enum-value-removed", path, joined(&removed), None);
        }
        if !added.is_empty() {
            self.add("enum-value-added", path, None, joined(&added));
        }
    }

    /// The keywords, except for the limits of values of different types.
    fn keywords(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        let is_compared = |name: &&String| was.kind == is.kind || ANNOTATIONS.contains(&name.as_str());
        let names = was.keywords.keys().chain(is.keywords.keys()).filter(is_compared).collect();
        self.named_keywords(path, was, is, names);
    }

    /// The keywords that are not annotations.
    fn limits(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        let is_limit = |name: &&String| !ANNOTATIONS.contains(&name.as_str());
        let names = was.keywords.keys().chain(is.keywords.keys()).filter(is_limit).collect();
        self.named_keywords(path, was, is, names);
    }

    fn named_keywords(
        &mut self,
        path: &str,
        was: &NormalSchema,
        is: &NormalSchema,
        names: BTreeSet<&String>,
    ) {
        for name in names {
            let (a, b) = (was.keywords.get(name), is.keywords.get(name));
            if a != b {
                let what = keyword_change(name, a, b);
                // The ids of the other rules contain the keyword.
                let is_named = ["constraint-changed", UNCLASSIFIED].contains(&what.as_str());
                let shown = |value: Option<&Value>| {
                    value.map(|value| if is_named { format!("{name}: {value}") } else { value.to_string() })
                };
                self.add(what, path, shown(a), shown(b));
            }
        }
    }

    fn properties(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        let names = was.properties.keys().chain(is.properties.keys()).collect::<BTreeSet<_>>();
        for name in names {
            let place = below(path, name);
            let (needed, needs) = (was.required.contains(name), is.required.contains(name));
            match (was.properties.get(name), is.properties.get(name)) {
                (Some(old), Some(new)) => {
                    self.flag("became-required", "became-optional", &place, needed, needs);
                    self.schemas(&place, old, new);
                }
                (None, Some(new)) => {
                    let what = if needs { "added-required" } else { "added-optional" };
                    self.add(what, &place, None, Some(kind(&NormalSchema::new(new))));
                }
                (Some(old), None) => {
                    let what = if needed { "removed-required" } else { "removed-optional" };
                    self.add(what, &place, Some(kind(&NormalSchema::new(old))), None);
                }
                (None, None) => {}
            }
        }
        let undescribed = |schema: &NormalSchema| {
            let names = schema.required.iter().filter(|name| !schema.properties.contains_key(*name));
            names.cloned().collect::<BTreeSet<_>>()
        };
        for name in undescribed(is).difference(&undescribed(was)) {
            self.add(REQUIRED_WITHOUT_DESCRIPTION, &below(path, name), None, None);
        }
    }

    /// The sets of properties, one of which an object must have.
    fn alternatives(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        let texts = |schema: &NormalSchema| {
            let texts = schema.alternatives.iter().map(ToString::to_string).collect::<Vec<_>>();
            (!texts.is_empty()).then(|| texts.join("; "))
        };
        if was.alternatives != is.alternatives {
            self.add("alternatives-changed", path, texts(was), texts(is));
        }
    }

    /// Alternatives that are equal are one, then those that are of the same kind, in their order.
    fn options(&mut self, path: &str, was: &NormalSchema, is: &NormalSchema) {
        let kind = |option: &Value| kind(&NormalSchema::new(option));
        let (before, after) = (texts(&was.options), texts(&is.options));
        let mut removed = BTreeMap::<String, VecDeque<(usize, &Value)>>::new();
        for (index, option) in was.options.iter().enumerate() {
            if !after.contains(&option.to_string()) {
                removed.entry(kind(option)).or_default().push_back((index, option));
            }
        }
        for option in is.options.iter().filter(|option| !before.contains(&option.to_string())) {
            match removed.get_mut(&kind(option)).and_then(VecDeque::pop_front) {
                Some((index, other)) => self.schemas(&format!("{path}<{}>", index + 1), other, option),
                None => self.add("any-of-added", path, None, Some(kind(option))),
            }
        }
        for (_, option) in removed.into_values().flatten() {
            self.add("any-of-removed", path, Some(kind(option)), None);
        }
    }
}

/// Whether the values of both schemas are of the same type. A list of numbers may contain integers only.
fn is_same_type(was: &NormalSchema, is: &NormalSchema) -> bool {
    let is_numeric = |schema: &NormalSchema| matches!(schema.kind.as_deref(), Some("integer" | "number"));
    let lists_numbers = was.values.is_some() != is.values.is_some() && is_numeric(was) && is_numeric(is);
    was.options.is_empty() == is.options.is_empty() && (was.kind == is.kind || lists_numbers)
}

/// The texts of the values that are only in `these`.
fn only(these: &[Value], those: &[Value]) -> Vec<String> {
    let those = texts(those);
    these.iter().map(Value::to_string).filter(|text| !those.contains(text)).collect()
}

/// The values as text, by which they can be looked up.
fn texts(values: &[Value]) -> HashSet<String> {
    values.iter().map(Value::to_string).collect()
}

/// The path of a property of the object at `path`.
fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The types of a schema's values, as text.
fn kind(schema: &NormalSchema) -> String {
    if !schema.options.is_empty() {
        let kinds = schema.options.iter().map(|option| kind(&NormalSchema::new(option)));
        return kinds.collect::<Vec<_>>().join(" or ");
    }
    schema.kind.clone().unwrap_or_else(|| "any".to_owned())
}

/// The change of a keyword.
fn keyword_change(name: &str, was: Option<&Value>, is: Option<&Value>) -> String {
    if let Some((_, limit)) = LIMITS.iter().find(|(keyword, _)| *keyword == name) {
        return format!("{limit}-{}", limit_change(was, is));
    }
    match (name, was, is) {
        ("default", None, _) => "default-value-added".to_owned(),
        ("default", _, None) => "default-value-removed".to_owned(),
        ("default", ..) => "default-value-changed".to_owned(),
        ("format", ..) => "format-changed".to_owned(),
        ("deprecated", _, Some(Value::Bool(true))) => "deprecated".to_owned(),
        ("deprecated", Some(Value::Bool(true)), _) => "reactivated".to_owned(),
        _ if CONSTRAINTS.contains(&name) => "constraint-changed".to_owned(),
        _ => UNCLASSIFIED.to_owned(),
    }
}

fn limit_change(was: Option<&Value>, is: Option<&Value>) -> &'static str {
    let integers = was.and_then(Value::as_i64).zip(is.and_then(Value::as_i64));
    match (was.and_then(Value::as_f64), is.and_then(Value::as_f64)) {
        (None, _) => "set",
        (_, None) => "unset",
        // Large integers can be equal as floating point numbers.
        _ if integers.is_some_and(|(was, is)| was < is) => "increased",
        (Some(was), Some(is)) if was < is => "increased",
        _ => "decreased",
    }
}

fn list(values: &[Value]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

//! Compares two schemas and everything nested in them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::resolved_schema::ResolvedSchema;

/// The maximum depth of a schema. Only one that contains itself is deeper.
const MAX_DEPTH: usize = 16;

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

/// Keywords that constrain or annotate a value and have no rule of their own.
const CONSTRAINTS: [&str; 11] = [
    "additionalProperties",
    "contentEncoding",
    "contentMediaType",
    "discriminator",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "multipleOf",
    "pattern",
    "readOnly",
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

impl<'a> Schema<'a> {
    fn resolved(self) -> ResolvedSchema<'a> {
        ResolvedSchema::new(self.root, self.value)
    }

    fn at(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }
}

/// The differences between `old` and `new`, ordered by path.
pub fn compare(old: Schema, new: Schema) -> Vec<SchemaChange> {
    let mut changes = Changes(Vec::new());
    changes.schemas("", old, new, 0);
    changes.0
}

struct Changes(Vec<SchemaChange>);

impl Changes {
    fn add(&mut self, what: impl Into<String>, path: &str, old: Option<String>, new: Option<String>) {
        self.0.push(SchemaChange { what: what.into(), path: path.to_owned(), old, new });
    }

    fn schemas(&mut self, path: &str, old: Schema, new: Schema, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let (was, is) = (old.resolved(), new.resolved());
        self.flag("became-nullable", "became-not-nullable", path, was.nullable, is.nullable);
        if was.types != is.types || was.options.is_empty() != is.options.is_empty() {
            // The constraints of different types are not comparable.
            return self.add("type-changed", path, Some(was.kind(old.root)), Some(is.kind(new.root)));
        }
        self.values(path, &was, &is);
        self.keywords(path, &was, &is);
        self.properties(path, (old, &was), (new, &is), depth);
        if let Some((a, b)) = was.items.zip(is.items) {
            self.schemas(&format!("{path}[]"), old.at(a), new.at(b), depth + 1);
        } else if was.items.is_some() != is.items.is_some() {
            let kind = |schema: &ResolvedSchema| if schema.items.is_some() { "described" } else { "any" };
            let change = (Some(kind(&was).to_owned()), Some(kind(&is).to_owned()));
            self.add("type-changed", &format!("{path}[]"), change.0, change.1);
        }
        self.options(path, (old, &was), (new, &is), depth);
    }

    fn flag(&mut self, set: &str, unset: &str, path: &str, was: bool, is: bool) {
        match (was, is) {
            (false, true) => self.add(set, path, None, None),
            (true, false) => self.add(unset, path, None, None),
            _ => {}
        }
    }

    fn values(&mut self, path: &str, was: &ResolvedSchema, is: &ResolvedSchema) {
        match (&was.values, &is.values) {
            (None, None) => {}
            (None, Some(values)) => self.add("became-enum", path, None, Some(list(values))),
            (Some(values), None) => self.add("became-not-enum", path, Some(list(values)), None),
            (Some(was), Some(is)) => self.listed_values(path, was, is),
        }
    }

    fn listed_values(&mut self, path: &str, was: &[&Value], is: &[&Value]) {
        let without = |all: &[&'_ Value], others: &[&Value]| {
            let only = all.iter().filter(|value| !others.contains(value)).copied();
            only.map(Value::to_string).collect::<Vec<_>>()
        };
        let (removed, added) = (without(was, is), without(is, was));
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
        if removed.is_empty() && added.is_empty() && was != is {
            self.add("enum-reordered", path, Some(list(was)), Some(list(is)));
        }
    }

    fn keywords(&mut self, path: &str, was: &ResolvedSchema, is: &ResolvedSchema) {
        let names = was.keywords.keys().chain(is.keywords.keys()).collect::<BTreeSet<_>>();
        for name in names {
            let (a, b) = (was.keywords.get(name), is.keywords.get(name));
            if a != b {
                let what = keyword_change(name, a.copied(), b.copied());
                // The ids of the other rules contain the keyword.
                let is_named = ["constraint-changed", UNCLASSIFIED].contains(&what.as_str());
                let shown = |value: Option<&&Value>| {
                    value.map(|value| if is_named { format!("{name}: {value}") } else { value.to_string() })
                };
                self.add(what, path, shown(a), shown(b));
            }
        }
    }

    fn properties(
        &mut self,
        path: &str,
        old: (Schema, &ResolvedSchema),
        new: (Schema, &ResolvedSchema),
        depth: usize,
    ) {
        let ((old, was), (new, is)) = (old, new);
        let names = was.properties.keys().chain(is.properties.keys()).collect::<BTreeSet<_>>();
        for name in names {
            let place = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
            let (a, b) = (was.properties.get(name), is.properties.get(name));
            let (needed, needs) = (was.required.contains(name), is.required.contains(name));
            match (a, b) {
                (Some(a), Some(b)) => {
                    self.flag("became-required", "became-optional", &place, needed, needs);
                    self.schemas(&place, old.at(a), new.at(b), depth + 1);
                }
                (None, Some(b)) => {
                    let what = if needs { "added-required" } else { "added-optional" };
                    self.add(what, &place, None, Some(new.at(b).resolved().kind(new.root)));
                }
                (Some(a), None) => {
                    let what = if needed { "removed-required" } else { "removed-optional" };
                    self.add(what, &place, Some(old.at(a).resolved().kind(old.root)), None);
                }
                (None, None) => {}
            }
        }
    }

    /// Alternatives are matched by their kind, and those of the same kind by their order.
    fn options(
        &mut self,
        path: &str,
        old: (Schema, &ResolvedSchema),
        new: (Schema, &ResolvedSchema),
        depth: usize,
    ) {
        let (was, is) = (old.1, new.1);
        let mut unmatched = was.options.iter().map(|value| old.0.at(value)).enumerate().collect::<Vec<_>>();
        for value in &is.options {
            let option = new.0.at(value);
            let kind = option.resolved().kind(new.0.root);
            match unmatched.iter().position(|(_, other)| other.resolved().kind(old.0.root) == kind) {
                Some(at) => {
                    let (index, other) = unmatched.remove(at);
                    self.schemas(&format!("{path}<{}>", index + 1), other, option, depth + 1);
                }
                None => self.add("any-of-added", path, None, Some(kind)),
            }
        }
        for (_, option) in unmatched {
            self.add("any-of-removed", path, Some(option.resolved().kind(old.0.root)), None);
        }
    }
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
        ("deprecated", ..) => "reactivated".to_owned(),
        _ if CONSTRAINTS.contains(&name) => "constraint-changed".to_owned(),
        _ => UNCLASSIFIED.to_owned(),
    }
}

fn limit_change(was: Option<&Value>, is: Option<&Value>) -> &'static str {
    match (was.and_then(Value::as_f64), is.and_then(Value::as_f64)) {
        (None, _) => "set",
        (_, None) => "unset",
        (Some(was), Some(is)) if was < is => "increased",
        _ => "decreased",
    }
}

fn list(values: &[&Value]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

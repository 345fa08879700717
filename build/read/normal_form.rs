//! The normal form of a schema. Schemas that allow the same values have the same normal form, whether they are written
//! in the notation of OpenAPI 3.0 or 3.1: references and `allOf` are merged, `oneOf` is `anyOf`, an alternative of one is
//! none, null is a flag, `const` is an `enum`, an `enum` is a set, and numbers are compared by value.
//!
//! The generator, the selection of documents and the drift report all use this form.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Number, Value, json};

/// Keywords that say something about a property and nothing about its values. They are not moved into alternatives.
pub const ANNOTATIONS: [&str; 4] = ["default", "deprecated", "readOnly", "writeOnly"];

/// Keywords that name a schema, contain others to refer to, or say how XML is written. They restrict nothing.
const NEUTRAL: [&str; 9] =
    ["$anchor", "$comment", "$defs", "$dynamicAnchor", "$id", "$schema", "$vocabulary", "definitions", "xml"];

/// Keywords that restrict nothing unless one of the others is beside them.
const DEPENDENT: [(&str, &[&str]); 5] = [
    ("else", &["if"]),
    ("if", &["else", "then"]),
    ("maxContains", &["contains"]),
    ("minContains", &["contains"]),
    ("then", &["if"]),
];

/// Keywords whose value is a schema, besides those that are parts of [`NormalSchema`].
const SCHEMAS: [&str; 11] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords whose value is a map of schemas.
const MAPS_OF_SCHEMAS: [&str; 2] = ["dependentSchemas", "patternProperties"];

/// Keywords that apply to values of some types only.
const KEYWORDS_OF_TYPES: [(&[&str], &[&str]); 4] = [
    (&["string"], &["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"]),
    (&["integer", "number"], &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    (&["array"], &["minItems", "maxItems", "uniqueItems"]),
    (&["object"], &["minProperties", "maxProperties", "additionalProperties", "discriminator"]),
];

/// Follows a reference within `root`, if `value` is one. A chain longer than this is a cycle.
pub fn resolve<'a>(root: &'a Value, mut value: &'a Value) -> &'a Value {
    for _ in 0..16 {
        match value["$ref"].as_str().and_then(|reference| target(root, reference)) {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}

/// What a reference within `root` refers to.
fn target<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    root.pointer(&pointer(reference)?)
}

/// The JSON pointer of a reference within its document. It may be percent-encoded, as part of a URI:
/// `#/components/schemas/Page%5BJob%5D`.
pub fn pointer(reference: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()
}

/// One level of a schema in normal form.
#[derive(Clone, Debug, Default)]
pub struct NormalSchema {
    /// The type of the values. None if the schema allows several types, which are `options`, or any.
    pub kind: Option<String>,
    /// Whether null is allowed.
    pub nullable: bool,
    /// The values that it allows, if it lists them, sorted.
    pub values: Option<Vec<Value>>,
    /// The properties of an object.
    pub properties: BTreeMap<String, Value>,
    /// The properties that an object must have.
    pub required: BTreeSet<String>,
    /// The items of a list.
    pub items: Option<Value>,
    /// At least two schemas in normal form, one of which a value must match, in an order that depends on nothing else.
    pub options: Vec<Value>,
    /// The sets of properties of which an object must have one.
    pub alternatives: Vec<Alternatives>,
    /// All other keywords. A `$ref` is among them if it does not resolve or contains itself.
    pub keywords: BTreeMap<String, Value>,
    /// The references that were followed to get here.
    path: Vec<String>,
}

/// Sets of properties, one of which an object must have: an `anyOf` whose schemas only require properties.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alternatives {
    /// Whether it must not have a second one, because the keyword is `oneOf`.
    pub exactly_one: bool,
    /// The sets, sorted.
    pub sets: Vec<Vec<String>>,
}

/// The normal form of a schema and everything below it, without references. A reference to a schema that contains it,
/// and one that does not resolve, remains.
pub fn normal_form(root: &Value, schema: &Value) -> Value {
    Normalizer { root }.deep(schema, &[])
}

impl NormalSchema {
    /// The first level of a schema without references.
    pub fn new(schema: &Value) -> Self {
        Self::within(&Value::Null, schema)
    }

    /// The first level of a schema that is part of `root`. What is below it may contain references.
    pub fn within(root: &Value, schema: &Value) -> Self {
        Normalizer { root }.normalize(schema, &[])
    }

    /// Whether it only lists values.
    fn only_lists_values(&self) -> bool {
        self.values.is_some() && self.options.is_empty() && self.keywords.is_empty()
    }

    fn allows_only_null(&self) -> bool {
        self.kind.as_deref() == Some("null")
            || (self.nullable && self.values.as_ref().is_some_and(Vec::is_empty))
            || (self.nullable && self.is_unrestricted())
    }

    /// Sorts the alternatives, and drops those that the required properties fulfil.
    fn simplify_alternatives(&mut self) {
        let is_required = |set: &Vec<String>| set.iter().all(|name| self.required.contains(name));
        self.alternatives.retain(|it| it.exactly_one || !it.sets.iter().any(is_required));
        self.alternatives.sort();
        self.alternatives.dedup();
    }

    fn is_unrestricted(&self) -> bool {
        self.kind.is_none() && self.values.is_none() && self.options.is_empty() && self.keywords.is_empty()
    }

    /// The properties that it requires, if it says nothing else about an object.
    fn required_only(&self) -> Option<Vec<String>> {
        let is_empty = |schema: &Value| schema.as_object().is_some_and(Map::is_empty);
        let says_nothing_else = self.kind.as_deref().is_none_or(|kind| kind == "object")
            && self.values.is_none()
            && self.options.is_empty()
            && self.alternatives.is_empty()
            && self.keywords.is_empty()
            && self.properties.values().all(is_empty);
        (says_nothing_else && !self.required.is_empty()).then(|| self.required.iter().cloned().collect())
    }
}

/// The constraints that a schema and its references and `allOf` state, before they are one schema.
#[derive(Default)]
struct Merged {
    /// The types, if they are restricted.
    types: Option<BTreeSet<String>>,
    /// Whether null is allowed by a schema that restricts the types; by one that does not.
    nullable: (Option<bool>, bool),
    values: Option<Vec<Value>>,
    properties: BTreeMap<String, Value>,
    required: BTreeSet<String>,
    items: Option<Value>,
    /// The lists of alternatives, and whether exactly one must match.
    groups: Vec<(bool, Vec<Value>)>,
    alternatives: Vec<Alternatives>,
    keywords: BTreeMap<String, Value>,
    /// The references that were followed.
    path: Vec<String>,
}

struct Normalizer<'a> {
    root: &'a Value,
}

/// The references that were followed to get to a schema.
type Path = [String];

impl Normalizer<'_> {
    fn normalize(&self, schema: &Value, path: &Path) -> NormalSchema {
        let mut merged = Merged::default();
        self.merge(&mut merged, schema, path);
        self.simplify_groups(&mut merged);
        self.finish(merged)
    }

    /// Adds the constraints of `schema`.
    fn merge(&self, merged: &mut Merged, schema: &Value, path: &Path) {
        let Some(keywords) = schema.as_object() else {
            if schema == false {
                merged.keywords.insert("not".to_owned(), json!({}));
            }
            return;
        };
        merged.path.extend(
            path.iter().filter(|reference| !merged.path.contains(reference)).cloned().collect::<Vec<_>>(),
        );
        if let Some(reference) = keywords.get("$ref").and_then(Value::as_str) {
            match target(self.root, reference).filter(|_| !path.iter().any(|followed| followed == reference))
            {
                Some(target) => self.merge(merged, target, &[path, &[reference.to_owned()]].concat()),
                None => drop(merged.keywords.insert("$ref".to_owned(), reference.into())),
            }
            // OpenAPI 3.0 ignores what is beside a reference.
            if self.root["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")) {
                return;
            }
        }
        merged.allow_null(keywords);
        for (keyword, value) in keywords {
            match (keyword.as_str(), value) {
                ("$ref", _) | ("nullable", Value::Bool(_)) => {}
                (keyword, _) if NEUTRAL.contains(&keyword) => {}
                ("type", _) => merged.restrict_types(types(value)),
                ("enum", Value::Array(values)) => merged.restrict_values(values),
                ("const", value) => merged.restrict_values(std::slice::from_ref(value)),
                ("properties", Value::Object(properties)) => merged.add_properties(properties),
                ("required", Value::Array(names)) => {
                    merged.required.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                ("items", items) => add_schema(&mut merged.items, items),
                ("allOf", Value::Array(parts)) => {
                    parts.iter().for_each(|part| self.merge(merged, part, path))
                }
                ("anyOf", Value::Array(options)) => merged.groups.push((false, options.clone())),
                ("oneOf", Value::Array(options)) => merged.groups.push((true, options.clone())),
                // OpenAPI 3.0 writes `minimum: 1, exclusiveMinimum: true` for what 3.1 writes `exclusiveMinimum: 1`.
                ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => {}
                ("minimum", _) if is_true(keywords, "exclusiveMinimum") => {
                    merged.add_keyword("exclusiveMinimum", value)
                }
                ("maximum", _) if is_true(keywords, "exclusiveMaximum") => {
                    merged.add_keyword("exclusiveMaximum", value)
                }
                (keyword, value) => merged.add_keyword(keyword, value),
            }
        }
    }

    /// Turns alternatives into something simpler where they are: null, a single schema, required properties, values.
    fn simplify_groups(&self, merged: &mut Merged) {
        let mut remaining = Vec::new();
        while let Some((exactly_one, options)) = merged.groups.pop() {
            let mut schemas = Vec::new();
            for option in options {
                let normal = self.normalize(&option, &merged.path);
                merged.nullable.1 |= normal.nullable || normal.allows_only_null();
                if normal.allows_only_null() {
                    continue;
                }
                match normal.options.is_empty() {
                    true => schemas.push(self.without_null(&option, &merged.path)),
                    false => schemas.extend(normal.options),
                }
            }
            schemas.sort_by_cached_key(Value::to_string);
            schemas.dedup();
            drop_included(&mut schemas);
            let normal = schemas.iter().map(NormalSchema::new).collect::<Vec<_>>();
            let sets = normal.iter().map(NormalSchema::required_only).collect::<Option<Vec<_>>>();
            match (&schemas[..], sets) {
                ([], _) => {}
                ([only], _) => self.merge(merged, only, &[]),
                (_, Some(sets)) => merged.add_alternatives(exactly_one, sets),
                _ if normal.iter().all(NormalSchema::only_lists_values) => {
                    let values = normal.into_iter().flat_map(|normal| normal.values.unwrap_or_default());
                    merged.restrict_values(&values.collect::<Vec<_>>());
                }
                _ => match merged.common_type(&normal) {
                    // Whichever matches, it is a value of that type.
                    Some(kind) => {
                        merged.restrict_types(BTreeSet::from([kind]));
                        merged.add_keyword("anyOf", &schemas.into());
                    }
                    None => remaining.push((exactly_one, schemas)),
                },
            }
        }
        merged.groups = remaining;
    }

    fn finish(&self, mut merged: Merged) -> NormalSchema {
        let nullable = merged.nullable.0.unwrap_or(false) || merged.nullable.1;
        let mut normal = NormalSchema { nullable, path: merged.path.clone(), ..NormalSchema::default() };
        let options = merged.options();
        if options.is_empty() {
            merged.drop_values_of_other_types();
            normal.kind = merged.kind();
            normal.values = merged.values.take();
            merged.drop_keywords_of_other_types(normal.kind.as_deref());
            merged.simplify_numbers(&mut normal);
            normal.properties = merged.properties;
            normal.required = merged.required;
            normal.items = merged.items.filter(|items| *items != json!({}) && *items != true);
            normal.alternatives = merged.alternatives;
            normal.simplify_alternatives();
        } else {
            let options = options.into_iter().map(|option| self.without_null(&option, &merged.path));
            let mut options =
                options.map(|option| (rank(&option), option.to_string(), option)).collect::<Vec<_>>();
            options.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            options.dedup_by(|a, b| a.1 == b.1);
            normal.options = options.into_iter().map(|(_, _, option)| option).collect();
            merged.keywords.retain(|keyword, _| ANNOTATIONS.contains(&keyword.as_str()));
        }
        normal.keywords = merged.keywords;
        normal.keywords.retain(|keyword, value| !is_default(keyword, value));
        drop_dependent(&mut normal.keywords);
        normal
    }

    fn without_null(&self, schema: &Value, path: &Path) -> Value {
        let mut deep = self.deep(schema, path);
        deep.as_object_mut().map(|deep| deep.remove("nullable"));
        deep
    }

    fn deep(&self, schema: &Value, path: &Path) -> Value {
        let normal = self.normalize(schema, path);
        let below = |schema: &Value| self.deep(schema, &normal.path);
        let keyword = |(key, value): (&String, &Value)| match (key.as_str(), value) {
            (key, Value::Object(_)) if SCHEMAS.contains(&key) => (key.to_owned(), below(value)),
            (key, Value::Object(schemas)) if MAPS_OF_SCHEMAS.contains(&key) => {
                (key.to_owned(), schemas.iter().map(|(name, it)| (name.clone(), below(it))).collect())
            }
            ("prefixItems", Value::Array(schemas)) => (key.clone(), schemas.iter().map(below).collect()),
            _ => (key.clone(), value.clone()),
        };
        let mut deep = normal.keywords.iter().map(keyword).collect::<BTreeMap<_, _>>();
        deep.extend(normal.kind.clone().map(|kind| ("type".to_owned(), kind.into())));
        deep.extend(normal.nullable.then(|| ("nullable".to_owned(), true.into())));
        deep.extend(normal.values.clone().map(|values| ("enum".to_owned(), values.into())));
        if !normal.properties.is_empty() {
            let properties = normal.properties.iter().map(|(name, schema)| (name.clone(), below(schema)));
            deep.insert("properties".to_owned(), properties.collect());
        }
        if !normal.required.is_empty() {
            deep.insert("required".to_owned(), normal.required.iter().cloned().collect());
        }
        deep.extend(normal.items.as_ref().map(|items| ("items".to_owned(), below(items))));
        if !normal.options.is_empty() {
            deep.insert("anyOf".to_owned(), normal.options.clone().into());
        }
        if !normal.alternatives.is_empty() {
            deep.insert("allOf".to_owned(), normal.alternatives.iter().map(Alternatives::schema).collect());
        }
        Value::Object(deep.into_iter().collect())
    }
}

impl Merged {
    fn restrict_types(&mut self, types: BTreeSet<String>) {
        self.types = Some(match self.types.take() {
            None => types,
            Some(others) => intersection(&others, &types),
        });
    }

    /// Null is allowed if every schema that restricts the types allows it. OpenAPI 3.0 ignores `nullable` where no type
    /// is, but it is common to write it beside `allOf` and `anyOf`, and it means what it says there.
    fn allow_null(&mut self, keywords: &Map<String, Value>) {
        let is_flagged = is_true(keywords, "nullable");
        let lists = |keyword: &str| keywords.get(keyword).is_some_and(|list| has_null(list, keyword));
        match keywords.get("type") {
            Some(_) => {
                let is_nullable = is_flagged || lists("type");
                self.nullable.0 = Some(self.nullable.0.unwrap_or(true) && is_nullable);
            }
            None => self.nullable.1 |= is_flagged || lists("enum") || lists("const"),
        }
    }

    /// The type that values of all alternatives have, unless it is that of objects or lists.
    fn common_type(&self, options: &[NormalSchema]) -> Option<String> {
        let stated = self.types.as_ref().filter(|types| types.len() == 1).and_then(|types| types.first());
        let kind = stated.or_else(|| options.first()?.kind.as_ref())?;
        let is_simple = !["array", "object", "null"].contains(&kind.as_str());
        let has_kind = |option: &NormalSchema| match &option.kind {
            None => stated.is_some() && option.options.is_empty(),
            Some(other) => kind == other,
        };
        (is_simple && options.iter().all(has_kind)).then(|| kind.clone())
    }

    fn restrict_values(&mut self, values: &[Value]) {
        let mut values = values.iter().filter(|value| !value.is_null()).map(by_value).collect::<Vec<_>>();
        if let Some(others) = &self.values {
            let others = others.iter().map(Value::to_string).collect::<HashSet<_>>();
            values.retain(|value| others.contains(&value.to_string()));
        }
        values.sort_by(compare_values);
        values.dedup();
        self.values = Some(values);
    }

    fn add_properties(&mut self, properties: &Map<String, Value>) {
        for (name, schema) in properties {
            let mut both = self.properties.remove(name);
            add_schema(&mut both, schema);
            self.properties.extend(both.map(|schema| (name.clone(), schema)));
        }
    }

    fn add_alternatives(&mut self, exactly_one: bool, mut sets: Vec<Vec<String>>) {
        sets.sort();
        self.alternatives.push(Alternatives { exactly_one, sets });
    }

    fn add_keyword(&mut self, keyword: &str, value: &Value) {
        let value = if keyword == "discriminator" { value.clone() } else { by_value(value) };
        let merged = match self.keywords.remove(keyword) {
            None => value,
            Some(other) => both(keyword, other, value),
        };
        self.keywords.insert(keyword.to_owned(), merged);
    }

    /// The schemas of which a value must match one: the alternatives, or one for each type, with all constraints.
    fn options(&mut self) -> Vec<Value> {
        if self.values.is_some() {
            self.groups.clear();
            return vec![];
        }
        let mut options: Vec<Value> = match self.types.take() {
            Some(types) if types.len() > 1 => types.into_iter().map(|kind| json!({ "type": kind })).collect(),
            types => {
                self.types = types;
                vec![]
            }
        };
        for (_, group) in std::mem::take(&mut self.groups) {
            options = match &options[..] {
                [] => group,
                others => {
                    let pairs =
                        others.iter().flat_map(|a| group.iter().map(move |b| json!({ "allOf": [a, b] })));
                    pairs.collect()
                }
            };
        }
        if options.is_empty() {
            return options;
        }
        let common = self.constraints();
        let with_common = |option| match common.as_object().is_some_and(Map::is_empty) {
            true => option,
            false => json!({ "allOf": [&common, option] }),
        };
        options.into_iter().map(with_common).collect()
    }

    /// Everything but alternatives and annotations, as a schema.
    fn constraints(&self) -> Value {
        let keywords = self.keywords.iter().filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str()));
        let mut schema: Map<_, _> = keywords.map(|(key, value)| (key.clone(), value.clone())).collect();
        if let Some(types) = &self.types {
            schema.insert("type".to_owned(), types.iter().cloned().collect());
        }
        if !self.properties.is_empty() {
            schema.insert("properties".to_owned(), self.properties.clone().into_iter().collect());
        }
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.iter().cloned().collect());
        }
        schema.extend(self.items.clone().map(|items| ("items".to_owned(), items)));
        if !self.alternatives.is_empty() {
            schema.insert("allOf".to_owned(), self.alternatives.iter().map(Alternatives::schema).collect());
        }
        Value::Object(schema)
    }

    /// The type, which properties, items and values imply if it is not stated.
    fn kind(&self) -> Option<String> {
        let kinds = self.values.iter().flatten().map(kind_of).collect::<BTreeSet<_>>();
        if let Some(kind) = kinds.first().filter(|_| kinds.len() == 1) {
            return Some((*kind).to_owned());
        }
        if let Some(types) = &self.types {
            return types.first().cloned();
        }
        if !self.properties.is_empty() {
            return Some("object".to_owned());
        }
        self.items.is_some().then(|| "array".to_owned())
    }

    fn drop_values_of_other_types(&mut self) {
        if let (Some(values), Some(types)) = (&mut self.values, &self.types) {
            values.retain(|value| includes(types, kind_of(value)));
        }
    }

    fn drop_keywords_of_other_types(&mut self, kind: Option<&str>) {
        let Some(kind) = kind else { return };
        for (kinds, keywords) in KEYWORDS_OF_TYPES {
            if !kinds.contains(&kind) {
                self.keywords.retain(|keyword, _| !keywords.contains(&keyword.as_str()));
            }
        }
        if kind != "array" {
            self.items = None;
        }
        if kind != "object" {
            self.properties.clear();
            self.required.clear();
            self.alternatives.clear();
        }
    }

    /// Numbers that are multiples of one are integers, whose limits are integers and inclusive. A `boolean` that may be
    /// both values is any.
    fn simplify_numbers(&mut self, normal: &mut NormalSchema) {
        let is_numeric = matches!(normal.kind.as_deref(), Some("integer" | "number"));
        if is_numeric && self.keywords.get("multipleOf") == Some(&json!(1)) {
            self.keywords.remove("multipleOf");
            normal.kind = Some("integer".to_owned());
        }
        if normal.kind.as_deref() == Some("boolean") && normal.values.as_ref().is_some_and(|it| it.len() == 2)
        {
            normal.values = None;
        }
        for (limit, exclusive, step) in
            [("minimum", "exclusiveMinimum", 1.0), ("maximum", "exclusiveMaximum", -1.0)]
        {
            let number = |keyword: &str| self.keywords.get(keyword).and_then(Value::as_f64);
            let (inclusive, strict) = (number(limit), number(exclusive));
            let is_exact = strict.is_none() && self.keywords.get(limit).is_some_and(|it| !it.is_f64());
            if normal.kind.as_deref() == Some("integer") && !is_exact {
                // The first integer that is inside of the limit.
                let inside = |limit: f64| (limit * step).ceil() * step;
                let after = |limit: f64| ((limit * step).floor() + 1.0) * step;
                let limits = [inclusive.map(inside), strict.map(after)].into_iter().flatten();
                if let Some(tightest) = limits.max_by(|a, b| (a * step).total_cmp(&(b * step))) {
                    self.keywords.remove(exclusive);
                    self.keywords.insert(limit.to_owned(), by_value(&json!(tightest)));
                }
            } else if let Some((inclusive, strict)) = inclusive.zip(strict) {
                let weaker = if strict * step >= inclusive * step { limit } else { exclusive };
                self.keywords.remove(weaker);
            }
        }
    }
}

impl Alternatives {
    fn schema(&self) -> Value {
        let options = self.sets.iter().map(|set| json!({ "required": set })).collect::<Vec<_>>();
        if self.exactly_one { json!({ "oneOf": options }) } else { json!({ "anyOf": options }) }
    }
}

impl std::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sets = self.sets.iter().map(|set| set.join(" and ")).collect::<Vec<_>>().join(" or ");
        write!(f, "{} {sets}", if self.exactly_one { "exactly one of" } else { "at least one of" })
    }
}

/// The names of types, without null. Every integer is a number.
fn types(value: &Value) -> BTreeSet<String> {
    let names = value.as_array().map_or_else(|| vec![value], |names| names.iter().collect());
    let mut types = names.into_iter().filter_map(Value::as_str).map(str::to_owned).collect::<BTreeSet<_>>();
    if types.len() > 1 {
        types.remove("null");
    }
    if types.contains("number") {
        types.remove("integer");
    }
    types
}

fn intersection(a: &BTreeSet<String>, b: &BTreeSet<String>) -> BTreeSet<String> {
    let mut both = a.intersection(b).cloned().collect::<BTreeSet<_>>();
    let is_integer =
        |a: &BTreeSet<String>, b: &BTreeSet<String>| a.contains("integer") && b.contains("number");
    if is_integer(a, b) || is_integer(b, a) {
        both.insert("integer".to_owned());
    }
    both
}

/// Whether values of a type are of one of `types`. Every integer is a number.
fn includes(types: &BTreeSet<String>, kind: &str) -> bool {
    types.contains(kind) || (kind == "integer" && types.contains("number"))
}

/// Removes alternatives whose values another one allows, because it allows all values of their type.
fn drop_included(schemas: &mut Vec<Value>) {
    let kind = |schema: &Value| schema["type"].as_str().map(str::to_owned);
    let is_whole =
        |schema: &Value| schema.as_object().is_some_and(|it| it.len() == 1) && kind(schema).is_some();
    let whole = schemas.iter().filter(|schema| is_whole(schema)).filter_map(kind).collect::<BTreeSet<_>>();
    schemas.retain(|schema| match kind(schema) {
        Some(kind) if is_whole(schema) => kind != "integer" || !whole.contains("number"),
        Some(kind) => !includes(&whole, &kind),
        None => true,
    });
}

fn has_null(list: &Value, keyword: &str) -> bool {
    match list {
        Value::Array(items) if keyword == "type" => items.iter().any(|name| name == "null"),
        Value::Array(items) => items.iter().any(Value::is_null),
        value => value.is_null(),
    }
}

/// A schema that allows what both schemas allow.
fn add_schema(schema: &mut Option<Value>, other: &Value) {
    *schema = Some(match schema.take() {
        None => other.clone(),
        Some(schema) if schema == *other => schema,
        Some(schema) => json!({ "allOf": [schema, other] }),
    });
}

/// The constraint that holds if both hold.
fn both(keyword: &str, a: Value, b: Value) -> Value {
    let numbers = a.as_f64().zip(b.as_f64());
    match (keyword, numbers) {
        _ if a == b => a,
        ("minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties", Some((x, y))) => {
            if x > y { a } else { b }
        }
        ("maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties", Some((x, y))) => {
            if x < y { a } else { b }
        }
        ("default", _) => a,
        ("deprecated" | "uniqueItems" | "readOnly" | "writeOnly", _) => true.into(),
        ("additionalProperties", _) => {
            if a == true {
                b
            } else {
                a
            }
        }
        _ => json!([a, b]),
    }
}

/// Whether a keyword has the value that it has by default.
fn is_default(keyword: &str, value: &Value) -> bool {
    match keyword {
        "deprecated" | "readOnly" | "uniqueItems" | "writeOnly" => value == false,
        "additionalItems"
        | "additionalProperties"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties" => *value == true || *value == json!({}),
        "dependencies" | "dependentRequired" | "dependentSchemas" | "patternProperties" => {
            *value == json!({})
        }
        "minItems" | "minLength" | "minProperties" => value == 0,
        _ => false,
    }
}

/// Drops the keywords that restrict nothing because others are missing.
fn drop_dependent(keywords: &mut BTreeMap<String, Value>) {
    let is_idle = |(_, others): &(&str, &[&str])| !others.iter().any(|other| keywords.contains_key(*other));
    let idle = DEPENDENT.into_iter().filter(is_idle).map(|(keyword, _)| keyword).collect::<Vec<_>>();
    keywords.retain(|keyword, _| !idle.contains(&keyword.as_str()));
}

/// The value with its integers written as such: 5 for 5.0.
fn by_value(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(integral(number).unwrap_or_else(|| number.clone())),
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), by_value(value))).collect(),
        value => value.clone(),
    }
}

fn integral(number: &Number) -> Option<Number> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() <= EXACT)?;
    number.is_f64().then(|| Number::from(value as i64))
}

/// Numbers by size, and everything else by its text.
fn compare_values(a: &Value, b: &Value) -> std::cmp::Ordering {
    match a.as_f64().zip(b.as_f64()) {
        Some((a, b)) => a.total_cmp(&b),
        None => a.to_string().cmp(&b.to_string()),
    }
}

fn kind_of(value: &Value) -> &'static str {
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

/// The place of a schema among alternatives.
fn rank(schema: &Value) -> usize {
    const KINDS: [&str; 6] = ["string", "integer", "number", "boolean", "object", "array"];
    KINDS.iter().position(|kind| schema["type"] == *kind).unwrap_or(KINDS.len())
}

fn is_true(keywords: &Map<String, Value>, keyword: &str) -> bool {
    keywords.get(keyword) == Some(&Value::Bool(true))
}

//! The vendored specs in other notations of OpenAPI 3.0 and 3.1: no drift, and the same generated code.

use std::thread;

use serde_json::{Map, Value, json};
use xtask::drift::report::{Report, Side};
use xtask::generator;
use xtask::vendored::spec_set::SpecSet;

use crate::support::vendored;

type Schema = Map<String, Value>;

/// A notation: the version of OpenAPI, and how a schema is written in it.
type Notation = (&'static str, &'static str, fn(&mut Schema));

const NOTATIONS: &[Notation] = &[
    ("null is a type", "3.1.0", |schema| {
        if schema.contains_key("type") && schema.remove("nullable") == Some(true.into()) {
            schema["type"] = json!([schema["type"], "null"]);
        }
    }),
    ("null is an alternative", "3.1.0", |schema| {
        if schema.remove("nullable") == Some(true.into()) {
            let alternatives = json!([schema, { "type": "null" }]);
            *schema = Map::from_iter([("oneOf".to_owned(), alternatives)]);
        }
    }),
    ("nullable stands beside a single allOf", "3.0.3", |schema| {
        if schema.remove("nullable") == Some(true.into()) {
            let parts = json!([schema]);
            *schema = Map::from_iter([("allOf".to_owned(), parts), ("nullable".to_owned(), true.into())]);
        }
    }),
    ("every type is a list", "3.1.0", |schema| {
        if let Some(Value::String(_)) = schema.get("type") {
            schema["type"] = json!([schema["type"]]);
        }
    }),
    ("every schema is a single oneOf", "3.0.0", |schema| wrap(schema, "oneOf")),
    ("every schema is a single anyOf", "3.1.0", |schema| wrap(schema, "anyOf")),
    ("objects are split by allOf", "3.0.0", |schema| {
        if let Some(required) = schema.remove("required") {
            let parts = json!([schema, { "required": required }]);
            *schema = Map::from_iter([("allOf".to_owned(), parts)]);
        }
    }),
    ("enums are reversed and repeated", "3.0.0", |schema| {
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.reverse();
            values.extend(values.first().cloned());
        }
    }),
    ("enums are alternatives of constants", "3.1.0", |schema| {
        if let Some(Value::Array(values)) = schema.remove("enum") {
            let constants = values.iter().map(|value| json!({ "const": value })).collect::<Vec<_>>();
            schema.insert("oneOf".to_owned(), constants.into());
        }
    }),
    ("numbers are floats, and defaults of keywords are written", "3.0.0", |schema| {
        for value in schema.values_mut() {
            if let Some(number) = value.as_i64() {
                *value = json!(number as f64);
            }
        }
        let is = |kind: &str| schema.get("type").is_some_and(|it| it == kind);
        let (is_text, is_number, is_list) = (is("string"), is("number"), is("array"));
        let mut add = |keyword: &str, value: Value| {
            schema.entry(keyword).or_insert(value);
        };
        add("deprecated", false.into());
        if is_text {
            add("minLength", 0.into());
        }
        if is_number {
            add("exclusiveMinimum", false.into());
        }
        if is_list {
            add("uniqueItems", false.into());
        }
    }),
    ("limits of integers are exclusive", "3.1.0", |schema| {
        let is_integer = schema.get("type").is_some_and(|kind| kind == "integer");
        for (limit, exclusive, step) in
            [("minimum", "exclusiveMinimum", -1), ("maximum", "exclusiveMaximum", 1)]
        {
            if let Some(value) = schema.get(limit).and_then(Value::as_i64).filter(|_| is_integer) {
                schema.remove(limit);
                schema.insert(exclusive.to_owned(), (value + step).into());
            }
        }
    }),
];

fn wrap(schema: &mut Schema, keyword: &str) {
    let only = json!([schema]);
    *schema = Map::from_iter([(keyword.to_owned(), only)]);
}

/// Rewrites the schema and those within it, the inner ones first.
fn rewrite(schema: &mut Value, notation: fn(&mut Schema)) {
    let Some(members) = schema.as_object_mut() else { return };
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                properties.values_mut().for_each(|property| rewrite(property, notation));
            }
            ("anyOf", Value::Array(options)) => {
                options.iter_mut().for_each(|option| rewrite(option, notation))
            }
            ("items", items) => rewrite(items, notation),
            _ => {}
        }
    }
    notation(members);
}

fn rewrite_all(value: &mut Value, notation: fn(&mut Schema)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if key == "schema" { rewrite(member, notation) } else { rewrite_all(member, notation) }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite_all(item, notation)),
        _ => {}
    }
}

fn written_in(version: &str, notation: fn(&mut Schema)) -> SpecSet {
    let mut set = vendored();
    for spec in set.specs.values_mut() {
        let mut document: Value = serde_json::from_str(&spec.text).unwrap();
        document["openapi"] = version.into();
        rewrite_all(&mut document, notation);
        spec.text = document.to_string();
    }
    set
}

#[test]
fn equal_documents_in_other_notations_have_no_drift_and_the_same_generated_code() {
    assert!(NOTATIONS.len() >= 10);
    let code = generator::code(&vendored().to_files().unwrap()).unwrap();
    let check = |notations: &[Notation]| {
        let old = Side::of_set(&vendored()).unwrap();
        for (name, version, notation) in notations {
            let set = written_in(version, *notation);
            let report = Report::new(&old, &Side::of_set(&set).unwrap());
            let findings = report.findings.iter().map(|finding| (&finding.rule.id, &finding.path));
            assert_eq!(findings.collect::<Vec<_>>(), [], "{name}");
            assert!(!report.has_drift(), "{name}");
            assert!(generator::code(&set.to_files().unwrap()).unwrap() == code, "{name}: other code");
        }
    };
    thread::scope(|scope| {
        let halves = NOTATIONS.chunks(NOTATIONS.len().div_ceil(2));
        let threads = halves.map(|half| scope.spawn(move || check(half))).collect::<Vec<_>>();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

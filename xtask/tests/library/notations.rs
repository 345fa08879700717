//! The vendored specs in other notations of OpenAPI 3.0 and 3.1: no drift, and the same generated code.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use xtask::drift::report::{Report, Side};
use xtask::generator;
use xtask::openapi::document::{Document, parse};
use xtask::vendored::spec_set::SpecSet;

use crate::support::vendored;

type Schema = Map<String, Value>;

/// A notation: the version of OpenAPI, and how a schema is written in it.
type Notation = (&'static str, &'static str, fn(&mut Schema));

const NOTATIONS: &[Notation] = &[
    ("null is a type", "3.1.0", |schema| {
        if schema.contains_key("type") && schema.remove("nullable") == Some(true.into()) {
            let mut types =
                schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
            types.push("null".into());
            schema["type"] = types.into();
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

/// How a document is laid out.
type Layout = (&'static str, fn(&mut Value));

/// How the parts of a document are written that are not schemas, all with the same meaning.
const LAYOUTS: &[Layout] = &[
    ("request bodies and responses are components", |document| {
        for kind in ["requestBodies", "responses"] {
            document["components"][kind] = json!({});
        }
        let mut components = Map::new();
        for_each_operation(document, |operation| {
            if let Some(body) = operation.get_mut("requestBody") {
                let component = std::mem::replace(body, json!({ "$ref": "#/components/requestBodies/Body" }));
                components.insert("requestBodies".to_owned(), json!({ "Body": component }));
            }
            let mut responses = Map::new();
            for (status, response) in operation["responses"].as_object_mut().unwrap() {
                let reference = json!({ "$ref": format!("#/components/responses/R{status}") });
                responses.insert(format!("R{status}"), std::mem::replace(response, reference));
            }
            components.insert("responses".to_owned(), responses.into());
        });
        document["components"].as_object_mut().unwrap().extend(components);
    }),
    ("the bodies of requests and responses are schemas of components", |document| {
        let mut schemas = document["components"]["schemas"].as_object().cloned().unwrap_or_default();
        let mut count = 0;
        for_each_media_type(document, |_, media_type| {
            count += 1;
            let reference = json!({ "$ref": format!("#/components/schemas/Body{count}") });
            schemas.insert(format!("Body{count}"), std::mem::replace(&mut media_type["schema"], reference));
        });
        document["components"]["schemas"] = schemas.into();
    }),
    ("the path is a component", |document| {
        let (path, item) = document["paths"].as_object().unwrap().iter().next().unwrap();
        let (path, item) = (path.clone(), item.clone());
        document["components"]["pathItems"] = json!({ "P": item });
        document["paths"][path] = json!({ "$ref": "#/components/pathItems/P" });
    }),
    ("media types have parameters and capitals", |document| {
        for_each_media_type(document, |name, _| *name = format!("{}; charset=UTF-8", name.to_uppercase()));
    }),
    ("parameters belong to the path", |document| {
        for item in document["paths"].as_object_mut().unwrap().values_mut() {
            let operations = item.as_object_mut().unwrap().values_mut();
            let parameters = operations.filter_map(|it| it.as_object_mut()?.remove("parameters")).next();
            if let Some(parameters) = parameters {
                item["parameters"] = parameters;
            }
        }
    }),
    ("servers and security belong to the operation", |document| {
        let root = document.as_object_mut().unwrap();
        let moved = ["servers", "security"].map(|key| (key, root.remove(key)));
        for_each_operation(document, |operation| {
            for (key, value) in &moved {
                let value = value.clone().filter(|_| operation.get(*key).is_none());
                if let Some(value) = value {
                    operation[*key] = value;
                }
            }
        });
    }),
    ("prose, extensions and definitions are added", |document| {
        document["tags"] = json!([{ "name": "video" }]);
        document["x-generator"] = "by hand".into();
        for_each_media_type(document, |_, media_type| {
            media_type["schema"]["$defs"] = json!({ "Unused": { "type": "integer" } });
            media_type["schema"]["description"] = "Words.".into();
        });
    }),
];

fn for_each_operation(document: &mut Value, mut change: impl FnMut(&mut Value)) {
    for item in document["paths"].as_object_mut().unwrap().values_mut() {
        let operations = item.as_object_mut().unwrap().iter_mut();
        operations
            .filter(|(method, _)| ["get", "post"].contains(&method.as_str()))
            .for_each(|(_, it)| change(it));
    }
}

fn for_each_media_type(document: &mut Value, mut change: impl FnMut(&mut String, &mut Value)) {
    for_each_operation(document, |operation| {
        let responses = operation["responses"].as_object_mut().unwrap().values_mut();
        let contents = responses.filter_map(|response| response.get_mut("content")).collect::<Vec<_>>();
        for content in contents {
            changed(content, &mut change);
        }
        if let Some(content) = operation.pointer_mut("/requestBody/content") {
            changed(content, &mut change);
        }
    });
}

fn changed(content: &mut Value, change: &mut impl FnMut(&mut String, &mut Value)) {
    let media_types = std::mem::take(content.as_object_mut().unwrap()).into_iter();
    *content = media_types
        .map(|(mut name, mut media_type)| {
            change(&mut name, &mut media_type);
            (name, media_type)
        })
        .collect();
}

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

/// The vendored specs, each of which `write` changes.
fn written(write: impl Fn(usize, &mut Value)) -> SpecSet {
    let mut set = vendored();
    for (index, spec) in set.specs.values_mut().enumerate() {
        let mut json: Value = serde_json::from_str(&spec.text).unwrap();
        write(index, &mut json);
        let json = Arc::new(parse(json.to_string().as_bytes()).unwrap());
        let document = Document { path: spec.path.clone(), blob: spec.blob.clone(), json };
        spec.text = document.facts(&spec.endpoint).unwrap();
    }
    set
}

fn rewritten(document: &mut Value, (_, version, notation): &Notation) {
    document["openapi"] = (*version).into();
    rewrite_all(document, *notation);
}

#[test]
fn equal_documents_in_other_notations_have_no_drift_and_the_same_generated_code() {
    assert!(NOTATIONS.len() >= 10);
    check(
        NOTATIONS
            .iter()
            .map(|notation| (notation.0.to_owned(), written(|_, document| rewritten(document, notation)))),
    );
}

#[test]
fn equal_documents_in_other_layouts_have_no_drift_and_the_same_generated_code() {
    check(LAYOUTS.iter().map(|(name, layout)| ((*name).to_owned(), written(|_, document| layout(document)))));
}

/// Each document has two notations and a layout, which are other ones in each round.
#[test]
fn equal_documents_in_mixed_notations_have_no_drift_and_the_same_generated_code() {
    check((0..ROUNDS).map(|round| {
        let mixed = written(|index, document| {
            let notation = |at: usize| &NOTATIONS[at % NOTATIONS.len()];
            rewritten(document, notation(index + round));
            rewritten(document, notation(index / NOTATIONS.len() + 2 * round + 1));
            document["openapi"] = "3.1.0".into();
            LAYOUTS[(index + 3 * round) % LAYOUTS.len()].1(document);
        });
        (format!("round {round}"), mixed)
    }));
}

const ROUNDS: usize = 4;

/// Compares each set with the vendored one, and the code that is generated from them.
fn check(sets: impl Iterator<Item = (String, SpecSet)>) {
    let code = generator::code(&vendored().to_files().unwrap()).unwrap();
    let old = Side::of_set(&vendored()).unwrap();
    for (name, set) in sets {
        let report = Report::new(&old, &Side::of_set(&set).unwrap());
        let findings =
            report.findings.iter().map(|finding| (&finding.rule.id, &finding.path, &finding.subjects));
        assert_eq!(findings.collect::<Vec<_>>(), [], "{name}");
        assert!(!report.has_drift(), "{name}");
        assert!(generator::code(&set.to_files().unwrap()).unwrap() == code, "{name}: other code");
    }
}

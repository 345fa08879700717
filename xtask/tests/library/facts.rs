//! A spec contains all facts of its operation and nothing else.

use serde_json::{Value, json};
use xtask::openapi::facts::canonical;

use crate::support::document;

/// The canonical facts of `operation`, a `GET /it`, as JSON.
fn facts_of(operation: Value) -> Value {
    facts(&document("/it", "get", operation))["paths"]["/it"]["get"].clone()
}

fn facts(document: &Value) -> Value {
    serde_json::from_str(&canonical(document, "/it", "get").unwrap()).unwrap()
}

fn with_schema(schema: Value) -> Value {
    json!({ "responses": { "200": { "content": { "application/json": { "schema": schema } } } } })
}

/// The facts of a schema.
fn facts_of_schema(schema: Value) -> Value {
    facts_of(with_schema(schema))["responses"]["200"]["content"]["application/json"]["schema"].clone()
}

#[test]
fn prose_examples_and_extensions_are_dropped() {
    let operation = json!({
        "summary": "s", "description": "d", "tags": ["t"], "externalDocs": { "url": "u" }, "x-anything": { "a": 1 },
        "operationId": "get_it", "deprecated": true, "security": [{ "key": [] }],
        "parameters": [{ "name": "q", "in": "query", "description": "d", "example": 1, "examples": {}, "schema": { "type": "string" } }],
        "responses": { "200": { "description": "d", "headers": { "X-Left": { "description": "d", "schema": { "type": "integer" } } } }, "x-more": "m" },
    });
    assert_eq!(
        facts_of(operation),
        json!({
            "operationId": "get_it", "deprecated": true, "security": [{ "key": [] }],
            "parameters": [{ "name": "q", "in": "query", "schema": { "type": "string" } }],
            "responses": { "200": { "headers": { "X-Left": { "schema": { "type": "integer" } } } } },
        })
    );
}

#[test]
fn the_version_and_the_kinds_of_security_schemes_are_kept() {
    let mut document = document("/it", "get", json!({}));
    document["info"] = json!({ "title": "t", "description": "d", "version": "1.0", "contact": {}, "license": {}, "termsOfService": "s" });
    document["servers"] = json!([{ "url": "https://example.org", "description": "d" }]);
    document["tags"] = json!([{ "name": "t" }]);
    document["components"] = json!({ "securitySchemes": {
        "access-token": { "type": "http", "scheme": "bearer", "in": "header", "bearerFormat": "f", "description": "d" },
    } });
    assert_eq!(
        facts(&document),
        json!({
            "openapi": "3.0.0", "info": { "version": "1.0" }, "servers": [{ "url": "https://example.org" }], "paths": { "/it": { "get": {} } },
            "components": { "securitySchemes": { "access-token": { "type": "http", "scheme": "bearer", "in": "header" } } },
        })
    );
}

#[test]
fn properties_named_like_keywords_are_kept() {
    let properties = json!({
        "title": { "type": "string" }, "description": { "type": "string" }, "x-rate": { "type": "number" }, "example": { "type": "string" },
        "properties": { "type": "object" }, "enum": { "type": "string" }, "default": { "type": "string" }, "required": { "type": "boolean" },
        "tags": { "type": "array", "items": { "type": "string" } },
    });
    let mut described = properties.clone();
    for property in described.as_object_mut().unwrap().values_mut() {
        property["description"] = json!("prose");
        property["title"] = json!("prose");
    }
    let schema = |properties| json!({ "type": "object", "properties": properties });
    assert_eq!(facts_of_schema(schema(described)), schema(properties));
}

#[test]
fn data_is_kept_unchanged() {
    let schema = json!({
        "default": { "title": "t", "description": "d", "x-a": 1, "$ref": "#/nowhere" },
        "enum": [{ "title": "t" }, "b", "a", { "required": ["z", "a"] }],
        "const": { "example": 1 },
    });
    assert_eq!(facts_of_schema(schema.clone()), schema);
}

#[test]
fn defects_and_unknown_keywords_are_kept() {
    let schema = json!({ "type": "integer", "default": "5", "nullable": true, "multipleOf": 0.1, "newKeyword": { "a": 1 } });
    assert_eq!(facts_of_schema(schema.clone()), schema);
}

#[test]
fn enum_values_keep_their_order_and_required_properties_are_sorted() {
    let schema = facts_of_schema(json!({ "required": ["b", "a"], "enum": ["b", "a"] }));
    assert_eq!(schema, json!({ "required": ["a", "b"], "enum": ["b", "a"] }));
}

#[test]
fn keys_are_sorted_and_the_text_ends_with_a_newline() {
    let text = r#"{"paths":{"/it":{"get":{"b":{"z":1.50,"y":[]},"a":-0.1}}},"openapi":"3.0.0"}"#;
    let text = canonical(&serde_json::from_str(text).unwrap(), "/it", "get").unwrap();
    let expected = r#"{
  "openapi": "3.0.0",
  "paths": {
    "/it": {
      "get": {
        "a": -0.1,
        "b": {
          "y": [],
          "z": 1.5
        }
      }
    }
  }
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn other_operations_are_dropped_and_shared_parameters_are_kept() {
    let mut document = document("/it", "get", json!({}));
    document["paths"]["/it"]["post"] = json!({});
    document["paths"]["/it"]["parameters"] = json!([{ "name": "q", "in": "query" }]);
    document["paths"]["/other"] = json!({ "get": {} });
    assert_eq!(
        facts(&document)["paths"],
        json!({ "/it": { "get": {}, "parameters": [{ "name": "q", "in": "query" }] } })
    );
}

#[test]
fn only_components_that_are_referred_to_are_kept_and_cycles_terminate() {
    let mut document = document("/it", "get", with_schema(json!({ "$ref": "#/components/schemas/Tree" })));
    let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let tree = json!({ "properties": { "left": to("Tree"), "leaf": to("Leaf/properties/colour"), "$ref": { "type": "string" } } });
    let leaf = json!({ "properties": { "colour": { "type": "string" }, "of": to("Tree") } });
    let animal = json!({ "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat" } } });
    document["components"] = json!({
        "schemas": { "Tree": tree, "Leaf": leaf, "Unreached": to("Nowhere"), "Cat": {}, "Animal": animal },
        "responses": { "Unreached": {} },
    });
    assert_eq!(facts(&document)["components"], json!({ "schemas": { "Tree": tree, "Leaf": leaf } }));

    document["components"]["schemas"]["Leaf"]["items"] = to("Animal");
    let schemas = facts(&document)["components"]["schemas"].clone();
    assert_eq!(schemas.as_object().unwrap().keys().collect::<Vec<_>>(), ["Animal", "Cat", "Leaf", "Tree"]);
}

#[test]
fn a_reference_that_does_not_resolve_within_the_document_is_an_error() {
    let error = |reference: &str| {
        let document = document("/it", "get", with_schema(json!({ "$ref": reference })));
        canonical(&document, "/it", "get").unwrap_err().to_string()
    };
    assert_eq!(error("#/components/schemas/No"), "$ref #/components/schemas/No does not resolve");
    assert_eq!(error("#/components"), "$ref #/components does not resolve");
    assert_eq!(error("#/paths/~1no/get"), "$ref #/paths/~1no/get does not resolve");
    assert_eq!(error("other.json#/A"), "$ref other.json#/A refers to another document");
}

#[test]
fn the_canonical_form_of_a_canonical_text_is_the_text() {
    let mut document =
        document("/it", "get", with_schema(json!({ "$ref": "#/components/schemas/A", "title": "t" })));
    document["components"] = json!({ "schemas": { "A": { "required": ["b", "a"], "example": 1 } } });
    let text = canonical(&document, "/it", "get").unwrap();
    assert_eq!(canonical(&serde_json::from_str(&text).unwrap(), "/it", "get").unwrap(), text);
}

#[test]
fn a_missing_operation_is_an_error() {
    let error = canonical(&document("/it", "get", json!({})), "/it", "post").unwrap_err();
    assert_eq!(error.to_string(), "does not describe POST /it");
}

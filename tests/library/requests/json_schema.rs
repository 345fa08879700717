//! Every request and response type has a self-contained JSON Schema.

use std::fs;

use aimlapi_kling::{Generation, GenerationError, Job, Model, Receipt, Request, Status, VideoFile, types::*};
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use crate::support::{random::Random, snapshot::assert_snapshot};

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

/// A line for the type and one for each property, for a person to read.
fn lines<T: JsonSchema>(name: &str) -> String {
    let mut lines = Vec::new();
    describe(name, &schema::<T>(), 0, &mut lines);
    lines.join("\n")
}

fn describe(name: &str, schema: &Value, depth: usize, lines: &mut Vec<String>) {
    let facts = [
        "$ref",
        "type",
        "enum",
        "format",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
    ];
    let facts = facts.iter().filter_map(|fact| Some(format!("{fact} {}", schema.get(fact)?)));
    let required = schema.get("required").map(|names| format!("required {names}"));
    let facts: Vec<_> = facts.chain(required).collect();
    lines.push(format!("{}{name}: {}", "  ".repeat(depth), facts.join(", ")));
    if schema["items"].is_object() {
        describe("[]", &schema["items"], depth + 1, lines);
    }
    for option in schema["anyOf"].as_array().into_iter().flatten() {
        describe("or", option, depth + 1, lines);
    }
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        describe(name, schema, depth + 1, lines);
    }
}

#[test]
fn the_schemas_of_some_types() {
    let schemas = [
        lines::<V1_6StandardTextToVideo>("V1_6StandardTextToVideo"),
        lines::<V3TurboProImageToVideo>("V3TurboProImageToVideo"),
        lines::<AdvancedCameraControl>("AdvancedCameraControl"),
        lines::<CameraControl>("CameraControl"),
        lines::<DynamicMask>("DynamicMask"),
        lines::<Element>("Element"),
        lines::<ImageElement>("ImageElement"),
        lines::<Shot>("Shot"),
        lines::<EffectImages>("EffectImages"),
        lines::<FixedDuration>("FixedDuration"),
        lines::<AspectRatio>("AspectRatio"),
        lines::<Job>("Job"),
        lines::<Receipt>("Receipt"),
        lines::<Generation>("Generation"),
        lines::<VideoFile>("VideoFile"),
        lines::<Status>("Status"),
        lines::<GenerationError>("GenerationError"),
    ];
    assert_snapshot!("json_schemas", schemas.join("\n\n"));
}

#[test]
fn the_schema_of_a_request_is_self_contained() {
    let schema = schema::<V1_6StandardTextToVideo>();
    assert!(!schema.to_string().contains("$ref"));
    assert_eq!(schema["properties"]["model"]["enum"], json!(["kling-video/v1.6/standard/text-to-video"]));
    for (name, property) in Model::V1_6StandardTextToVideo.json_schema()["properties"].as_object().unwrap() {
        assert_eq!(schema["properties"][name], *property);
        assert!(property["description"].is_string(), "{name}");
    }
    let any = self::schema::<Request>();
    assert_eq!(any["oneOf"].as_array().map(Vec::len), Some(Model::ALL.len()));
    assert!(!any.to_string().contains("$ref"));
}

#[test]
fn recorded_responses_match_the_schema() {
    let validator = jsonschema::validator_for(&schema::<Generation>()).unwrap();
    insta::glob!("../../fixtures/responses", "*.json", |path| {
        let response: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let is_decoded = serde_json::from_value::<Generation>(response.clone()).is_ok();
        assert!(!is_decoded || validator.is_valid(&response));
    });
}

#[test]
fn any_decoded_response_matches_the_schema() {
    let validator = jsonschema::validator_for(&schema::<Generation>()).unwrap();
    let mut random = Random(4711);
    for value in (0..200).map(|_| random.json(2)) {
        for name in ["id", "generation_id", "status", "video", "error", "meta"] {
            for known in ["id", "generation_id"] {
                let mut response = json!({ known: "a" });
                response[name] = value.clone();
                let is_decoded = serde_json::from_value::<Generation>(response.clone()).is_ok();
                assert!(!is_decoded || validator.is_valid(&response), "{response}");
            }
        }
    }
}

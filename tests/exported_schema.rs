//! Every request and reply type has a JSON Schema that stands for itself.
#![cfg(feature = "schemars")]

use std::{fs, path::Path};

use aimlapi_kling::{Generation, GenerationError, Job, Model, Receipt, Request, Status, VideoFile, types::*};
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

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
fn legible_schemas() {
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
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("json_schemas", schemas.join("\n\n"));
    });
}

#[test]
fn a_request_stands_for_itself() {
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
fn the_replies_on_record_fit() {
    let validator = jsonschema::validator_for(&schema::<Generation>()).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/replies")).unwrap() {
        let path = entry.unwrap().path();
        let fixture: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        if serde_json::from_value::<Generation>(fixture["reply"].clone()).is_ok() {
            assert!(validator.is_valid(&fixture["reply"]), "{}", path.display());
        }
    }
}

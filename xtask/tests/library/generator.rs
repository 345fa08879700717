//! What the build refuses: texts in `specs/` that could be more than text where they are used.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use xtask::{
    generator::{code, generate},
    vendored::folder::Files,
};

const MODEL: &str = "models/klingai--v2-master-text-to-video.json";

const SCHEMA: &str =
    "/paths/~1v2~1video~1generations/post/requestBody/content/application~1json/schema/properties";

/// The vendored specs, with another schema of the properties of one model.
fn specs(change: impl FnOnce(&mut Value)) -> Files {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut files = BTreeMap::new();
    for folder in ["", "models/", "legacy/"] {
        for entry in fs::read_dir(specs.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}{}", entry.file_name().to_str().unwrap());
            if name.ends_with(".json") {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut model: Value = serde_json::from_slice(&files[MODEL]).unwrap();
    change(model.pointer_mut(SCHEMA).unwrap());
    files.insert(MODEL.to_owned(), model.to_string().into_bytes());
    files
}

/// The error with which the build fails.
fn build_error(change: impl FnOnce(&mut Value)) -> String {
    generate(&specs(change)).err().expect("the build fails")
}

#[test]
fn the_build_refuses_a_value_that_is_not_plain_text_with_its_file_and_place() {
    for (value, problem) in [
        ("a\n```\n", r#""a\n```\n" contains a control character"#.to_owned()),
        ("calm `code`", r#""calm `code`" contains a backtick"#.to_owned()),
        ("a\u{202e}b", r#""a\u{202e}b" contains a control character"#.to_owned()),
        (&"x".repeat(1001), format!("\"{}\"… is longer than 1000 characters", "x".repeat(40))),
    ] {
        let error = build_error(|properties| properties["mood"] = json!({ "enum": ["calm", value] }));
        assert_eq!(error, format!("specs/{MODEL}: {SCHEMA}/mood/enum/1: the value {problem}"));
    }
}

#[test]
fn the_build_refuses_a_name_that_is_not_plain_text_with_its_file_and_place() {
    for (name, problem) in [
        ("a\u{1b}[31m", r#""a\u{1b}[31m" contains a control character"#.to_owned()),
        ("a`b", r#""a`b" contains a backtick"#.to_owned()),
        (&"x".repeat(101), format!("\"{}\"… is longer than 100 characters", "x".repeat(40))),
    ] {
        let error = build_error(|properties| properties[name] = json!({ "type": "string" }));
        assert_eq!(error, format!("specs/{MODEL}: {SCHEMA}: the name {problem}"));
    }
}

#[test]
fn the_build_accepts_new_properties_in_plain_text() {
    let files =
        specs(|properties| properties["mood"] = json!({ "type": "string", "enum": ["calm", "très vif"] }));
    let client = generate(&files).unwrap();
    assert!(client.api.iter().any(|line| line.contains("mood")));
}

/// An object that needs one of two properties.
fn either() -> Value {
    json!({
        "type": "object",
        "properties": { "image_url": { "type": "string" }, "video_url": { "type": "string" } },
        "anyOf": [{ "required": ["image_url"] }, { "required": ["video_url"] }],
    })
}

fn unsupported_constraints(todo: &[String]) -> Vec<&str> {
    todo.iter().map(String::as_str).filter(|line| line.contains("unsupported constraint")).collect()
}

#[test]
fn the_alternatives_of_nested_objects_are_generated() {
    let list = json!({ "type": "array", "items": either() });
    let text_or_scene = json!({ "anyOf": [{ "type": "string" }, either()] });
    let files = specs(|properties| {
        properties["scene"] = either();
        properties["scenes"] = list.clone();
        properties["scene_or_scenes"] = json!({ "oneOf": [either(), list] });
        properties["texts_or_scenes"] = json!({ "type": "array", "items": text_or_scene });
        properties["text_or_scene"] = text_or_scene;
    });
    let client = generate(&files).unwrap();
    assert_eq!(unsupported_constraints(&client.todo), [""; 0]);
    let parameters = &client.parameters["klingai/v2-master-text-to-video"];
    let expected = [
        ("scene: object of image_url, video_url", "Needs"),
        ("scenes: list of object of image_url, video_url", "Needs"),
        (
            "scene_or_scenes: object of image_url, video_url or list of object of image_url, video_url",
            "An object needs",
        ),
        ("text_or_scene: text or object of image_url, video_url", "An object needs"),
        ("texts_or_scenes: list of text or object of image_url, video_url", "An object needs"),
    ];
    for (parameter, needs) in expected {
        let line = format!("{parameter}, optional. {needs} at least one of image_url or video_url.");
        assert!(parameters.contains(&line), "{line}\n{parameters:#?}");
    }
    let code = code(&files).unwrap();
    let models = str::from_utf8(&code["models.rs"]).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let table = r#"Alternatives { exactly_one: false, sets: &[&["image_url"], &["video_url"]], }"#;
    assert_eq!(models.matches(table).count(), expected.len(), "{models}");
}

#[test]
fn the_alternatives_of_options_are_unsupported_where_another_option_allows_objects_without_them() {
    let other =
        json!({ "type": "object", "required": ["text"], "properties": { "text": { "type": "string" } } });
    let files = specs(|properties| {
        properties["scene_or_text"] = json!({ "anyOf": [either(), other] });
        properties["scene_or_list"] = json!({ "anyOf": [either(), { "type": "array" }] });
    });
    assert_eq!(
        unsupported_constraints(&generate(&files).unwrap().todo),
        [
            "build/read/schema.rs: `scene_or_list` of klingai/v2-master-text-to-video has an unsupported constraint: at least one of image_url or video_url",
            "build/read/schema.rs: `scene_or_text` of klingai/v2-master-text-to-video has an unsupported constraint: at least one of image_url or video_url",
        ]
    );
}

#[test]
fn the_build_refuses_a_model_whose_type_would_have_the_name_of_a_nested_type() {
    let mut files = specs(|_| {});
    let text = str::from_utf8(&files[MODEL]).unwrap();
    let text = text.replace("klingai/v2-master-text-to-video", "klingai/camera-control");
    files.insert(MODEL.to_owned(), text.into_bytes());
    assert_eq!(
        generate(&files).err().expect("the build fails"),
        "build/api/names/type_table.rs: the request type of klingai/camera-control and the type at `camera_control` both get the name `CameraControl`; give the latter another name in TYPES"
    );
}

#[test]
fn a_value_whose_variant_would_have_the_name_of_another_item_of_the_enum_gets_another_name() {
    let files = specs(|properties| properties["mood"] = json!({ "enum": ["ALL", "all", "err", "self"] }));
    let api = generate(&files).unwrap().api;
    let variants = api.iter().filter_map(|line| line.strip_prefix("V2MasterTextToVideoMood::"));
    assert_eq!(
        variants.collect::<Vec<_>>(),
        [r#"All = "all""#, r#"ValueALL = "ALL""#, r#"ValueErr = "err""#, r#"ValueSelf = "self""#]
    );
}

#[test]
fn a_property_without_any_value_is_sent_as_json() {
    let files = specs(|properties| properties["mood"] = json!({ "enum": [] }));
    let client = generate(&files).unwrap();
    let setter = "V2MasterTextToVideo::mood(mood: impl Into<Value>)";
    assert!(client.api.iter().any(|line| line == setter), "{:#?}", client.api);
    let unsupported = "build/read/schema.rs: `mood` of klingai/v2-master-text-to-video has an unsupported schema; it is sent as JSON";
    assert!(client.todo.iter().any(|line| line == unsupported), "{:#?}", client.todo);
}

#[test]
fn a_type_within_a_named_one_is_named_after_it_and_needs_no_row() {
    let client = generate(&specs(|properties| {
        let nested = &mut properties["advanced_camera_control"]["properties"];
        nested["mood"] = json!({ "type": "string", "enum": ["calm", "wild"] });
    }));
    let client = client.unwrap();
    assert!(client.api.contains(&"enum AdvancedCameraControlMood".to_owned()), "{:#?}", client.api);
    // The object itself has a shape of its own now, whose name is that of the model.
    assert_eq!(
        client.todo,
        [
            "build/api/docs/sentences.rs: `advanced_camera_control.mood` has no sentence: add a row to SENTENCES",
            "build/api/names/type_table.rs: the type at `advanced_camera_control` got the derived name `V2MasterTextToVideoAdvancedCameraControl`: add a row to TYPES",
        ]
    );
}

#[test]
fn the_row_of_a_new_type_is_all_that_it_its_property_and_the_types_within_it_need() {
    let files = specs(|properties| {
        let direction = json!({ "type": "string", "enum": ["front", "back"] });
        properties["fictional"] = json!({ "type": "object", "properties": { "direction": direction, "strength": { "type": "number" } } });
    });
    assert_eq!(
        generate(&files).unwrap().todo,
        [
            "build/api/docs/sentences.rs: `fictional.direction` has no sentence: add a row to SENTENCES",
            "build/api/docs/sentences.rs: `fictional.strength` has no sentence: add a row to SENTENCES",
            "build/api/names/type_table.rs: the type at `fictional` got the derived name `V2MasterTextToVideoFictional`: add a row to TYPES",
        ]
    );
}

#[test]
fn a_property_without_a_sentence_has_the_documentation_of_its_type() {
    // `elements[]`, the path of the items of a list, is the only one with a documented type and without a sentence.
    let files = specs(|properties| {
        let element = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        properties["elements[]"] = element;
    });
    let client = generate(&files).unwrap();
    assert!(
        !client.todo.iter().any(|line| line.contains("`elements[]` has no sentence")),
        "{:#?}",
        client.todo
    );
    let code = code(&files).unwrap();
    let models = str::from_utf8(&code["models.rs"]).unwrap();
    assert!(models.contains(r#"description: "A character or object, shown by images.""#), "{models}");
}

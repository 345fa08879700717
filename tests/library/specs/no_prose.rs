//! The vendored documents contain facts only: no prose of upstream, neither as documentation nor as a value.

use std::{fs, path::Path};

use serde_json::Value;

/// Keywords for people, not for machines.
const PROSE: [&str; 6] = ["description", "title", "summary", "example", "examples", "externalDocs"];

#[test]
fn no_vendored_document_has_prose() {
    let mut found = Vec::new();
    let documents = visit_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("specs"), &mut found);
    assert!(documents > 1, "no documents under specs/");
    assert!(found.is_empty(), "prose under specs/:\n{}", found.join("\n"));
}

#[test]
fn a_property_may_have_the_name_of_a_keyword() {
    let mut found = Vec::new();
    let schema = serde_json::json!({
        "title": "A",
        "properties": { "title": { "x-order": 1, "default": "two words" }, "x-y": { "type": "string" } },
    });
    visit(&schema, "spec", &mut found);
    assert_eq!(found, ["spec/properties/title/default", "spec/properties/title/x-order", "spec/title"]);
}

fn visit_folder(folder: &Path, found: &mut Vec<String>) -> usize {
    let mut documents = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            documents += visit_folder(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).expect("a text");
            let document = serde_json::from_str(&text).expect("JSON");
            visit(&document, &path.display().to_string(), found);
            documents += 1;
        }
    }
    documents
}

fn visit(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            // Below `properties`, keys are names of upstream's interface.
            let named = place.ends_with("/properties");
            for (key, value) in object {
                let place = format!("{place}/{key}");
                if !named && (PROSE.contains(&key.as_str()) || key.starts_with("x-")) {
                    found.push(place);
                } else {
                    visit(value, &place, found);
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| visit(item, &format!("{place}/{at}"), found));
        }
        Value::String(text) if text.contains(char::is_whitespace) => found.push(place.to_owned()),
        _ => {}
    }
}

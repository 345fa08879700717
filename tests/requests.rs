//! A request's body is exactly what the spec of its model asks for.

#[path = "requests/bodies.rs"]
mod bodies;
#[path = "requests/examples.rs"]
mod examples;
#[path = "requests/refusals.rs"]
mod refusals;
#[path = "requests/samples.rs"]
mod samples;
#[path = "requests/table.rs"]
mod table;
#[path = "requests/unlisted.rs"]
mod unlisted;

use std::{fs, path::PathBuf};

use aimlapi_kling::Model;
use serde_json::Value;

/// The schema of a model's body, as it is vendored.
fn spec(model: Model) -> Value {
    let path = folder().join(file_name(model));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: Value = serde_json::from_str(&text).expect("JSON");
    document["paths"]["/v2/video/generations"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        .clone()
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "specs", "models"].iter().collect()
}

fn file_name(model: Model) -> String {
    format!("{}.json", model.id().replace('/', "--"))
}

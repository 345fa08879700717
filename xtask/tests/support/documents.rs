//! Small OpenAPI documents.

use serde_json::{Value, json};

const PATH: &str = "/v2/video/generations";
const REQUEST_LOG_PATH: &str = "/v2/logs";
const LEGACY_PATH: &str = "/v2/generate/video/kling/generation";

/// A document that creates a video with `model` on the current path.
pub fn create(model: &str) -> Value {
    document(PATH, "post", create_operation(&[model]))
}

/// A document that fetches a video on the current path.
pub fn fetch() -> Value {
    document(PATH, "get", fetch_operation())
}

/// A document that lists requests.
pub fn request_log() -> Value {
    let parameter = json!({ "name": "limit", "in": "query", "schema": { "type": "integer" } });
    let operation =
        json!({ "parameters": [parameter], "responses": { "200": { "description": "Requests." } } });
    document(REQUEST_LOG_PATH, "get", operation)
}

/// A document that creates a video with one of `models` on the legacy path.
pub fn legacy_create(models: &[&str]) -> Value {
    document(LEGACY_PATH, "post", create_operation(models))
}

/// A document that fetches a video on the legacy path.
pub fn legacy_fetch() -> Value {
    document(LEGACY_PATH, "get", fetch_operation())
}

/// A document with one operation.
pub fn document(path: &str, method: &str, operation: Value) -> Value {
    json!({ "openapi": "3.0.0", "info": { "title": "Made up", "version": "1" }, "paths": { path: { method: operation } } })
}

/// The schema of the request body of [`create`].
pub fn schema(document: &mut Value) -> &mut Value {
    document
        .pointer_mut("/paths/~1v2~1video~1generations/post/requestBody/content/application~1json/schema")
        .unwrap()
}

fn create_operation(models: &[&str]) -> Value {
    let schema = json!({
        "type": "object",
        "required": ["prompt", "model"],
        "properties": { "model": { "type": "string", "enum": models }, "prompt": { "type": "string", "maxLength": 99 } },
    });
    json!({
        "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
        "responses": { "200": { "description": "A job.", "content": {} } },
    })
}

fn fetch_operation() -> Value {
    let parameter =
        json!({ "name": "generation_id", "in": "query", "required": true, "schema": { "type": "string" } });
    json!({ "parameters": [parameter], "responses": { "200": { "description": "A video." } } })
}

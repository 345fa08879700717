//! The JSON Schemas of responses. They require little, because responses are decoded leniently.

use serde_json::{Value, json};

use super::{Generation, GenerationError, Status, VideoFile};
use crate::model::json_schema;

fn with_id(name: &str) -> Value {
    json!({ "properties": { name: { "type": ["string", "integer"], "pattern": "\\S" } }, "required": [name] })
}

json_schema!(
    Generation,
    json!({
        "description": "The state of a job.",
        "type": "object",
        "properties": {
            "id": { "description": "The generation id." },
            "generation_id": { "description": "The generation id, as models of other vendors return it." },
            "status": { "description": "One of the known statuses, or any other text." },
            "video": { "description": "A file, a list of files, or null." },
            "error": { "description": "Why the job failed: any value, or null." },
            "meta": { "description": "Usage and more." },
        },
        "anyOf": [with_id("id"), with_id("generation_id")],
    })
);
json_schema!(
    Status,
    json!({
        "description": "The status of a job. Other texts are accepted.",
        "type": "string",
        "examples": Status::KNOWN.iter().map(Status::as_str).collect::<Vec<_>>(),
    })
);
json_schema!(
    VideoFile,
    json!({
        "description": "A video file on the storage of the service.",
        "type": "object",
        "properties": {
            "url": { "type": "string" },
            "content_type": { "type": "string" },
            "file_name": { "type": "string" },
            "file_size": { "description": "Bytes.", "type": ["integer", "string"] },
        },
        "required": ["url"],
    })
);
json_schema!(GenerationError, json!({ "description": "Why a job failed: any value." }));

//! A model as a tool for a large language model: its JSON Schema goes into the tool definition, and the arguments of a
//! call become a request, or violations that the language model can correct: `cargo run --example tool_definition`

use aimlapi_kling::{Model, Request, UnlistedNames, Violations};
use serde_json::{Value, json};

fn main() {
    println!("{:#}", definition(Model::V1_6StandardTextToVideo));
    let arguments = json!({ "prompt": "A lighthouse in a storm", "duration": 7 });
    match request(Model::V1_6StandardTextToVideo, arguments) {
        Ok(request) => println!("submit {request:?}"),
        Err(result) => println!("return to the language model: {result}"),
    }
}

/// The definition of a tool. The `model` is not an argument, because the tool is for one model.
pub fn definition(model: Model) -> Value {
    let mut schema = model.json_schema();
    let description = schema["description"].take();
    if let (Some(properties), Some(schema)) =
        (schema["properties"].as_object_mut().cloned(), schema.as_object_mut())
    {
        let properties = properties.into_iter().filter(|(name, _)| name != "model");
        schema.insert("properties".into(), properties.collect());
        schema.remove("description");
    }
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|name| name != "model");
    }
    json!({ "name": "generate_video", "description": description, "parameters": schema })
}

/// The request of a tool call, or the text that tells the language model all that is wrong with it.
pub fn request(model: Model, mut arguments: Value) -> Result<Request, String> {
    arguments["model"] = model.id().into();
    // A name that the language model has invented is a violation, too.
    let request = Request::from_json(arguments, UnlistedNames::Refuse);
    request.map_err(|violations: Violations| violations.to_string())
}

//! The one OpenAPI document that progenitor reads, in the form that it needs.
//!
//! Operations and shared types have names, every success is one response, and there are no limits and no defaults.

use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};

use crate::build::{
    api::{
        Api, Model,
        docs::{sentences, text},
        names::nested_types::NestedType,
        service_operations::{DescribedOperation, QueryParameter},
    },
    read::{
        shape::{Field, Shape},
        walk::{items_path, property_path},
    },
};

/// The document of an API.
pub fn document(api: &Api) -> Value {
    Writer { api }.document()
}

struct Writer<'a> {
    api: &'a Api,
}

impl Writer<'_> {
    fn document(&self) -> Value {
        let mut schemas = Map::new();
        for model in &self.api.models {
            let key = schema_key(&model.name.type_name);
            schemas.insert(model_tag_key(&key), json!({ "type": "string" }));
            schemas.insert(key.clone(), self.request(model, &key));
        }
        for nested in self.api.types.iter() {
            schemas.insert(schema_key(&nested.name), self.nested(nested));
        }
        json!({
            "openapi": "3.0.3",
            "info": { "title": "the service", "version": "2" },
            "paths": self.paths(),
            "components": { "schemas": schemas },
        })
    }

    /// The operations by path and method.
    fn paths(&self) -> Value {
        let current = [(&self.api.path, operations("create_video", "retrieve_video"))];
        let service =
            self.api.service.iter().map(|described| (&described.path, service_operation(described)));
        let legacy = self.api.legacy_path.iter();
        let legacy = legacy.map(|path| (path, operations("create_video_legacy", "retrieve_video_legacy")));
        let paths = current.into_iter().chain(service).chain(legacy);
        paths.map(|(path, operations)| (path.clone(), operations)).collect()
    }

    fn request(&self, model: &Model, key: &str) -> Value {
        let owner = Owner { path: "", model: &model.id, with_limits: true };
        let mut schema = self.object(&owner, &model.fields);
        schema["description"] = text::request_doc(model).into();
        schema["properties"]["model"] =
            described(reference(&model_tag_key(key)), "The id of the model, which is part of the type.");
        schema["required"].as_array_mut().into_iter().for_each(|required| required.push("model".into()));
        schema
    }

    fn nested(&self, nested: &NestedType) -> Value {
        let Shape::Object(fields) = &nested.shape else {
            // It is emitted in `build/emit/requests.rs`; progenitor only has to know that it exists.
            return json!({ "type": "string" });
        };
        let owner = Owner { path: &nested.path, model: "", with_limits: nested.uniform };
        let mut schema = self.object(&owner, fields);
        schema["description"] = text::nested_doc(nested).into();
        schema
    }

    fn object(&self, owner: &Owner, fields: &[Field]) -> Value {
        let properties: Map<_, _> = fields
            .iter()
            .map(|field| {
                let path = property_path(owner.path, &field.name);
                let mut schema = self.schema(&path, &field.shape);
                // An optional list is an `Option`, so that an empty one is sent.
                if matches!(field.shape, Shape::List { .. }) && !field.required {
                    schema["nullable"] = true.into();
                }
                let sentence = sentences::sentence(&path, owner.model, &field.shape);
                let text = text::field_doc(field, sentence, owner.with_limits);
                (field.name.clone(), described(schema, &text))
            })
            .collect();
        let required: Vec<_> =
            fields.iter().filter(|field| field.required).map(|field| &field.name).collect();
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            // Unlisted parameters are kept. With `true` in place of `{}`, typify would drop them.
            "additionalProperties": {},
        })
    }

    fn schema(&self, path: &str, shape: &Shape) -> Value {
        match shape {
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Integer { .. } => json!({ "type": "integer", "format": "int64" }),
            Shape::Number { .. } => json!({ "type": "number", "format": "double" }),
            Shape::Text { .. } => json!({ "type": "string" }),
            Shape::List { items, .. } => {
                json!({ "type": "array", "items": self.schema(&items_path(path), items) })
            }
            Shape::Json => json!({}),
            Shape::TextChoice(_) | Shape::IntegerChoice(_) | Shape::Object(_) | Shape::AnyOf(_) => {
                reference(&schema_key(&self.api.types.get(path, shape).name))
            }
        }
    }
}

/// The type that has the fields of an object.
struct Owner<'a> {
    /// Where the object stands in a request; empty for the request itself.
    path: &'a str,
    /// The model's id; empty for a type that several models share.
    model: &'a str,
    with_limits: bool,
}

/// Schema name of a type, in the form that typify would bring it to. typify drops `_`, so it is replaced by a word,
/// and a patch gives the type its real name.
pub fn schema_key(type_name: &str) -> String {
    type_name.replace('_', "Point").to_upper_camel_case()
}

/// Schema name of a request's `model` property.
pub fn model_tag_key(schema_key: &str) -> String {
    format!("{schema_key}ModelTag")
}

fn operations(create_id: &str, retrieve_id: &str) -> Value {
    json!({ "post": create(create_id), "get": retrieve(retrieve_id) })
}

fn create(id: &str) -> Value {
    json!({
        "operationId": id,
        "summary": "Submits a job.",
        "parameters": [{
            "name": "X-Client-Request-Id",
            "in": "header",
            "schema": { "type": "string" },
            "description": "1 to 128 of `A-Za-z0-9._:-`, by which the request log finds the request.",
        }],
        // The crate serializes and validates the body itself; the bytes are sent as they are.
        "requestBody": { "required": true, "content": binary() },
        "responses": undecoded_response(),
    })
}

fn retrieve(id: &str) -> Value {
    json!({
        "operationId": id,
        "summary": "Fetches the state of a job.",
        "parameters": [{
            "name": "generation_id",
            "in": "query",
            "required": true,
            "schema": { "type": "string" },
            "description": "The id that the submission returned.",
        }],
        "responses": undecoded_response(),
    })
}

/// Bytes that progenitor neither serializes nor decodes.
fn binary() -> Value {
    json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
}

fn service_operation(described: &DescribedOperation) -> Value {
    let query = described.declared.iter().map(|QueryParameter { name, kind, text }| {
        json!({ "name": name, "in": "query", "schema": { "type": kind }, "description": text })
    });
    let header = described
        .operation
        .header
        .map(|name| json!({ "name": name, "in": "header", "schema": { "type": "string" } }));
    json!({ "get": {
        "operationId": described.operation.name,
        "summary": described.operation.summary,
        "parameters": query.chain(header).collect::<Vec<_>>(),
        "responses": undecoded_response(),
    } })
}

/// Any 2xx, returned with its headers and its body as it is. Recorded responses differ from every schema that
/// upstream declares, and a strict decoder would lose the id of a paid job; the crate decodes them itself.
fn undecoded_response() -> Value {
    json!({ "2XX": {
        "description": "The response, not decoded.",
        "content": binary(),
    } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Adds a description. A `$ref` allows none beside it, so it is wrapped.
fn described(schema: Value, text: &str) -> Value {
    if schema.get("$ref").is_some() {
        return json!({ "description": text, "allOf": [schema] });
    }
    let mut schema = schema;
    schema["description"] = text.into();
    schema
}

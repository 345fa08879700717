//! What the generator needs and upstream never got wrong: one document with named operations and
//! shared types instead of one document a model.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};

use super::{
    docs, facts,
    log::Log,
    names::{ModelName, TypeNames, join},
    shape::{Field, Reader, Shape},
    specs::{Result, Spec, Specs},
};

/// One request type.
pub struct Model {
    /// The vendored document, below the package.
    pub file: String,
    pub id: String,
    pub name: ModelName,
    /// Whether it is submitted at the address that upstream has left behind.
    pub is_legacy: bool,
    /// The properties of its body but `model`, in the order of arguments.
    pub fields: Vec<Field>,
}

/// All models and the names of the types they share.
pub struct Api {
    /// Ordered by type name.
    pub models: Vec<Model>,
    pub types: TypeNames,
    /// The log of requests, if it is described.
    pub log: Option<Log>,
    path: String,
    legacy_path: Option<String>,
}

impl Api {
    /// Reads what the documents say.
    pub fn new(specs: &Specs) -> Result<Self> {
        let mut paths = Vec::new();
        let mut models = Vec::new();
        for (group, is_legacy) in specs.groups().zip([false, true]) {
            let path = only_path(&group.fetch, "get")?;
            for spec in &group.models {
                models.push(model(spec, &path, is_legacy)?);
            }
            paths.push(path);
        }
        check_names(&models)?;
        models.sort_by(|a, b| a.name.type_name.cmp(&b.name.type_name));
        let types = TypeNames::new(
            models.iter().map(|model| (model.name.type_name.as_str(), model.fields.as_slice())),
        )?;
        let log = specs.log.as_ref().map(Log::new).transpose()?;
        let mut paths = paths.into_iter();
        Ok(Self { models, types, path: paths.next().unwrap_or_default(), log, legacy_path: paths.next() })
    }

    /// Without the legacy address and what only its models have. The tables are read with it all
    /// the same, so that they fit whatever the features are.
    pub fn without_legacy(mut self) -> Self {
        self.models.retain(|model| !model.is_legacy);
        self.legacy_path = None;
        let owners: BTreeSet<_> = self.models.iter().map(|model| model.name.type_name.as_str()).collect();
        self.types.retain(|owner| owners.contains(owner));
        self
    }

    /// The one document that progenitor reads. Limits and defaults are left out: they are checked
    /// and documented from the same facts in `emit.rs`, and progenitor would turn each limit into a
    /// type of its own and send each default.
    pub fn document(&self) -> Value {
        let mut schemas = Map::new();
        for model in &self.models {
            let key = schema_key(&model.name.type_name);
            let mut schema =
                self.object(&Owner { path: "", model: &model.id, with_limits: true }, &model.fields);
            schema["description"] = facts::request_doc(model).into();
            schema["properties"]["model"] =
                described(reference(&tag_key(&key)), "The id of the model; there is nothing to set.");
            schema["required"].as_array_mut().into_iter().for_each(|required| required.push("model".into()));
            schemas.insert(tag_key(&key), json!({ "type": "string" }));
            schemas.insert(key, schema);
        }
        for nested in self.types.iter() {
            let schema = match &nested.shape {
                Shape::Object(fields) => {
                    let mut schema = self.object(
                        &Owner { path: &nested.path, model: "", with_limits: nested.uniform },
                        fields,
                    );
                    schema["description"] = facts::nested_doc(nested).into();
                    schema
                }
                // Emitted by `emit.rs`; progenitor only has to know that they exist.
                _ => json!({ "type": "string" }),
            };
            schemas.insert(schema_key(&nested.name), schema);
        }
        schemas.insert(REQUEST.into(), json!({ "type": "string" }));
        json!({
            "openapi": "3.0.3",
            "info": { "title": "the client's operations, as progenitor sends them", "version": "2" },
            "paths": self.paths(),
            "components": { "schemas": schemas },
        })
    }

    /// The operations by path and method.
    pub fn paths(&self) -> Value {
        let current = [(&self.path, operations("create_video", "retrieve_video"))];
        let log = self.log.iter().map(|log| (&log.path, log.operations()));
        let legacy = self.legacy_path.iter();
        let legacy = legacy.map(|path| (path, operations("create_video_legacy", "retrieve_video_legacy")));
        let paths = current.into_iter().chain(log).chain(legacy);
        paths.map(|(path, operations)| (path.clone(), operations)).collect()
    }

    fn object(&self, owner: &Owner, fields: &[Field]) -> Value {
        let properties: Map<_, _> = fields
            .iter()
            .map(|field| {
                let path = join(owner.path, &field.name);
                let mut schema = self.schema(&path, &field.shape);
                // An optional list is an `Option`, so that an empty one is sent as it is.
                if matches!(field.shape, Shape::List { .. }) && !field.required {
                    schema["nullable"] = true.into();
                }
                let text = facts::field_doc(field, docs::sentence(&path, owner.model), owner.with_limits);
                (field.name.clone(), described(schema, &text))
            })
            .collect();
        let required: Vec<_> =
            fields.iter().filter(|field| field.required).map(|field| &field.name).collect();
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            // Kept, so that nothing of a body is lost.
            // Not `true`, for which the generator keeps nothing.
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
                json!({ "type": "array", "items": self.schema(&format!("{path}[]"), items) })
            }
            Shape::Json => json!({}),
            Shape::TextChoice(_) | Shape::IntegerChoice(_) | Shape::Object(_) | Shape::AnyOf(_) => {
                reference(&schema_key(&self.types.get(path, shape).name))
            }
        }
    }
}

/// Whose fields an object's are.
struct Owner<'a> {
    /// Where the object stands in a request; empty for the request itself.
    path: &'a str,
    /// The model's id; empty for a type that several share.
    model: &'a str,
    with_limits: bool,
}

/// Schema name of the enum of all requests.
pub const REQUEST: &str = "Request";

/// Schema name of a type, spelled as the generator spells it. It takes `_` for a word break and drops
/// it, so it gets a word in its place, and the type its real name by a patch.
pub fn schema_key(type_name: &str) -> String {
    type_name.replace('_', "Point").to_upper_camel_case()
}

/// Schema name of a request's `model` property.
pub fn tag_key(schema_key: &str) -> String {
    format!("{schema_key}ModelTag")
}

fn operations(create_id: &str, retrieve_id: &str) -> Value {
    json!({ "post": create(create_id), "get": retrieve(retrieve_id) })
}

fn create(id: &str) -> Value {
    json!({
        "operationId": id,
        "summary": "Submits a job; sent as `POST`.",
        "parameters": [{
            "name": "X-Client-Request-Id",
            "in": "header",
            "schema": { "type": "string" },
            "description": "1 to 128 of `A-Za-z0-9._:-`, to find the request again in the service's log.",
        }],
        "requestBody": { "required": true, "content": { "application/json": { "schema": reference(REQUEST) } } },
        "responses": unread_reply(),
    })
}

fn retrieve(id: &str) -> Value {
    json!({
        "operationId": id,
        "summary": "Asks for the state of a job; sent as `GET`.",
        "parameters": [{
            "name": "generation_id",
            "in": "query",
            "required": true,
            "schema": { "type": "string" },
            "description": "The id that the submission answered.",
        }],
        "responses": unread_reply(),
    })
}

/// Any 2xx, handed over with its headers and its body unread. Recorded replies deviate from every
/// schema upstream declares, and a strict decoder would lose the id of a paid job; `reply.rs`
/// reads them.
pub fn unread_reply() -> Value {
    json!({ "2XX": {
        "description": "The reply, unread.",
        "content": { "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } },
    } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Adds a description. A reference takes none beside it, so it is wrapped.
fn described(schema: Value, text: &str) -> Value {
    if schema.get("$ref").is_some() {
        return json!({ "description": text, "allOf": [schema] });
    }
    let mut schema = schema;
    schema["description"] = text.into();
    schema
}

/// The path of the document's only operation of this method.
pub fn only_path(spec: &Spec, method: &str) -> Result<String> {
    let paths = spec.document["paths"].as_object().into_iter().flatten();
    let mut paths = paths.filter(|(_, item)| item.get(method).is_some()).map(|(path, _)| path);
    match (paths.next(), paths.next()) {
        (Some(path), None) => Ok(path.clone()),
        (None, _) => Err(format!("{}: no path with a `{method}` operation", spec.file)),
        (Some(a), Some(b)) => Err(format!("{}: `{method}` at both {a} and {b}; expected one", spec.file)),
    }
}

fn model(spec: &Spec, path: &str, is_legacy: bool) -> Result<Model> {
    let found = only_path(spec, "post")?;
    if found != path {
        return Err(format!("{}: creates at {found}, but its fetch.json fetches at {path}", spec.file));
    }
    let body = &spec.document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"];
    if body.is_null() {
        return Err(format!("{}: no JSON request body at {path}", spec.file));
    }
    let mut fields = Reader { document: &spec.document }.fields(body, &spec.file)?;
    let id = fields
        .iter()
        .position(|field| field.name == "model")
        .map(|at| fields.remove(at).shape)
        .and_then(|shape| match shape {
            Shape::TextChoice(ids) if ids.len() == 1 => ids.into_iter().next(),
            _ => None,
        })
        .ok_or_else(|| format!("{}: the property `model` must allow exactly one id", spec.file))?;
    fields.sort_by_cached_key(|field| (docs::rank(&field.name), field.name.clone()));
    let mut name = ModelName::parse(&id);
    if is_legacy {
        name.type_name.insert_str(0, "Legacy");
    }
    Ok(Model { file: spec.file.clone(), name, id, is_legacy, fields })
}

fn check_names(models: &[Model]) -> Result<()> {
    let mut seen: BTreeMap<&str, &Model> = BTreeMap::new();
    for model in models {
        if let Some(other) = seen.insert(&model.name.type_name, model) {
            return Err(format!(
                "{} (`{}`) and {} (`{}`) both come to the type name `{}`; tell them apart in ModelName::parse (build/names.rs)",
                other.file, other.id, model.file, model.id, model.name.type_name
            ));
        }
    }
    Ok(())
}

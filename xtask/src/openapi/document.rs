//! A document of upstream, and which endpoints it describes.

use std::collections::BTreeSet;
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::endpoint::{Endpoint, LEGACY_PATH, PATH};
use super::facts;
use super::model_id::{self, is_legacy_version, names_kling};

/// A document of upstream.
pub struct Document {
    /// Path of the document.
    pub path: String,
    /// Blob id of the document.
    pub blob: String,
    /// Its contents. Upstream keeps many copies of some documents; they are parsed once and shared.
    pub json: Rc<Value>,
}

/// Parses the contents of a document, which must be OpenAPI.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    let json: Value = serde_json::from_slice(bytes).context("not JSON")?;
    ensure!(json["openapi"].is_string(), "not OpenAPI: no version under `openapi`");
    ensure!(json["paths"].is_object(), "not OpenAPI: no object under `paths`");
    Ok(json)
}

impl Document {
    /// The canonical facts about `endpoint`.
    pub fn facts(&self, endpoint: &Endpoint) -> Result<String> {
        facts::canonical(&self.json, endpoint.path(), endpoint.method())
    }

    /// The endpoints it could be vendored for. A document that creates videos must be for one model only, and
    /// for one of Kling's.
    pub fn endpoints(&self) -> Result<Vec<Endpoint>> {
        let mut endpoints = Vec::new();
        if let Some(model) = self.only_model(PATH) {
            endpoints.push(Endpoint::Create(model.to_owned()));
        }
        if let Some(model) = self.only_model(LEGACY_PATH).filter(|model| is_legacy_version(model)) {
            endpoints.push(Endpoint::LegacyCreate(model.to_owned()));
        }
        let shared = Endpoint::SHARED.into_iter();
        endpoints.extend(shared.filter(|endpoint| self.describes(endpoint.method(), endpoint.path())));
        endpoints.iter().filter_map(Endpoint::model).try_for_each(model_id::check)?;
        Ok(endpoints)
    }

    /// The methods and paths that it describes.
    pub fn operations(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let paths = self.json["paths"].as_object().into_iter().flat_map(|paths| paths.keys());
        paths.flat_map(|path| {
            facts::METHODS
                .into_iter()
                .filter(|method| self.describes(method, path))
                .map(|method| (method, path.as_str()))
        })
    }

    /// Whether it describes `method path`.
    pub fn describes(&self, method: &str, path: &str) -> bool {
        self.json["paths"][path][method].is_object()
    }

    /// The model ids that the request body of `POST path` allows.
    pub fn models(&self, path: &str) -> BTreeSet<&str> {
        models_of(&self.json, "post", path)
    }

    fn only_model(&self, path: &str) -> Option<&str> {
        let models = self.models(path);
        models.first().copied().filter(|model| models.len() == 1 && names_kling(model))
    }

    /// Whether its file name indicates something other than `endpoint`.
    pub fn contradicts_its_name(&self, endpoint: &Endpoint) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let name = name.trim_end_matches(".json");
        match endpoint {
            Endpoint::Create(model) | Endpoint::LegacyCreate(model) => {
                words(name) != words(&model.to_ascii_lowercase())
            }
            Endpoint::Fetch | Endpoint::LegacyFetch => !name.ends_with("-pair") && !name.contains("fetch"),
            Endpoint::RequestLog => !name.contains("logs"),
            Endpoint::Catalogue => !name.contains("models"),
            Endpoint::Metrics => !name.contains("metrics"),
        }
    }

    /// Whether it describes more than one path, as upstream's older copies do.
    pub fn has_several_paths(&self) -> bool {
        self.operations().map(|(_, path)| path).collect::<BTreeSet<_>>().len() > 1
    }
}

/// The model ids that the request body of `method path` of a document allows.
pub fn models_of<'a>(document: &'a Value, method: &str, path: &str) -> BTreeSet<&'a str> {
    let body = resolve(document, &document["paths"][path][method]["requestBody"]);
    let media_types = body["content"].as_object().into_iter().flat_map(|content| content.values());
    let schemas = media_types.map(|media_type| resolve(document, &media_type["schema"]));
    let models = schemas.map(|schema| resolve(document, &schema["properties"]["model"]));
    let values =
        models.flat_map(|model| model["enum"].as_array().into_iter().flatten().chain(model.get("const")));
    values.filter_map(Value::as_str).collect()
}

/// Follows a local `$ref`, if `value` is one. A chain longer than this is a cycle.
pub fn resolve<'a>(root: &'a Value, mut value: &'a Value) -> &'a Value {
    for _ in 0..16 {
        let pointer = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        match pointer.and_then(|pointer| root.pointer(pointer)) {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}

/// The words of a lower-case file name or model id that identify the model: version, tier and task. The number
/// of a copy, ` (1)`, is not one of them.
fn words(name: &str) -> BTreeSet<&str> {
    let name = name.split(" (").next().unwrap_or_default();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !["", "kling", "klingai", "video", "schema"].contains(word));
    words.map(|word| if word == "standart" { "standard" } else { word }).collect()
}

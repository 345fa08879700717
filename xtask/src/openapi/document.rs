//! A document of upstream, and which endpoints it describes.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::endpoint::{Endpoint, LEGACY_PATH, PATH};
use super::facts;
use super::model_id::{self, is_legacy_version, names_kling};
use crate::build::read::normal_form::NormalSchema;
pub use crate::build::read::normal_form::resolve;

/// The byte order mark of UTF-8, which is not part of JSON.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A document of upstream.
pub struct Document {
    /// Path of the document.
    pub path: String,
    /// Blob id of the document.
    pub blob: String,
    /// Its contents. Upstream keeps many copies of some documents; they are parsed once and shared.
    pub json: Arc<Value>,
}

/// Parses the contents of a document, which must be OpenAPI.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut json: Value = serde_json::from_slice(bytes).context("not JSON")?;
    ensure!(json["openapi"].is_string(), "not OpenAPI: no version under `openapi`");
    ensure!(json["paths"].is_object(), "not OpenAPI: no object under `paths`");
    inline_path_items(&mut json);
    Ok(json)
}

/// Replaces each path that refers to a path item by the item, so that its operations are found.
fn inline_path_items(json: &mut Value) {
    let paths = json["paths"].as_object().into_iter().flatten();
    let references = paths.filter(|(_, item)| item["$ref"].is_string());
    let items =
        references.map(|(path, item)| (path.clone(), resolve(json, item).clone())).collect::<Vec<_>>();
    for (path, item) in items {
        json["paths"][path] = item;
    }
}

impl Document {
    /// The canonical facts about `endpoint`.
    pub fn facts(&self, endpoint: &Endpoint) -> Result<String> {
        facts::canonical(&self.json, endpoint.path(), endpoint.method())
    }

    /// The canonical facts about everything.
    pub fn all_facts(&self) -> String {
        facts::all(&self.json)
    }

    /// The endpoints it could be vendored for. A document that creates videos must be for one model only, and
    /// for one of Kling's.
    pub fn endpoints(&self) -> Result<Vec<Endpoint>> {
        let mut endpoints = Vec::new();
        if let Some(model) = self.only_model(PATH) {
            endpoints.push(Endpoint::Create(model));
        }
        if let Some(model) = self.only_model(LEGACY_PATH).filter(|model| is_legacy_version(model)) {
            endpoints.push(Endpoint::LegacyCreate(model));
        }
        let shared = Endpoint::SHARED.into_iter();
        endpoints.extend(shared.filter(|endpoint| self.describes(endpoint.method(), endpoint.path())));
        endpoints.iter().filter_map(Endpoint::model).try_for_each(model_id::check)?;
        Ok(endpoints)
    }

    /// The methods and paths that it describes.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &str)> {
        let items = self.json["paths"].as_object().into_iter().flatten();
        items.flat_map(|(path, item)| methods(item).map(move |method| (method, path.as_str())))
    }

    /// Whether it describes `method path`.
    pub fn describes(&self, method: &str, path: &str) -> bool {
        self.json["paths"][path][method].is_object()
    }

    /// The model ids that the request body of `POST path` allows.
    pub fn models(&self, path: &str) -> BTreeSet<String> {
        models_of(&self.json, "post", path)
    }

    fn only_model(&self, path: &str) -> Option<String> {
        let models = self.models(path);
        models.first().cloned().filter(|model| models.len() == 1 && names_kling(model))
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

/// The methods that a path item describes.
fn methods(item: &Value) -> impl Iterator<Item = &str> {
    let others = item[facts::OTHER_METHODS].as_object().into_iter().flat_map(|others| others.keys());
    let methods = facts::METHODS.into_iter().filter(|method| item[*method].is_object());
    methods.chain(others.map(String::as_str))
}

/// The model ids that the request body of `method path` of a document allows.
pub fn models_of(document: &Value, method: &str, path: &str) -> BTreeSet<String> {
    let body = resolve(document, &document["paths"][path][method]["requestBody"]);
    let media_types = body["content"].as_object().into_iter().flat_map(|content| content.values());
    let models = media_types.map(|media_type| model_property(document, &media_type["schema"]));
    let values = models.flat_map(|model| model.values.unwrap_or_default());
    values.filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

/// The schema of the property `model` of a body.
fn model_property(document: &Value, body: &Value) -> NormalSchema {
    let properties = NormalSchema::within(document, body).properties;
    properties.get("model").map(|model| NormalSchema::within(document, model)).unwrap_or_default()
}

/// The words of a lower-case file name or model id that identify the model: version, tier and task. The number
/// of a copy, ` (1)`, is not one of them.
fn words(name: &str) -> BTreeSet<&str> {
    let name = name.split(" (").next().unwrap_or_default();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !["", "kling", "klingai", "video", "schema"].contains(word));
    words.map(|word| if word == "standart" { "standard" } else { word }).collect()
}

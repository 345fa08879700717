//! The catalogue of the service: which models of Kling exist, and where their live documents are.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::http::Host;
use crate::openapi::endpoint::CATALOGUE_PATH;
use crate::openapi::model_id::names_kling;

/// A video model of Kling.
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Other ids that the service accepts.
    pub aliases: Vec<String>,
    /// The URL of its live document, if there is one.
    pub document: Option<String>,
}

impl Entry {
    /// The id and the aliases.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        [&self.id].into_iter().chain(&self.aliases)
    }
}

/// Retrieves the video models of Kling: those with a vendored id, and those that are video models by what the catalogue
/// says.
pub fn retrieve(host: &Host, vendored: &BTreeSet<String>) -> Result<Vec<Entry>> {
    let url = format!("{}{CATALOGUE_PATH}?include=modalities", host.origin());
    let body = host.get(&url)?;
    entries(&body, vendored).context(url)
}

fn entries(body: &[u8], vendored: &BTreeSet<String>) -> Result<Vec<Entry>> {
    let json: Value = serde_json::from_slice(body).context("not JSON")?;
    let has_more = [&json["has_more"], &json["pagination"]["has_more"]].into_iter().any(|it| *it == true);
    ensure!(!has_more, "the catalogue has several pages, of which only the first one was requested");
    let models = json["data"].as_array().context("not a catalogue: no list under `data`")?;
    let entries = models.iter().filter_map(|model| entry(model, vendored)).collect::<Vec<_>>();
    ensure!(!entries.is_empty(), "none of {} models is a video model of Kling", models.len());
    Ok(entries)
}

fn entry(model: &Value, vendored: &BTreeSet<String>) -> Option<Entry> {
    let id = model["id"].as_str()?.to_owned();
    let texts = |value: &Value| {
        let items = value.as_array().into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let output = texts(&model["modalities"]["output"]);
    let is_video = output.is_empty() || output.iter().any(|modality| modality == "video");
    let document = model["info"]["docsJson"].as_str().filter(|url| !url.is_empty()).map(str::to_owned);
    let entry = Entry { aliases: texts(&model["aliases"]), id, document };
    let is_kling = entry.ids().any(|id| names_kling(id));
    (is_video && is_kling || entry.ids().any(|id| vendored.contains(id))).then_some(entry)
}

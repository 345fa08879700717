//! What a state of upstream says about each model, whether or not a client can be generated from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::Value;

use super::model_documents::{fetch_document, model_documents};
use super::operation::OperationObject;
use crate::openapi::document::Document;
use crate::openapi::endpoint::{Endpoint, LEGACY_PATH, PATH};
use crate::openapi::facts;
use crate::upstream::candidate::SERVICE_ENDPOINTS;
use crate::upstream::select::contradicts_its_name;
use crate::upstream::{UNREADABLE, Unreadable, Upstream};
use crate::vendored::lock::Skip;
use crate::vendored::spec_set::SpecSet;

/// A state of upstream.
#[derive(Default)]
pub struct State {
    /// Id of the commit.
    pub commit: String,
    /// The models, by id.
    pub models: BTreeMap<String, Model>,
    /// The endpoints of the service that documents describe: the request log, for example.
    pub service: BTreeMap<Endpoint, Description>,
    /// The vendored legacy endpoints, by model; the one without a model fetches videos.
    pub legacy: BTreeMap<Option<String>, Description>,
    /// Every document, by path.
    pub documents: BTreeMap<String, DocumentState>,
    /// The operations that the documents describe, vendored or not. Empty if they are unknown.
    pub operations: BTreeSet<String>,
    /// The paths of files that are no candidates, by blob id.
    pub elsewhere: BTreeMap<String, String>,
    /// The documents whose name indicates another model than their contents.
    pub misnamed: BTreeSet<String>,
    /// The documents that cannot be parsed, and the reason.
    pub unreadable: BTreeMap<String, String>,
    /// Why the state cannot be vendored, if it cannot.
    pub refused: Option<String>,
}

/// A document, whatever it describes.
pub struct DocumentState {
    /// Its blob id.
    pub blob: String,
    /// Why nothing is vendored from it, unless something is.
    pub unused: Option<String>,
    /// The hash of its facts, if nothing is vendored from it.
    pub facts: Option<String>,
}

impl DocumentState {
    fn used(blob: &str) -> Self {
        Self { blob: blob.to_owned(), unused: None, facts: None }
    }

    fn skipped(skip: &Skip) -> Self {
        Self { blob: skip.blob.clone(), unused: Some(skip.reason.clone()), facts: skip.facts.clone() }
    }
}

/// A model.
pub struct Model {
    /// How a video is created.
    pub create: Description,
    /// How it is fetched, if a document describes it.
    pub fetch: Option<Description>,
}

/// A document's description of an operation.
#[derive(Clone)]
pub struct Description {
    /// Path of the document.
    pub document: String,
    method: String,
    path: String,
    facts: Arc<Value>,
}

impl Description {
    fn of(document: &Document, method: &str, path: &str) -> Result<Self> {
        let facts =
            facts::canonical(&document.json, path, method).and_then(|text| Ok(serde_json::from_str(&text)?));
        Ok(Self {
            document: document.path.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            facts: Arc::new(facts.with_context(|| document.path.clone())?),
        })
    }

    /// The description itself.
    pub fn operation(&self) -> OperationObject<'_> {
        OperationObject { method: &self.method, path: &self.path, root: &self.facts }
    }
}

impl State {
    /// The state of a revision; `set` is what is vendored of it. A revision that cannot be vendored has a state
    /// as well, as far as its documents can be parsed.
    pub fn from_upstream(upstream: &Upstream, set: &Result<SpecSet>) -> Result<Self> {
        let mut state = match set {
            Ok(set) => Self::from_set(set)?,
            Err(error) => Self::from_documents(upstream, format!("{error:#}"))?,
        };
        if set.is_ok() {
            state.add_moved(&upstream.documents)?;
        }
        for Unreadable { paths, error, .. } in &upstream.unreadable {
            state.unreadable.extend(paths.iter().map(|path| (path.clone(), format!("{error:#}"))));
        }
        state.operations = upstream.operations();
        state.elsewhere = upstream.elsewhere.clone();
        Ok(state)
    }

    /// The state that a set of specs describes.
    pub fn from_set(set: &SpecSet) -> Result<Self> {
        let operations = set.operations.clone();
        let mut state = Self { commit: set.commit.clone(), operations, ..Self::default() };
        let mut creates = BTreeMap::new();
        let mut fetch = None;
        for spec in set.specs.values() {
            let (method, path) = (spec.endpoint.method(), spec.endpoint.path());
            let json = Arc::new(serde_json::from_str(&spec.text)?);
            let document = Document { path: spec.path.clone(), blob: spec.blob.clone(), json };
            if document.contradicts_its_name(&spec.endpoint) {
                state.misnamed.insert(spec.path.clone());
            }
            state.documents.insert(spec.path.clone(), DocumentState::used(&spec.blob));
            let description = Description::of(&document, method, path)?;
            match &spec.endpoint {
                Endpoint::Create(model) => drop(creates.insert(model.clone(), description)),
                Endpoint::Fetch => fetch = Some(description),
                Endpoint::RequestLog | Endpoint::Catalogue | Endpoint::Metrics => {
                    state.service.insert(spec.endpoint.clone(), description);
                }
                Endpoint::LegacyCreate(model) => drop(state.legacy.insert(Some(model.clone()), description)),
                Endpoint::LegacyFetch => drop(state.legacy.insert(None, description)),
            }
        }
        for skip in &set.skips {
            state.documents.insert(skip.path.clone(), DocumentState::skipped(skip));
            if let Some(error) = skip.reason.strip_prefix(UNREADABLE) {
                state.unreadable.insert(skip.path.clone(), error.to_owned());
            }
            if contradicts_its_name(skip) {
                state.misnamed.insert(skip.path.clone());
            }
        }
        let model = |(id, create)| (id, Model { create, fetch: fetch.clone() });
        state.models = creates.into_iter().map(model).collect();
        Ok(state)
    }

    /// Adds the models that moved to a path of which nothing is vendored.
    fn add_moved(&mut self, documents: &[Document]) -> Result<()> {
        let fetch = self.models.values().find_map(|model| model.fetch.clone());
        for (id, best) in model_documents(documents) {
            let is_vendored = best.method == "post" && [PATH, LEGACY_PATH].contains(&best.path);
            if !is_vendored && !self.models.contains_key(&id) {
                let create = Description::of(best.document, best.method, best.path)?;
                self.models.insert(id, Model { create, fetch: fetch.clone() });
            }
        }
        Ok(())
    }

    fn from_documents(upstream: &Upstream, refused: String) -> Result<Self> {
        let mut state = Self { commit: upstream.commit.clone(), refused: Some(refused), ..Self::default() };
        for (id, best) in model_documents(&upstream.documents) {
            let create = Description::of(best.document, best.method, best.path);
            let fetch = fetch_document(&best, &upstream.documents)
                .and_then(|document| Description::of(document, "get", best.path).ok());
            match create {
                Ok(create) => drop(state.models.insert(id, Model { create, fetch })),
                Err(error) => drop(state.unreadable.insert(best.document.path.clone(), format!("{error:#}"))),
            }
            if best.contradicts_its_name {
                state.misnamed.insert(best.document.path.clone());
            }
        }
        state.add_service_endpoints(&upstream.documents);
        let used = state.used();
        for document in &upstream.documents {
            let unused =
                (!used.contains(&document.path)).then(|| "not the best description of a model".to_owned());
            let document_state = DocumentState { unused, ..DocumentState::used(&document.blob) };
            state.documents.insert(document.path.clone(), document_state);
        }
        let skips = upstream.skips.iter().map(|skip| (skip.path.clone(), DocumentState::skipped(skip)));
        state.documents.extend(skips);
        Ok(state)
    }

    fn add_service_endpoints(&mut self, documents: &[Document]) {
        let is_candidate = |document: &&Document| document.path.starts_with(SERVICE_ENDPOINTS);
        for document in documents.iter().filter(is_candidate) {
            for endpoint in Endpoint::OF_SERVICE {
                if !document.describes(endpoint.method(), endpoint.path()) {
                    continue;
                }
                match Description::of(document, endpoint.method(), endpoint.path()) {
                    Ok(description) => drop(self.service.insert(endpoint, description)),
                    Err(error) => drop(self.unreadable.insert(document.path.clone(), format!("{error:#}"))),
                }
            }
        }
    }

    /// The documents that describe the models and the endpoints of the service.
    fn used(&self) -> BTreeSet<String> {
        let models = self.models.values();
        let descriptions = models.flat_map(|model| [Some(&model.create), model.fetch.as_ref()]);
        descriptions.flatten().chain(self.service.values()).map(|it| it.document.clone()).collect()
    }
}

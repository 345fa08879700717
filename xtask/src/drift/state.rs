//! What a state of upstream says of each model, whether or not a client can be generated from it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::{Context, Result};
use serde_json::Value;

use super::exchange::Exchange;
use crate::candidate::{REQUEST_LOG, UNIVERSAL_FETCH, names_kling};
use crate::document::Document;
use crate::facts;
use crate::operation::{LEGACY_PATH, LOG_PATH, Operation, PATH};
use crate::select::{contradicts_its_name, place};
use crate::specs::{SpecSet, Upstream};

/// A state of upstream.
#[derive(Default)]
pub struct State {
    /// Id of the commit.
    pub commit: String,
    /// What is known of each model, by id.
    pub models: BTreeMap<String, Model>,
    /// How requests are listed, if anything says so.
    pub log: Option<Description>,
    /// Operations that the client is not generated from, vendored for a look back, by model; the one without
    /// a model fetches.
    pub legacy: BTreeMap<Option<String>, Description>,
    /// Every document, and why nothing is vendored from it, if so.
    pub documents: BTreeMap<String, Option<String>>,
    /// The documents whose name speaks of another model.
    pub misnamed: BTreeSet<String>,
    /// The documents that cannot be read, and why not.
    pub unreadable: BTreeMap<String, String>,
    /// Why nothing can be vendored of it, if so.
    pub refused: Option<String>,
}

/// What is known of a model.
pub struct Model {
    /// How a video is created.
    pub create: Description,
    /// How it is fetched, if anything says so.
    pub fetch: Option<Description>,
}

/// A description of an operation.
#[derive(Clone)]
pub struct Description {
    /// Path of the document.
    pub document: String,
    method: String,
    path: String,
    facts: Rc<Value>,
}

impl Description {
    fn of(document: &Document, method: &str, path: &str) -> Result<Self> {
        let facts =
            facts::canonical(&document.json, path, method).and_then(|text| Ok(serde_json::from_str(&text)?));
        Ok(Self {
            document: document.path.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            facts: Rc::new(facts.with_context(|| document.path.clone())?),
        })
    }

    /// What it says.
    pub fn exchange(&self) -> Exchange<'_> {
        Exchange { method: &self.method, path: &self.path, root: &self.facts }
    }
}

impl State {
    /// What a revision says; `set` is what is vendored of it. What cannot be vendored is compared all the same,
    /// as far as it can be read.
    pub fn from_upstream(upstream: &Upstream, set: &Result<SpecSet>) -> Result<Self> {
        let mut state = match set {
            Ok(set) => Self::from_set(set)?,
            Err(error) => Self::from_documents(upstream, format!("{error:#}"))?,
        };
        if set.is_ok() {
            state.add_moved(&upstream.documents)?;
        }
        for (paths, error) in &upstream.unreadable {
            state.unreadable.extend(paths.iter().map(|path| (path.clone(), format!("{error:#}"))));
        }
        Ok(state)
    }

    /// What a set of specs says.
    pub fn from_set(set: &SpecSet) -> Result<Self> {
        let mut state = Self { commit: set.commit.clone(), ..Self::default() };
        let mut creates = BTreeMap::new();
        let mut fetch = None;
        for spec in set.specs.values() {
            let (method, path) = (spec.operation.method(), spec.operation.path());
            let json = Rc::new(serde_json::from_str(&spec.text)?);
            let document = Document { path: spec.path.clone(), blob: spec.blob.clone(), json };
            if document.contradicts_its_name(&spec.operation) {
                state.misnamed.insert(spec.path.clone());
            }
            state.documents.insert(spec.path.clone(), None);
            let description = Description::of(&document, method, path)?;
            match &spec.operation {
                Operation::Create(model) => drop(creates.insert(model.clone(), description)),
                Operation::Fetch => fetch = Some(description),
                Operation::Log => state.log = Some(description),
                Operation::LegacyCreate(model) => drop(state.legacy.insert(Some(model.clone()), description)),
                Operation::LegacyFetch => drop(state.legacy.insert(None, description)),
            }
        }
        for skip in &set.skips {
            state.documents.insert(skip.path.clone(), Some(skip.reason.clone()));
            if contradicts_its_name(skip) {
                state.misnamed.insert(skip.path.clone());
            }
        }
        let model = |(id, create)| (id, Model { create, fetch: fetch.clone() });
        state.models = creates.into_iter().map(model).collect();
        Ok(state)
    }

    /// Adds the models whose operation has moved to where nothing is vendored from.
    fn add_moved(&mut self, documents: &[Document]) -> Result<()> {
        let fetch = self.models.values().find_map(|model| model.fetch.clone());
        for (id, claim) in claims(documents) {
            let is_known = claim.method == "post" && [PATH, LEGACY_PATH].contains(&claim.path);
            if !is_known && !self.models.contains_key(id) {
                let create = Description::of(claim.document, claim.method, claim.path)?;
                self.models.insert(id.to_owned(), Model { create, fetch: fetch.clone() });
            }
        }
        Ok(())
    }

    fn from_documents(upstream: &Upstream, refused: String) -> Result<Self> {
        let mut state = Self { commit: upstream.commit.clone(), refused: Some(refused), ..Self::default() };
        for (id, claim) in claims(&upstream.documents) {
            let create = Description::of(claim.document, claim.method, claim.path);
            let fetch = fetch_of(&claim, &upstream.documents)
                .and_then(|(document, path)| Description::of(document, "get", path).ok());
            match create {
                Ok(create) => drop(state.models.insert(id.to_owned(), Model { create, fetch })),
                Err(error) => {
                    drop(state.unreadable.insert(claim.document.path.clone(), format!("{error:#}")))
                }
            }
            if claim.contradicts_its_name {
                state.misnamed.insert(claim.document.path.clone());
            }
        }
        state.add_log(&upstream.documents);
        let used = state.used();
        for document in &upstream.documents {
            let reason = (!used.contains(&document.path)).then(|| "describes no model better".to_owned());
            state.documents.insert(document.path.clone(), reason);
        }
        let skips = upstream.skips.iter().map(|skip| (skip.path.clone(), Some(skip.reason.clone())));
        state.documents.extend(skips);
        Ok(state)
    }

    fn add_log(&mut self, documents: &[Document]) {
        let Some(document) = describing(documents, REQUEST_LOG, LOG_PATH) else { return };
        match Description::of(document, "get", LOG_PATH) {
            Ok(log) => self.log = Some(log),
            Err(error) => drop(self.unreadable.insert(document.path.clone(), format!("{error:#}"))),
        }
    }

    /// The documents that what is known of today's operations was read from.
    fn used(&self) -> BTreeSet<String> {
        let models = self.models.values();
        let descriptions = models.flat_map(|model| [Some(&model.create), model.fetch.as_ref()]);
        descriptions.chain([self.log.as_ref()]).flatten().map(|it| it.document.clone()).collect()
    }
}

/// A document that describes how a model creates videos.
struct Claim<'a> {
    document: &'a Document,
    method: &'a str,
    path: &'a str,
    contradicts_its_name: bool,
    rank: (usize, usize, bool, bool, Option<usize>),
}

/// The best document for each model, on whatever path.
fn claims(documents: &[Document]) -> BTreeMap<&str, Claim<'_>> {
    let mut best = BTreeMap::<&str, Claim>::new();
    for document in documents {
        for (method, path) in document.endpoints() {
            let models = document.models_of(method, path);
            for &model in models.iter().filter(|model| names_kling(model)) {
                let claim = Claim::new(document, method, path, model, models.len());
                match best.get(model) {
                    Some(other) if other.rank <= claim.rank => {}
                    _ => drop(best.insert(model, claim)),
                }
            }
        }
    }
    best
}

impl<'a> Claim<'a> {
    fn new(document: &'a Document, method: &'a str, path: &'a str, model: &str, models: usize) -> Self {
        let contradicts_its_name = document.contradicts_its_name(&Operation::Create(model.to_owned()));
        let paths = [PATH, LEGACY_PATH];
        let endpoint = paths.iter().position(|known| *known == path).unwrap_or(paths.len());
        let rank =
            (endpoint, models, contradicts_its_name, document.has_several_paths(), place(&document.path));
        // That a list of models is not called like one of them says nothing.
        Self { document, method, path, contradicts_its_name: contradicts_its_name && models == 1, rank }
    }
}

/// The document that says how what a claim creates is fetched: its pair, which upstream had for each model, or
/// the one for all.
fn fetch_of<'a>(claim: &Claim<'a>, documents: &'a [Document]) -> Option<(&'a Document, &'a str)> {
    let stem = claim.document.path.trim_end_matches(".json");
    let pair = format!("{stem}-pair.json");
    let named = |name: &str| describing(documents, name, claim.path);
    named(&pair).or_else(|| named(UNIVERSAL_FETCH)).map(|document| (document, claim.path))
}

/// The document of this name, if it describes `GET path`.
fn describing<'a>(documents: &'a [Document], name: &str, path: &str) -> Option<&'a Document> {
    documents.iter().find(|document| document.path == name && document.has("get", path))
}

//! Compares the vendored specs with the service itself: with the ids in its catalogue, and with the live document of each
//! model. What the documents say is compared by [`drift`](crate::drift), as if upstream had published the live ones.

mod catalogue;
mod http;
mod render;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use self::catalogue::Entry;
use self::http::Host;
pub use self::render::render;
use crate::drift::report::{Report, Side};
use crate::openapi::document::{self, Document};
use crate::openapi::endpoint::{Endpoint, PATH};
use crate::openapi::model_id;
use crate::vendored::lock::sha256;
use crate::vendored::spec_set::{Spec, SpecSet};

/// The service.
pub const URL: &str = "https://api.aimlapi.com";

/// The longest time for one response.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// Stands for the commit of what the service says.
const LIVE: &str = "the service";

/// Where the service is.
pub struct Service {
    /// Its URL, of which only the scheme and the host count.
    pub url: String,
    /// The URLs of other hosts that live documents may be on.
    pub also_allowed: Vec<String>,
    /// The longest time for one response.
    pub timeout: Duration,
}

/// How the service differs from the vendored specs.
pub struct LiveReport {
    /// The scheme and the host of the service.
    pub service: String,
    /// The number of models of Kling that the catalogue lists.
    pub models: usize,
    /// The vendored ids that the catalogue does not list, not even as an alias.
    pub unknown: BTreeSet<String>,
    /// The ids in the catalogue that no vendored spec is for, under any alias.
    pub undescribed: BTreeSet<String>,
    /// The vendored ids that are aliases, and the ids that they stand for.
    pub aliases: BTreeMap<String, BTreeSet<String>>,
    /// The number of live documents that were compared.
    pub compared: usize,
    /// The models and operations whose live document could not be compared, and why.
    pub not_compared: BTreeMap<String, String>,
    /// The differences between the vendored specs and the live documents.
    pub report: Report,
}

impl LiveReport {
    /// Whether the service agrees with the vendored specs, as far as is known of every model.
    pub fn agrees(&self) -> bool {
        self.unknown.is_empty()
            && self.undescribed.is_empty()
            && self.not_compared.is_empty()
            && !self.report.has_drift()
    }
}

/// Compares `specs` with the service. Requests are sent without a key, and one after the other.
///
/// # Errors
///
/// If the catalogue cannot be retrieved. A document that cannot be retrieved is in the report.
pub fn check(service: &Service, specs: &Path) -> Result<LiveReport> {
    let set = SpecSet::from_disk(specs)?;
    let host = Host::new(&service.url, &service.also_allowed, service.timeout)?;
    let vendored = models(&set).collect();
    let entries = catalogue::retrieve(&host, &vendored)?;
    let mut comparison = Comparison::new(&set);
    for entry in &entries {
        comparison.add(entry, &host);
    }
    comparison.fetch()?;
    let Comparison { live, aliases, undescribed, seen, documents, not_compared, .. } = comparison;
    let unknown = vendored.difference(&seen).cloned().collect();
    let live = live_set(&set, live, &unknown);
    let mut report = Report::new(&Side::of_set(&set)?, &Side::of_set(&live)?);
    // A live document has no place in upstream's repository.
    report.findings.retain(|finding| finding.rule.id != "model-moved");
    Ok(LiveReport {
        service: host.origin().to_owned(),
        models: entries.iter().map(|entry| &entry.id).collect::<BTreeSet<_>>().len(),
        unknown,
        undescribed,
        aliases,
        compared: documents.len(),
        not_compared,
        report,
    })
}

struct Comparison<'a> {
    set: &'a SpecSet,
    /// The specs that the live documents make, by file.
    live: BTreeMap<String, Spec>,
    aliases: BTreeMap<String, BTreeSet<String>>,
    undescribed: BTreeSet<String>,
    /// All ids and aliases in the catalogue.
    seen: BTreeSet<String>,
    /// The live documents that describe a model, by their URLs.
    documents: BTreeMap<String, Document>,
    /// The models that several live documents describe differently.
    ambiguous: BTreeSet<String>,
    not_compared: BTreeMap<String, String>,
}

impl<'a> Comparison<'a> {
    fn new(set: &'a SpecSet) -> Self {
        Self {
            set,
            live: BTreeMap::new(),
            aliases: BTreeMap::new(),
            undescribed: BTreeSet::new(),
            seen: BTreeSet::new(),
            documents: BTreeMap::new(),
            ambiguous: BTreeSet::new(),
            not_compared: BTreeMap::new(),
        }
    }

    /// Adds an entry of the catalogue, under its id and under every vendored alias.
    fn add(&mut self, entry: &Entry, host: &Host) {
        self.seen.extend(entry.ids().cloned());
        let mut ids = models(self.set).filter(|id| entry.ids().any(|known| known == id)).collect::<Vec<_>>();
        for alias in ids.iter().filter(|id| **id != entry.id) {
            self.aliases.entry(alias.clone()).or_default().insert(entry.id.clone());
        }
        if ids.is_empty() {
            self.undescribed.insert(entry.id.clone());
            ids.push(entry.id.clone());
        }
        let document = live_document(entry, host);
        for id in ids {
            let spec = document.as_ref().map_err(|error| format!("{error:#}"));
            match spec.and_then(|document| self.spec(&id, document).map_err(|error| format!("{error:#}"))) {
                Ok(spec) => self.add_spec(id, spec),
                // A model may be listed more than once, for several endpoints.
                Err(_) if self.live.contains_key(&file(&id)) => {}
                Err(error) => drop(self.not_compared.insert(id, error)),
            }
        }
        if let Ok(document) = document
            && document.describes("post", PATH)
        {
            self.documents.insert(document.path.clone(), document);
        }
    }

    /// Adds the spec of a model, of which there must be no other one.
    fn add_spec(&mut self, id: String, spec: Spec) {
        let file = file(&id);
        if self.ambiguous.contains(&id) || self.live.get(&file).is_some_and(|other| other.text != spec.text) {
            self.live.remove(&file);
            let reason = "the catalogue names several live documents, which describe it differently";
            self.not_compared.insert(id.clone(), reason.to_owned());
            self.ambiguous.insert(id);
        } else {
            self.not_compared.remove(&id);
            self.live.insert(file, spec);
        }
    }

    /// Adds the spec of the endpoint that fetches videos, if live documents describe it as well.
    fn fetch(&mut self) -> Result<()> {
        let mut specs = BTreeMap::new();
        for document in self.documents.values().filter(|document| document.describes("get", PATH)) {
            let spec = spec(self.set, Endpoint::Fetch, document)?;
            specs.insert(spec.text.clone(), spec);
        }
        if specs.len() > 1 {
            let reason = format!("the live documents describe it in {} ways", specs.len());
            self.not_compared.insert(Endpoint::Fetch.operation(), reason);
        } else {
            self.live.extend(specs.into_values().map(|spec| (spec.endpoint.file(), spec)));
        }
        Ok(())
    }

    fn spec(&self, id: &str, document: &Document) -> Result<Spec> {
        model_id::check(id)?;
        spec(self.set, Endpoint::Create(id.to_owned()), document)
    }
}

/// The spec that a live document makes of an endpoint. Its path is that of the published document, because it is no
/// difference that the live one has another.
fn spec(set: &SpecSet, endpoint: Endpoint, document: &Document) -> Result<Spec> {
    let file = endpoint.file();
    let path = set.specs.get(&file).map_or(file, |spec| spec.path.clone());
    let text = document.facts(&endpoint)?;
    Ok(Spec { endpoint, path, blob: sha256(text.as_bytes()), text })
}

/// The live document of a model. Its path is its URL.
fn live_document(entry: &Entry, host: &Host) -> Result<Document> {
    let url = entry.document.as_ref().context("the catalogue names no document")?;
    let body = host.get(url)?;
    ensure!(!body.is_empty(), "{url}: the response is empty");
    let json = Arc::new(document::parse(&body).with_context(|| url.clone())?);
    Ok(Document { path: url.clone(), blob: String::new(), json })
}

/// The vendored specs with those that the live documents make, and without the models that the service does not know.
fn live_set(set: &SpecSet, live: BTreeMap<String, Spec>, unknown: &BTreeSet<String>) -> SpecSet {
    let is_known = |endpoint: &Endpoint| match endpoint {
        Endpoint::Create(id) => !unknown.contains(id),
        _ => true,
    };
    let vendored = set.specs.iter().filter(|(_, spec)| is_known(&spec.endpoint));
    let mut specs = vendored.map(|(file, spec)| (file.clone(), spec.clone())).collect::<BTreeMap<_, _>>();
    specs.extend(live);
    SpecSet {
        commit: LIVE.to_owned(),
        specs,
        skips: set.skips.clone(),
        operations: set.operations.clone(),
        released: None,
    }
}

/// The ids of the vendored models.
fn models(set: &SpecSet) -> impl Iterator<Item = String> {
    set.specs.values().filter_map(|spec| match &spec.endpoint {
        Endpoint::Create(id) => Some(id.clone()),
        _ => None,
    })
}

/// The file of a model's spec.
fn file(id: &str) -> String {
    Endpoint::Create(id.to_owned()).file()
}

//! Compares two states: their models, their documents, and the descriptions of each endpoint.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::{Finding, Findings, Part};
use super::operation::{self, without_model};
use super::state::{Description, Model, State};
use crate::build::read::media_type::json_schema;
use crate::openapi::document::models_of;
use crate::openapi::endpoint::Endpoint;

/// The differences between `old` and `new`.
pub fn compare(old: &State, new: &State) -> Vec<Finding> {
    let mut comparison = Comparison { old, new, findings: Findings::default(), reported: BTreeSet::new() };
    comparison.models();
    comparison.service();
    comparison.legacy();
    comparison.documents();
    comparison.operations();
    comparison.findings.finish()
}

struct Comparison<'a> {
    old: &'a State,
    new: &'a State,
    findings: Findings,
    /// The documents whose removal another finding implies.
    reported: BTreeSet<String>,
}

impl Comparison<'_> {
    fn models(&mut self) {
        let (old, new) = (&self.old.models, &self.new.models);
        let renamed = renamed(self.old, self.new);
        for (id, was) in old {
            match (new.get(id), renamed.get(id.as_str())) {
                (Some(is), _) => self.model((id, was), (id, is)),
                (None, Some(&name)) => {
                    self.whole(name, "model-renamed", Some(id), Some(name));
                    self.model((id, was), (name, &new[name]));
                }
                (None, None) if self.new.unreadable.contains_key(&was.create.document) => {}
                (None, None) => self.whole(id, "model-removed", None, None),
            }
        }
        let names = renamed.values().copied().collect::<BTreeSet<_>>();
        for id in new.keys().filter(|id| !old.contains_key(*id) && !names.contains(id.as_str())) {
            let was_unreadable = self.old.unreadable.contains_key(&new[id].create.document);
            self.whole(id, if was_unreadable { "model-readable" } else { "model-added" }, None, None);
        }
    }

    fn model(&mut self, (old_id, was): (&str, &Model), (id, is): (&str, &Model)) {
        let (old, new) = moved(&was.create.document, &is.create.document);
        if old != new {
            let rule = self.rule_of_move(&was.create, "model-moved");
            self.whole(id, rule, Some(old), Some(new));
        }
        let (old, new) = (other_models(old_id, &was.create), other_models(id, &is.create));
        if old != new {
            self.whole(id, "document-names-other-models", old.as_deref(), new.as_deref());
        }
        self.operation(Part::Create, id, &was.create, &is.create);
        match (&was.fetch, &is.fetch) {
            (Some(was), Some(is)) => self.described(Part::Fetch, id, was, is),
            (None, Some(_)) => self.findings.add_whole(Part::Fetch, id, "endpoint-added", None, None),
            (Some(_), None) => self.findings.add_whole(Part::Fetch, id, "endpoint-removed", None, None),
            (None, None) => {}
        }
    }

    fn service(&mut self) {
        for endpoint in Endpoint::OF_SERVICE {
            let (subject, part) = (endpoint.to_string(), Part::Service);
            match (self.old.service.get(&endpoint), self.new.service.get(&endpoint)) {
                (Some(was), Some(is)) => self.described(part, &subject, was, is),
                (None, Some(_)) => {
                    self.findings.add_whole(part, &subject, "service-endpoint-added", None, None);
                }
                (Some(was), None) if !self.new.unreadable.contains_key(&was.document) => {
                    self.findings.add_whole(part, &subject, "service-endpoint-removed", None, None);
                    self.reported.insert(was.document.clone());
                }
                _ => {}
            }
        }
    }

    /// The legacy endpoints, if there are current ones as well. In older states, the models have them.
    fn legacy(&mut self) {
        let (old, new) = (&self.old.legacy, &self.new.legacy);
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let subject = name.as_deref().unwrap_or("all models");
            match (old.get(name), new.get(name)) {
                (Some(was), Some(is)) => self.described(Part::Legacy, subject, was, is),
                (None, Some(_)) if !self.old.is_legacy() => {
                    self.findings.add_whole(Part::Legacy, subject, "endpoint-added", None, None);
                }
                (Some(_), None) if !self.new.is_legacy() => {
                    self.findings.add_whole(Part::Legacy, subject, "endpoint-removed", None, None);
                }
                _ => {}
            }
        }
    }

    /// An endpoint other than the one that creates videos. If its path changed, another document describes it as
    /// a matter of course.
    fn described(&mut self, part: Part, subject: &str, was: &Description, is: &Description) {
        let (old, new) = moved(&was.document, &is.document);
        if old != new && was.operation().path == is.operation().path {
            let rule = self.rule_of_move(was, "document-moved");
            self.findings.add_whole(part, subject, rule, Some(old), Some(new));
            self.reported.insert(was.document.clone());
        }
        self.operation(part, subject, was, is);
    }

    /// A document that still exists has not moved, but another one is better now.
    fn rule_of_move(&self, was: &Description, moved: &'static str) -> &'static str {
        if self.new.documents.contains_key(&was.document) { "another-document-selected" } else { moved }
    }

    fn operation(&mut self, part: Part, subject: &str, was: &Description, is: &Description) {
        for change in operation::compare(&was.operation(), &is.operation()) {
            self.findings.add(part, subject, change);
        }
    }

    fn documents(&mut self) {
        let (old, new) = (self.old, self.new);
        let described = old.create_documents();
        for (path, was) in &old.documents {
            let is_removed = !new.documents.contains_key(path) && !new.unreadable.contains_key(path);
            match new.elsewhere.get(&was.blob).filter(|_| is_removed) {
                Some(place) => self.document(path, "document-moved-away", Some(place)),
                None if is_removed && !described.contains(path.as_str()) && !self.reported.contains(path) => {
                    self.document(path, "document-removed", None);
                }
                None => {}
            }
        }
        for (path, is) in &new.documents {
            let was = old.documents.get(path);
            match (was.map(|was| &was.facts), &is.unused) {
                _ if new.unreadable.contains_key(path) => {}
                (None, Some(reason)) => self.document(path, "document-added", Some(reason)),
                (Some(facts @ Some(_)), Some(reason)) if is.facts.is_some() && *facts != is.facts => {
                    self.document(path, "document-changed", Some(reason));
                }
                _ => {}
            }
        }
        for (path, error) in new.unreadable.iter().filter(|(path, _)| !old.unreadable.contains_key(*path)) {
            self.document(path, "document-unreadable", Some(error));
        }
        for path in new.misnamed.difference(&old.misnamed) {
            self.document(path, "document-contradicts-its-name", None);
        }
    }

    /// Operations that the client could offer. What it calls is reported with the models and endpoints.
    fn operations(&mut self) {
        let (old, new) = (&self.old.operations, &self.new.operations);
        if old.is_empty() || new.is_empty() {
            return;
        }
        let creates = [Endpoint::Create(String::new()), Endpoint::LegacyCreate(String::new())];
        let mut called = creates.iter().chain(&Endpoint::SHARED).map(Endpoint::operation).collect::<Vec<_>>();
        called.extend(self.old.called().chain(self.new.called()));
        let is_called = |operation: &&String| called.contains(operation);
        for operation in new.difference(old).filter(|operation| !is_called(operation)) {
            self.findings.add_whole(Part::Operation, operation, "operation-added", None, None);
        }
        for operation in old.difference(new).filter(|operation| !is_called(operation)) {
            self.findings.add_whole(Part::Operation, operation, "operation-removed", None, None);
        }
    }

    fn document(&mut self, path: &str, rule: &str, new: Option<&str>) {
        self.findings.add_whole(Part::Document, path, rule, None, new);
    }

    fn whole(&mut self, id: &str, rule: &str, old: Option<&str>, new: Option<&str>) {
        self.findings.add_whole(Part::Create, id, rule, old, new);
    }
}

impl State {
    /// Whether it is from before upstream moved to the current path.
    fn is_legacy(&self) -> bool {
        self.refused.is_some()
    }

    /// The operations of the models, and those of the service.
    fn called(&self) -> impl Iterator<Item = String> {
        let models = self.models.values().flat_map(|model| [Some(&model.create), model.fetch.as_ref()]);
        let descriptions = models.flatten().chain(self.service.values());
        descriptions.map(|description| {
            let operation = description.operation();
            format!("{} {}", operation.method.to_uppercase(), operation.path)
        })
    }

    /// The documents of the models. What happens to them is reported with the models.
    fn create_documents(&self) -> BTreeSet<&str> {
        self.models.values().map(|model| model.create.document.as_str()).collect()
    }
}

/// The new ids of renamed models, by their old ids. A model is renamed if its document is the same file, or if it
/// is the only removed model and the only added one with an equal request body.
fn renamed<'a>(old: &'a State, new: &'a State) -> BTreeMap<&'a str, &'a str> {
    let (mut removed, mut added) = (only(old, new), only(new, old));
    let mut renamed = BTreeMap::new();
    let document = |model: &Model| model.create.document.clone();
    pair(&mut removed, &mut added, &mut renamed, document);
    let request_body = |model: &Model| request_body(&model.create).to_string();
    removed.retain(|_, model| !new.documents.contains_key(&model.create.document));
    pair(&mut removed, &mut added, &mut renamed, request_body);
    renamed
}

type Models<'a> = BTreeMap<&'a str, &'a Model>;

fn only<'a>(these: &'a State, those: &State) -> Models<'a> {
    let models = these.models.iter().filter(|(id, _)| !those.models.contains_key(*id));
    models.map(|(id, model)| (id.as_str(), model)).collect()
}

/// Moves models from `removed` and `added` to `renamed` where exactly one of each has the same key.
fn pair<'a>(
    removed: &mut Models<'a>,
    added: &mut Models<'a>,
    renamed: &mut BTreeMap<&'a str, &'a str>,
    key: impl Fn(&Model) -> String,
) {
    let (was, is) = (by_key(removed, &key), by_key(added, &key));
    for (key, ids) in was {
        if let ([old], Some([new])) = (&ids[..], is.get(&key).map(Vec::as_slice)) {
            renamed.insert(*old, *new);
            removed.remove(old);
            added.remove(new);
        }
    }
}

fn by_key<'a>(models: &Models<'a>, key: impl Fn(&Model) -> String) -> BTreeMap<String, Vec<&'a str>> {
    let mut ids = BTreeMap::<_, Vec<_>>::new();
    for (id, model) in models {
        ids.entry(key(model)).or_default().push(*id);
    }
    ids
}

/// The other models that a document names.
fn other_models(id: &str, create: &Description) -> Option<String> {
    let operation = create.operation();
    let models = models_of(operation.root, operation.method, operation.path);
    let others = models.into_iter().filter(|model| model != id).collect::<Vec<_>>().join(", ");
    (!others.is_empty()).then_some(others)
}

/// The schema of the request body, without the model's id.
fn request_body(create: &Description) -> Value {
    let operation = create.operation();
    let body = &operation.root["paths"][operation.path][operation.method]["requestBody"];
    without_model(operation.root, json_schema(&body["content"]))
}

/// The two paths, or their folders if only those differ.
fn moved<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    match (old.rsplit_once('/'), new.rsplit_once('/')) {
        (Some((was, name)), Some((is, other))) if name == other => (was, is),
        _ => (old, new),
    }
}

//! Compares two states: which models there are, where they stand, and what each of them says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::exchange::{self, without_model};
use super::finding::{Finding, Findings, Part};
use super::state::{Description, Model, State};
use crate::document::models_of;
use crate::operation::Operation;

/// What differs between `old` and `new`.
pub fn compare(old: &State, new: &State) -> Vec<Finding> {
    let mut comparison = Comparison { old, new, findings: Findings::default(), told: BTreeSet::new() };
    comparison.models();
    comparison.log();
    comparison.legacy();
    comparison.documents();
    comparison.findings.finish()
}

struct Comparison<'a> {
    old: &'a State,
    new: &'a State,
    findings: Findings,
    /// The documents that went, where another finding says so.
    told: BTreeSet<String>,
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
            self.whole(id, "model-added", None, None);
        }
    }

    fn model(&mut self, (old_id, was): (&str, &Model), (id, is): (&str, &Model)) {
        let (old, new) = moved(&was.create.document, &is.create.document);
        if old != new {
            self.whole(id, "model-moved", Some(old), Some(new));
        }
        let (old, new) = (other_models(old_id, &was.create), other_models(id, &is.create));
        if old != new {
            self.whole(id, "document-names-other-models", old.as_deref(), new.as_deref());
        }
        self.exchange(Part::Create, id, &was.create, &is.create);
        match (&was.fetch, &is.fetch) {
            (Some(was), Some(is)) => self.beside(Part::Fetch, id, was, is),
            (None, Some(_)) => self.findings.add_whole(Part::Fetch, id, "endpoint-added", None, None),
            (Some(_), None) => self.findings.add_whole(Part::Fetch, id, "endpoint-removed", None, None),
            (None, None) => {}
        }
    }

    fn log(&mut self) {
        let subject = Operation::Log.to_string();
        match (&self.old.log, &self.new.log) {
            (Some(was), Some(is)) => self.beside(Part::Log, &subject, was, is),
            (None, Some(_)) => self.findings.add_whole(Part::Log, &subject, "log-added", None, None),
            (Some(was), None) if !self.new.unreadable.contains_key(&was.document) => {
                self.findings.add_whole(Part::Log, &subject, "log-removed", None, None);
                self.told.insert(was.document.clone());
            }
            _ => {}
        }
    }

    /// The legacy operations beside today's. That they were all there was is told by the models.
    fn legacy(&mut self) {
        let (old, new) = (&self.old.legacy, &self.new.legacy);
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let subject = name.as_deref().unwrap_or("all models");
            match (old.get(name), new.get(name)) {
                (Some(was), Some(is)) => self.beside(Part::Legacy, subject, was, is),
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

    /// An operation beside that which creates videos. Where it went to another path, it is plain that another
    /// document says so.
    fn beside(&mut self, part: Part, subject: &str, was: &Description, is: &Description) {
        let (old, new) = moved(&was.document, &is.document);
        if old != new && was.exchange().path == is.exchange().path {
            self.findings.add_whole(part, subject, "document-moved", Some(old), Some(new));
            self.told.insert(was.document.clone());
        }
        self.exchange(part, subject, was, is);
    }

    fn exchange(&mut self, part: Part, subject: &str, was: &Description, is: &Description) {
        for change in exchange::compare(&was.exchange(), &is.exchange()) {
            self.findings.add(part, subject, change);
        }
    }

    fn documents(&mut self) {
        let (old, new) = (self.old, self.new);
        let described = old.described();
        for path in old.documents.keys().filter(|path| !described.contains(path.as_str())) {
            let is_there = new.documents.contains_key(path) || new.unreadable.contains_key(path);
            if !is_there && !self.told.contains(path) {
                self.document(path, "document-removed", None);
            }
        }
        for (path, reason) in new.documents.iter().filter(|(path, _)| !old.documents.contains_key(*path)) {
            if let Some(reason) = reason {
                self.document(path, "document-added", Some(reason));
            }
        }
        for (path, error) in new.unreadable.iter().filter(|(path, _)| !old.unreadable.contains_key(*path)) {
            self.document(path, "document-unreadable", Some(error));
        }
        for path in new.misnamed.difference(&old.misnamed) {
            self.document(path, "document-contradicts-its-name", None);
        }
    }

    fn document(&mut self, path: &str, rule: &str, news: Option<&str>) {
        self.findings.add_whole(Part::Document, path, rule, None, news);
    }

    fn whole(&mut self, id: &str, rule: &str, old: Option<&str>, new: Option<&str>) {
        self.findings.add_whole(Part::Create, id, rule, old, new);
    }
}

impl State {
    /// Whether it is of before upstream moved to today's path.
    fn is_legacy(&self) -> bool {
        self.refused.is_some()
    }

    /// The documents that creates are described by: what becomes of them is told by their models.
    fn described(&self) -> BTreeSet<&str> {
        self.models.values().map(|model| model.create.document.as_str()).collect()
    }
}

/// The ids that models got in place of old ones: the document stayed where it was, or it is the only one that
/// went and the only one that came with what it says.
fn renamed<'a>(old: &'a State, new: &'a State) -> BTreeMap<&'a str, &'a str> {
    let (mut gone, mut come) = (only(old, new), only(new, old));
    let mut renamed = BTreeMap::new();
    let place = |model: &Model| model.create.document.clone();
    pair(&mut gone, &mut come, &mut renamed, place);
    let says = |model: &Model| body(&model.create).to_string();
    gone.retain(|_, model| !new.documents.contains_key(&model.create.document));
    pair(&mut gone, &mut come, &mut renamed, says);
    renamed
}

type Models<'a> = BTreeMap<&'a str, &'a Model>;

fn only<'a>(these: &'a State, those: &State) -> Models<'a> {
    let models = these.models.iter().filter(|(id, _)| !those.models.contains_key(*id));
    models.map(|(id, model)| (id.as_str(), model)).collect()
}

/// Takes the models out of `gone` and `come` that alone have a key in common.
fn pair<'a>(
    gone: &mut Models<'a>,
    come: &mut Models<'a>,
    renamed: &mut BTreeMap<&'a str, &'a str>,
    key: impl Fn(&Model) -> String,
) {
    let (was, is) = (by_key(gone, &key), by_key(come, &key));
    for (key, ids) in was {
        if let ([old], Some([new])) = (&ids[..], is.get(&key).map(Vec::as_slice)) {
            renamed.insert(*old, *new);
            gone.remove(old);
            come.remove(new);
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

/// The models that a document names beside the one it is taken for.
fn other_models(id: &str, create: &Description) -> Option<String> {
    let exchange = create.exchange();
    let models = models_of(exchange.root, exchange.method, exchange.path);
    let others = models.into_iter().filter(|model| *model != id).collect::<Vec<_>>().join(", ");
    (!others.is_empty()).then_some(others)
}

/// What is sent, without the model's id.
fn body(create: &Description) -> Value {
    let exchange = create.exchange();
    let body = &exchange.root["paths"][exchange.path][exchange.method]["requestBody"];
    let schema = &body["content"]["application/json"]["schema"];
    without_model(exchange.root, schema)
}

/// The two paths, or their folders if only those differ.
fn moved<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    match (old.rsplit_once('/'), new.rsplit_once('/')) {
        (Some((was, name)), Some((is, other))) if name == other => (was, is),
        _ => (old, new),
    }
}

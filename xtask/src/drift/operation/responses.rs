//! Compares the responses of an operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Comparison, OperationObject, UNCLASSIFIED, body_path, decoded, media_types, text};
use crate::build::read::media_type::JSON;
use crate::build::read::normal_form::normal_form;
use crate::drift::drift_rules::RESPONSE;
use crate::drift::schema;
use crate::openapi::document::resolve;

/// Stands for every status that is not described.
const DEFAULT: &str = "default";

impl Comparison<'_> {
    pub(super) fn responses(&mut self) {
        let (old, new) = (Responses::of(self.old), Responses::of(self.new));
        self.success_statuses(&old, &new);
        let others = |these: &Responses, those: &Responses| {
            let others = these.others().filter(|status| !those.by_status.contains_key(status));
            others.map(str::to_owned).collect::<Vec<_>>()
        };
        let rule = "response-non-success-status-changed";
        for status in others(&old, &new) {
            self.add_detail(rule, "removed", "", Some(status), None);
        }
        for status in others(&new, &old) {
            self.add_detail(rule, "added", "", None, Some(status));
        }
        for (status, response) in &old.by_status {
            if let Some(other) = new.by_status.get(status) {
                self.response(status, old.success.contains(status), response, other);
            }
        }
    }

    /// What a job was described by is compared with what describes it instead.
    fn success_statuses(&mut self, old: &Responses, new: &Responses) {
        let removed = old.success.difference(&new.success).copied().collect::<Vec<_>>();
        let added = new.success.difference(&old.success).copied().collect::<Vec<_>>();
        let rule = "response-success-status-changed";
        let text = |statuses: &[&str]| Some(statuses.join(", "));
        match (&removed[..], &added[..]) {
            ([], []) => {}
            (_, []) => self.add_detail(rule, "removed", "", text(&removed), None),
            ([], _) => self.add_detail(rule, "added", "", None, text(&added)),
            _ => self.add(rule, "", text(&removed), text(&added)),
        }
        if !old.success.is_empty() && new.success.is_empty() {
            self.add("response-success-removed", "", None, None);
        }
        let instead = if added.is_empty() { new.success.iter().copied().collect() } else { added };
        for (was, is) in removed.iter().flat_map(|was| instead.iter().map(move |is| (*was, *is))) {
            self.response(is, true, old.by_status[was], new.by_status[is]);
        }
    }

    fn response(&mut self, status: &str, is_success: bool, old: &Value, new: &Value) {
        let place = format!("response {status} ");
        self.unclassified(&place, old, new, &["content", "headers", "links"]);
        self.headers(&old["headers"], &new["headers"]);
        if old["links"] != new["links"] {
            self.add_detail(RESPONSE, "links-changed", status, text(&old["links"]), text(&new["links"]));
        }
        let (old, new) = (media_types(&old["content"]), media_types(&new["content"]));
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let named = Some(name.clone());
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => {
                    self.response_schemas(is_success && name == JSON, &old["schema"], &new["schema"]);
                    self.unclassified(&place, old, new, &["encoding", "schema"]);
                }
                (None, _) => self.add_detail(RESPONSE, "media-type-added", status, None, named),
                (Some(_), None) if is_success && name == JSON => {
                    self.add("response-json-removed", status, named, None);
                }
                (Some(_), None) => self.add_detail(RESPONSE, "media-type-removed", status, named, None),
            }
        }
    }

    fn headers(&mut self, old: &Value, new: &Value) {
        let (old, new) = (headers(self.old.root, old), headers(self.new.root, new));
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) if old == new => {}
                (Some(old), Some(new)) => {
                    self.add_detail(RESPONSE, "header-changed", name, text(old), text(new));
                }
                (None, _) => self.add_detail(RESPONSE, "header-added", name, None, None),
                (Some(_), None) => self.add_detail(RESPONSE, "header-removed", name, None, None),
            }
        }
    }

    fn response_schemas(&mut self, is_decoded: bool, old: &Value, new: &Value) {
        let (old, new) = (received(self.old.root, old), received(self.new.root, new));
        let changes = self.schemas(&old, &new).into_iter();
        for change in changes.filter(|change| change.what != schema::REQUIRED_WITHOUT_DESCRIPTION) {
            let path = body_path(&change.path);
            let decoded = decoded::rule(self.new.path, &change.path, &change.what);
            if let Some(rule) = decoded.filter(|_| is_decoded) {
                self.add_detail(rule, &detail(&change.what), path, change.old, change.new);
                continue;
            }
            match change.what.as_str() {
                schema::UNCLASSIFIED => self.add(UNCLASSIFIED, path, change.old, change.new),
                what => self.add_detail(RESPONSE, &detail(what), path, change.old, change.new),
            }
        }
    }
}

/// The headers of a response, by their names, which are the same in any case.
fn headers(root: &Value, headers: &Value) -> BTreeMap<String, Value> {
    let headers = headers.as_object().into_iter().flatten().map(|(name, header)| {
        let mut header = resolve(root, header).clone();
        header["schema"] = normal_form(root, &header["schema"]);
        (name.to_ascii_lowercase(), header)
    });
    headers.collect()
}

/// The responses of an operation.
struct Responses<'a> {
    by_status: BTreeMap<&'a str, &'a Value>,
    /// The statuses of success: those that begin with 2, or the default if there are none.
    success: BTreeSet<&'a str>,
}

impl<'a> Responses<'a> {
    fn of(object: &OperationObject<'a>) -> Self {
        let responses = object.value()["responses"].as_object().into_iter().flatten();
        let by_status = responses.map(|(status, it)| (status.as_str(), resolve(object.root, it)));
        let by_status = by_status.collect::<BTreeMap<_, _>>();
        let mut success =
            by_status.keys().copied().filter(|status| status.starts_with('2')).collect::<BTreeSet<_>>();
        if success.is_empty() && by_status.contains_key(DEFAULT) {
            success.insert(DEFAULT);
        }
        Self { by_status, success }
    }

    /// The statuses that are none of success.
    fn others(&self) -> impl Iterator<Item = &'a str> {
        self.by_status.keys().copied().filter(|status| !self.success.contains(status))
    }
}

/// The schema of a response in normal form, without what is only sent in requests.
fn received(root: &Value, schema: &Value) -> Value {
    let mut schema = normal_form(root, schema);
    drop_write_only(&mut schema);
    schema
}

fn drop_write_only(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|_, property| property["writeOnly"] != true);
        properties.values_mut().for_each(drop_write_only);
    }
    if let Some(Value::Array(options)) = schema.get_mut("anyOf") {
        options.iter_mut().for_each(drop_write_only);
    }
    schema.get_mut("items").into_iter().for_each(drop_write_only);
}

/// What changed in a response's schema: `required-property-added`, `became-nullable`.
fn detail(what: &str) -> String {
    match what.split_once('-') {
        Some((change @ ("added" | "removed"), need)) => format!("{need}-property-{change}"),
        _ => what.to_owned(),
    }
}

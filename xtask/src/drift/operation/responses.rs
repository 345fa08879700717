//! Compares the responses of an operation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Comparison, OperationObject, UNCLASSIFIED, body_path, decoded, keys, text};
use crate::drift::drift_rules::RESPONSE;
use crate::drift::schema;
use crate::openapi::document::resolve;

/// The media type of the responses that the client decodes.
const JSON: &str = "application/json";

impl Comparison<'_> {
    pub(super) fn responses(&mut self) {
        let (old, new) = (responses(self.old), responses(self.new));
        let removed = only(&old, &new);
        let added = only(&new, &old);
        if let ([was], [is]) = (&removed[..], &added[..])
            && is_success(was)
            && is_success(is)
        {
            let rule = "response-success-status-changed";
            self.add(rule, "", Some((*was).to_owned()), Some((*is).to_owned()));
            self.response(is, old[was], new[is]);
        } else {
            for status in removed {
                self.add_detail(status_rule(status), "removed", "", Some(status.to_owned()), None);
            }
            for status in added {
                self.add_detail(status_rule(status), "added", "", None, Some(status.to_owned()));
            }
        }
        if old.keys().any(|status| is_success(status)) && !new.keys().any(|status| is_success(status)) {
            self.add("response-success-removed", "", None, None);
        }
        for (status, response) in &old {
            if let Some(other) = new.get(status) {
                self.response(status, response, other);
            }
        }
    }

    fn response(&mut self, status: &str, old: &Value, new: &Value) {
        let place = format!("response {status} ");
        self.unclassified(&place, old, new, &["content", "headers"]);
        self.headers(&old["headers"], &new["headers"]);
        let (old, new) = (&old["content"], &new["content"]);
        for name in keys(old, new) {
            let named = Some(name.to_owned());
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => {
                    self.response_schemas(status, &old["schema"], &new["schema"]);
                    self.unclassified(&place, old, new, &["schema"]);
                }
                (None, _) => self.add_detail(RESPONSE, "media-type-added", status, None, named),
                (Some(_), None) if is_success(status) && name == JSON => {
                    self.add("response-json-removed", status, named, None);
                }
                (Some(_), None) => self.add_detail(RESPONSE, "media-type-removed", status, named, None),
            }
        }
    }

    fn headers(&mut self, old: &Value, new: &Value) {
        for name in keys(old, new) {
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

    fn response_schemas(&mut self, status: &str, old: &Value, new: &Value) {
        let changes = self.schemas(old, new).into_iter();
        for change in changes.filter(|change| change.what != schema::REQUIRED_WITHOUT_DESCRIPTION) {
            let path = body_path(&change.path);
            let decoded = decoded::rule(self.new.path, &change.path, &change.what);
            if let Some(rule) = decoded.filter(|_| is_success(status)) {
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

/// The responses of an operation, by status.
fn responses<'a>(object: &OperationObject<'a>) -> BTreeMap<&'a str, &'a Value> {
    let responses = object.value()["responses"].as_object().into_iter().flatten();
    responses.map(|(status, response)| (status.as_str(), resolve(object.root, response))).collect()
}

/// The statuses of `these` that `those` lacks.
fn only<'a>(these: &BTreeMap<&'a str, &Value>, those: &BTreeMap<&str, &Value>) -> Vec<&'a str> {
    these.keys().filter(|status| !those.contains_key(*status)).copied().collect()
}

fn status_rule(status: &str) -> &'static str {
    if is_success(status) { "response-success-status-changed" } else { "response-non-success-status-changed" }
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

/// What changed in a response's schema: `required-property-added`, `became-nullable`.
fn detail(what: &str) -> String {
    match what.split_once('-') {
        Some((change @ ("added" | "removed"), need)) => format!("{need}-property-{change}"),
        _ => what.to_owned(),
    }
}

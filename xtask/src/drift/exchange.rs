//! Compares two descriptions of one operation: where it is called, with what, and what it answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::rules::UNCLASSIFIED;
use super::schema::{self, Change, Schema};
use crate::document::resolve;

/// How the body itself is called where the path of a property is expected.
const BODY: &str = "$";

/// An operation within the document that describes it.
#[derive(Clone)]
pub struct Exchange<'a> {
    /// Method, in lower case.
    pub method: &'a str,
    /// Path.
    pub path: &'a str,
    /// The document.
    pub root: &'a Value,
}

impl<'a> Exchange<'a> {
    fn item(&self) -> &'a Value {
        &self.root["paths"][self.path]
    }

    fn operation(&self) -> &'a Value {
        &self.item()[self.method]
    }

    /// The parameters of the operation and of its path, by place and name.
    fn parameters(&self) -> BTreeMap<String, &'a Value> {
        let lists = [&self.item()["parameters"], &self.operation()["parameters"]];
        let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
        let parameters = parameters.map(|parameter| resolve(self.root, parameter));
        let text = |value: &'a Value| value.as_str().unwrap_or_default();
        parameters.map(|it| (format!("{} {}", text(&it["in"]), text(&it["name"])), it)).collect()
    }

    fn body(&self) -> &'a Value {
        resolve(self.root, &self.operation()["requestBody"])
    }

    fn replies(&self) -> BTreeMap<&'a str, &'a Value> {
        let replies = self.operation()["responses"].as_object().into_iter().flatten();
        replies.map(|(status, reply)| (status.as_str(), resolve(self.root, reply))).collect()
    }
}

/// What differs between `old` and `new`: each change names its rule by its full id.
pub fn compare(old: &Exchange, new: &Exchange) -> Vec<Change> {
    let mut differences = Differences { old, new, changes: Vec::new() };
    differences.endpoint();
    differences.rest();
    differences.parameters();
    differences.body();
    differences.replies();
    differences.changes
}

struct Differences<'a> {
    old: &'a Exchange<'a>,
    new: &'a Exchange<'a>,
    changes: Vec<Change>,
}

impl<'a> Differences<'a> {
    fn add(&mut self, rule: &str, path: &str, old: Option<String>, new: Option<String>) {
        self.changes.push(Change::new(rule, path, old, new));
    }

    /// Adds a change if the two values differ.
    fn value(&mut self, rule: &str, path: &str, old: &Value, new: &Value) {
        if old != new {
            self.add(rule, path, text(old), text(new));
        }
    }

    fn endpoint(&mut self) {
        let (old, new) = (self.old, self.new);
        if old.path != new.path {
            self.add("endpoint-path-changed", "", Some(old.path.to_owned()), Some(new.path.to_owned()));
        }
        if old.method != new.method {
            let (old, new) = (old.method.to_uppercase(), new.method.to_uppercase());
            self.add("endpoint-method-changed", "", Some(old), Some(new));
        }
        let is_deprecated = |it: &Exchange| it.operation()["deprecated"] == true;
        match (is_deprecated(old), is_deprecated(new)) {
            (false, true) => self.add("endpoint-deprecated", "", None, None),
            (true, false) => self.add("endpoint-reactivated", "", None, None),
            _ => {}
        }
    }

    /// Everything that is no parameter, no body and no reply.
    fn rest(&mut self) {
        let (old, new) = (self.old, self.new);
        let id = |it: &Exchange| it.operation()["operationId"].clone();
        self.value("api-operation-id-changed", "", &id(old), &id(new));
        self.value("document-version-changed", "openapi", &old.root["openapi"], &new.root["openapi"]);
        self.value(
            "document-version-changed",
            "info.version",
            &old.root["info"]["version"],
            &new.root["info"]["version"],
        );
        let schemes = |it: &Exchange| it.root["components"]["securitySchemes"].clone();
        self.value("api-security-changed", "components.securitySchemes", &schemes(old), &schemes(new));
        let places =
            |it: &Exchange<'a>| [("", it.root), ("path ", it.item()), ("operation ", it.operation())];
        for ((place, old), (_, new)) in places(old).into_iter().zip(places(new)) {
            self.value("api-server-changed", &format!("{place}servers"), &old["servers"], &new["servers"]);
            self.value(
                "api-security-changed",
                &format!("{place}security"),
                &old["security"],
                &new["security"],
            );
        }
        let known = ["openapi", "info", "paths", "components", "servers", "security"];
        self.unknown("", old.root, new.root, &known);
        self.unknown(
            "path ",
            &without(old.item(), old.method),
            &without(new.item(), new.method),
            &["parameters", "servers", "security"],
        );
        let known =
            ["operationId", "deprecated", "parameters", "requestBody", "responses", "servers", "security"];
        self.unknown("operation ", old.operation(), new.operation(), &known);
    }

    fn unknown(&mut self, place: &str, old: &Value, new: &Value, known: &[&str]) {
        for key in keys(old, new) {
            if !known.contains(&key) {
                self.value(UNCLASSIFIED, &format!("{place}{key}"), &old[key], &new[key]);
            }
        }
    }

    fn parameters(&mut self) {
        let (old, new) = (self.old.parameters(), self.new.parameters());
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => self.parameter(name, old, new),
                (None, Some(new)) if is_required(new) => {
                    self.add("new-required-request-parameter", name, None, None)
                }
                (None, _) => self.add("new-optional-request-parameter", name, None, None),
                (Some(_), None) => self.add("request-parameter-removed", name, None, None),
            }
        }
    }

    fn parameter(&mut self, name: &str, old: &Value, new: &Value) {
        match (is_required(old), is_required(new)) {
            (false, true) => self.add("request-parameter-became-required", name, None, None),
            (true, false) => self.add("request-parameter-became-optional", name, None, None),
            _ => {}
        }
        for key in
            keys(old, new).into_iter().filter(|key| !["in", "name", "required", "schema"].contains(key))
        {
            self.value(
                "request-parameter-constraint-changed",
                &format!("{name} {key}"),
                &old[key],
                &new[key],
            );
        }
        for change in self.schemas(&old["schema"], &new["schema"]) {
            let rule = match change.what.as_str() {
                "type-changed" => "request-parameter-type-changed",
                schema::UNCLASSIFIED => UNCLASSIFIED,
                _ => "request-parameter-constraint-changed",
            };
            self.add(rule, name, change.old, change.new);
        }
    }

    fn body(&mut self) {
        let (old, new) = (self.old.body(), self.new.body());
        match (old.is_object(), new.is_object()) {
            (false, true) => return self.add("request-body-added", BODY, None, None),
            (true, false) => return self.add("request-body-removed", BODY, None, None),
            _ => {}
        }
        match (is_required(old), is_required(new)) {
            (false, true) => self.add("request-body-became-required", BODY, None, None),
            (true, false) => self.add("request-body-became-optional", BODY, None, None),
            _ => {}
        }
        self.unknown("body ", old, new, &["required", "content"]);
        let media = self.media(old, new, "request-body-media-type", "");
        for (old, new) in media {
            let changes = self.schemas(
                &without_model(self.old.root, &old["schema"]),
                &without_model(self.new.root, &new["schema"]),
            );
            self.changes.extend(changes.into_iter().map(request_rule));
            self.unknown("body ", old, new, &["schema"]);
        }
    }

    /// Pairs of what a body or reply is in each media type.
    fn media<'v>(
        &mut self,
        old: &'v Value,
        new: &'v Value,
        rule: &str,
        place: &str,
    ) -> Vec<(&'v Value, &'v Value)> {
        let (old, new) = (&old["content"], &new["content"]);
        let mut pairs = Vec::new();
        for media in keys(old, new) {
            match (old.get(media), new.get(media)) {
                (Some(old), Some(new)) => pairs.push((old, new)),
                (None, _) => self.add(&format!("{rule}-added"), place, None, Some(media.to_owned())),
                (Some(_), None) => self.add(&format!("{rule}-removed"), place, Some(media.to_owned()), None),
            }
        }
        pairs
    }

    fn replies(&mut self) {
        let (old, new) = (self.old.replies(), self.new.replies());
        let only = |these: &BTreeMap<&str, _>, those: &BTreeMap<&str, _>| {
            let only = these.keys().filter(|status| !those.contains_key(*status));
            only.map(ToString::to_string).collect::<Vec<_>>()
        };
        let (gone, come) = (only(&old, &new), only(&new, &old));
        if let ([was], [is]) = (&gone[..], &come[..])
            && is_success(was)
            && is_success(is)
        {
            self.add("response-success-status-changed", "", Some(was.clone()), Some(is.clone()));
            self.reply(is, old[was.as_str()], new[is.as_str()]);
        } else {
            for (statuses, what) in [(&gone, "removed"), (&come, "added")] {
                for status in statuses {
                    let kind = if is_success(status) { "success" } else { "non-success" };
                    let status = Some(status.clone());
                    let (was, is) = if what == "removed" { (status, None) } else { (None, status) };
                    self.add(&format!("response-{kind}-status-{what}"), "", was, is);
                }
            }
        }
        for (status, reply) in &old {
            if let Some(other) = new.get(status) {
                self.reply(status, reply, other);
            }
        }
    }

    fn reply(&mut self, status: &str, old: &Value, new: &Value) {
        self.unknown(&format!("reply {status} "), old, new, &["content", "headers"]);
        self.headers(&old["headers"], &new["headers"]);
        let media = self.media(old, new, "response-media-type", status);
        for (old, new) in media {
            let changes = self.schemas(&old["schema"], &new["schema"]);
            self.changes.extend(changes.into_iter().map(response_rule));
            self.unknown(&format!("reply {status} "), old, new, &["schema"]);
        }
    }

    fn headers(&mut self, old: &Value, new: &Value) {
        for name in keys(old, new) {
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => self.value("response-header-changed", name, old, new),
                (None, _) => self.add("response-header-added", name, None, None),
                (Some(_), None) => self.add("response-header-removed", name, None, None),
            }
        }
    }

    fn schemas(&self, old: &Value, new: &Value) -> Vec<Change> {
        schema::compare(
            Schema { root: self.old.root, value: old },
            Schema { root: self.new.root, value: new },
        )
    }
}

/// The change of a request body's schema, with the id of its rule.
fn request_rule(change: Change) -> Change {
    let id = match change.what.as_str() {
        "added-required" => "new-required-request-property".to_owned(),
        "added-optional" => "new-optional-request-property".to_owned(),
        "removed-required" | "removed-optional" => "request-property-removed".to_owned(),
        schema::UNCLASSIFIED => UNCLASSIFIED.to_owned(),
        what => format!("request-property-{what}"),
    };
    named(change, id)
}

/// The change of a reply's schema, with the id of its rule.
fn response_rule(change: Change) -> Change {
    let id = match change.what.split_once('-') {
        Some(("added", need)) => format!("response-{need}-property-added"),
        Some(("removed", need)) => format!("response-{need}-property-removed"),
        _ if change.what == schema::UNCLASSIFIED => UNCLASSIFIED.to_owned(),
        _ => format!("response-property-{}", change.what),
    };
    named(change, id)
}

fn named(change: Change, id: String) -> Change {
    let path = if change.path.is_empty() { BODY.to_owned() } else { change.path };
    Change { what: id, path, ..change }
}

/// The schema of a request body without the ids of `model`, which are what the models are told apart by.
pub fn without_model(root: &Value, schema: &Value) -> Value {
    let mut schema = resolve(root, schema).clone();
    if let Some(model) = schema.pointer_mut("/properties/model") {
        *model = resolve(root, model).clone();
        if let Some(model) =
            model.as_object_mut().filter(|model| model.contains_key("enum") || model.contains_key("const"))
        {
            model.retain(|keyword, _| !["enum", "const"].contains(&keyword.as_str()));
            model.insert("type".to_owned(), "string".into());
        }
    }
    schema
}

fn without(item: &Value, method: &str) -> Value {
    let mut item = item.clone();
    item.as_object_mut().map(|item| item.remove(method));
    item
}

fn keys<'a>(old: &'a Value, new: &'a Value) -> BTreeSet<&'a str> {
    let keys = [old, new].into_iter().filter_map(Value::as_object).flat_map(|map| map.keys());
    keys.map(String::as_str).collect()
}

fn is_required(value: &Value) -> bool {
    value["required"] == true
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    }
}

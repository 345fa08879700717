//! Compares the request body of an operation.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{BODY, Comparison, OperationObject, UNCLASSIFIED, body_path, is_required, media_types};
use crate::build::read::media_type::JSON;
use crate::build::read::normal_form::normal_form;
use crate::drift::schema;
use crate::openapi::document::resolve;

impl Comparison<'_> {
    pub(super) fn request_body(&mut self) {
        let (old, new) = (request_body(self.old), request_body(self.new));
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
        self.unclassified("body ", old, new, &["required", "content"]);
        self.request_media_types(&old["content"], &new["content"]);
    }

    fn request_media_types(&mut self, old: &Value, new: &Value) {
        let (old, new) = (media_types(old), media_types(new));
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let named = Some(name.clone());
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) if name == JSON => self.request_media_type(old, new),
                (Some(old), Some(new)) => {
                    self.value("request-body-media-type-changed", name, old, new);
                }
                (None, _) => self.add("request-body-media-type-added", "", None, named),
                (Some(_), None) => self.add("request-body-media-type-removed", "", named, None),
            }
        }
    }

    fn request_media_type(&mut self, old: &Value, new: &Value) {
        let old_schema = without_model(self.old.root, &old["schema"]);
        let new_schema = without_model(self.new.root, &new["schema"]);
        for change in self.schemas(&old_schema, &new_schema) {
            self.add(&rule(&change.what), body_path(&change.path), change.old, change.new);
        }
        // `encoding` applies to forms only.
        self.unclassified("body ", old, new, &["encoding", "schema"]);
    }
}

fn request_body<'a>(object: &OperationObject<'a>) -> &'a Value {
    resolve(object.root, &object.value()["requestBody"])
}

/// The id of the rule for a change of a request's schema.
fn rule(what: &str) -> String {
    match what {
        "added-required" => "new-required-request-property".to_owned(),
        "added-optional" => "new-optional-request-property".to_owned(),
        "removed-required" | "removed-optional" => "request-property-removed".to_owned(),
        schema::UNCLASSIFIED => UNCLASSIFIED.to_owned(),
        what => format!("request-property-{what}"),
    }
}

/// The schema of a request body in normal form, without the ids of `model`, which distinguish the models.
pub fn without_model(root: &Value, schema: &Value) -> Value {
    let mut schema = normal_form(root, schema);
    if let Some(model) = schema.pointer_mut("/properties/model").and_then(Value::as_object_mut) {
        model.remove("enum");
    }
    schema
}

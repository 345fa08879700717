//! Compares everything that is not a parameter, a request body or a response.

use serde_json::{Value, json};

use super::{Comparison, OperationObject};

impl Comparison<'_> {
    pub(super) fn metadata(&mut self) {
        self.endpoint();
        self.versions();
        let (old, new) = (servers(self.old), servers(self.new));
        self.value("api-server-changed", "servers", &old, &new);
        self.security();
        self.callbacks();
        self.other_members();
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
        let is_deprecated = |it: &OperationObject| it.value()["deprecated"] == true;
        match (is_deprecated(old), is_deprecated(new)) {
            (false, true) => self.add("endpoint-deprecated", "", None, None),
            (true, false) => self.add("endpoint-reactivated", "", None, None),
            _ => {}
        }
    }

    fn versions(&mut self) {
        let (old, new) = (self.old, self.new);
        let id = |it: &OperationObject| it.value()["operationId"].clone();
        self.value("api-operation-id-changed", "", &id(old), &id(new));
        let version = |it: &OperationObject| it.root["info"]["version"].clone();
        self.value("document-version-changed", "info.version", &version(old), &version(new));
    }

    /// What the service would request of the client's user.
    fn callbacks(&mut self) {
        let (old, new) = (self.old, self.new);
        self.value("callbacks-changed", "callbacks", &old.value()["callbacks"], &new.value()["callbacks"]);
        self.value("callbacks-changed", "webhooks", &old.root["webhooks"], &new.root["webhooks"]);
    }

    fn other_members(&mut self) {
        let (old, new) = (self.old, self.new);
        // The version of OpenAPI and the address of the document are matters of notation.
        let classified = [
            "$self",
            "openapi",
            "jsonSchemaDialect",
            "info",
            "paths",
            "components",
            "servers",
            "security",
            "webhooks",
        ];
        self.unclassified("", old.root, new.root, &classified);
        let (old_item, new_item) = (without_operation(old), without_operation(new));
        self.unclassified("path ", &old_item, &new_item, &["parameters", "servers"]);
        let classified = [
            "callbacks",
            "deprecated",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "security",
            "servers",
        ];
        self.unclassified("operation ", old.value(), new.value(), &classified);
    }
}

/// The servers of an operation: its own, or those of its path or its document.
fn servers(object: &OperationObject) -> Value {
    let places = [object.value(), object.path_item(), object.root];
    let lists = places.into_iter().filter_map(|place| place["servers"].as_array());
    let servers = lists.into_iter().find(|servers| !servers.is_empty()).cloned();
    servers.unwrap_or_else(|| vec![json!({ "url": "/" })]).into()
}

/// The path item without its operation.
fn without_operation(object: &OperationObject) -> Value {
    let mut item = object.path_item().clone();
    item.as_object_mut().map(|item| item.remove(object.method));
    item
}

//! Compares everything that is not a parameter, a request body or a response.

use serde_json::Value;

use super::{Comparison, OperationObject};

impl<'a> Comparison<'a> {
    pub(super) fn metadata(&mut self) {
        self.endpoint();
        self.versions();
        self.servers_and_security();
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

    fn servers_and_security(&mut self) {
        let (old, new) = (self.old, self.new);
        let schemes = |it: &OperationObject| it.root["components"]["securitySchemes"].clone();
        self.value("api-security-changed", "components.securitySchemes", &schemes(old), &schemes(new));
        let places =
            |it: &OperationObject<'a>| [("", it.root), ("path ", it.path_item()), ("operation ", it.value())];
        for ((place, old), (_, new)) in places(old).into_iter().zip(places(new)) {
            let path = |key: &str| format!("{place}{key}");
            self.value("api-server-changed", &path("servers"), &old["servers"], &new["servers"]);
            self.value("api-security-changed", &path("security"), &old["security"], &new["security"]);
        }
    }

    fn other_members(&mut self) {
        let (old, new) = (self.old, self.new);
        // The version of OpenAPI is a matter of notation.
        let classified =
            ["openapi", "jsonSchemaDialect", "info", "paths", "components", "servers", "security"];
        self.unclassified("", old.root, new.root, &classified);
        let (old_item, new_item) = (without_operation(old), without_operation(new));
        self.unclassified("path ", &old_item, &new_item, &["parameters", "servers", "security"]);
        let classified =
            ["operationId", "deprecated", "parameters", "requestBody", "responses", "servers", "security"];
        self.unclassified("operation ", old.value(), new.value(), &classified);
    }
}

/// The path item without its operation.
fn without_operation(object: &OperationObject) -> Value {
    let mut item = object.path_item().clone();
    item.as_object_mut().map(|item| item.remove(object.method));
    item
}

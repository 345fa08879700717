//! The operation that lists the requests made with a key, to find a submission again.

use serde_json::{Value, json};

use super::{
    merge::{only_path, unread_reply},
    specs::{Result, Spec},
};

/// A query parameter that the client sends.
struct Parameter {
    name: &'static str,
    /// Its JSON type.
    kind: &'static str,
    text: &'static str,
}

const PARAMETERS: &[Parameter] = &[
    Parameter { name: "limit", kind: "integer", text: "Rows per page: 1 to 100." },
    Parameter { name: "offset", kind: "integer", text: "Rows to skip before the page." },
    Parameter {
        name: "period",
        kind: "string",
        text: "How far to look back: a positive number followed by `h` or `d`.",
    },
];

/// What the document says of the operation, as far as the client uses it.
pub struct Log {
    pub path: String,
    declared: Vec<&'static Parameter>,
    undeclared: Vec<&'static Parameter>,
}

impl Log {
    /// Reads the document.
    pub fn new(spec: &Spec) -> Result<Self> {
        let path = only_path(spec, "get")?;
        let parameters = &spec.document["paths"][&path]["get"]["parameters"];
        let (declared, undeclared) = PARAMETERS.iter().partition(|parameter| parameter.is_in(parameters));
        Ok(Self { path, declared, undeclared })
    }

    /// The operation by its method.
    pub fn operations(&self) -> Value {
        let parameters = self.declared.iter().map(|parameter| parameter.declaration());
        json!({ "get": {
            "operationId": "list_requests",
            "summary": "Lists the requests made with the key; sent as `GET`.",
            "parameters": parameters.collect::<Vec<_>>(),
            "responses": unread_reply(),
        } })
    }
}

impl Parameter {
    fn is_in(&self, parameters: &Value) -> bool {
        parameters.as_array().into_iter().flatten().any(|other| {
            other["in"] == "query" && other["name"] == self.name && other["schema"]["type"] == self.kind
        })
    }

    fn declaration(&self) -> Value {
        let Self { name, kind, text } = self;
        json!({ "name": name, "in": "query", "schema": { "type": kind }, "description": text })
    }
}

/// What the client needs of the log and no document describes.
pub fn stale(log: Option<&Log>) -> Vec<String> {
    let Some(log) = log else {
        return vec![
            "specs/log.json: missing, and `Client::find_submission` reads the request log: vendor a revision that describes it, or delete the method and build/log.rs".to_owned(),
        ];
    };
    let line = |Parameter { name, kind, .. }: &&Parameter| {
        format!(
            "specs/log.json: GET {} has no query parameter `{name}` of type {kind}, which `Client::find_submission` sends: change the method, then PARAMETERS in build/log.rs",
            log.path
        )
    };
    log.undeclared.iter().map(line).collect()
}

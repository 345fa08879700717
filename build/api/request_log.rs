//! The operation that lists the requests made with a key, in which the client finds a submission again.

use serde_json::Value;

use crate::build::{
    Result,
    read::{
        normal_form::{normal_form, resolve},
        vendored::VendoredDocument,
    },
};

/// A query parameter that the client sends.
pub struct QueryParameter {
    pub name: &'static str,
    /// Its JSON type.
    pub kind: &'static str,
    pub text: &'static str,
}

const QUERY_PARAMETERS: &[QueryParameter] = &[
    QueryParameter {
        name: "start",
        kind: "string",
        text: "Only rows that were created at this time or later.",
    },
    QueryParameter { name: "end", kind: "string", text: "Only rows that were created before this time." },
    QueryParameter { name: "model", kind: "string", text: "Only rows of this model." },
    QueryParameter { name: "status", kind: "string", text: "Only rows with this status." },
    QueryParameter { name: "limit", kind: "integer", text: "Rows per page: 1 to 100." },
    QueryParameter { name: "offset", kind: "integer", text: "Rows to skip before the page." },
    QueryParameter {
        name: "period",
        kind: "string",
        text: "How far to look back: a positive number followed by `h` or `d`.",
    },
];

/// The operation, as far as the client uses it.
pub struct RequestLog {
    pub path: String,
    /// The parameters that the client sends, except those that the document does not declare.
    pub declared: Vec<&'static QueryParameter>,
    undeclared: Vec<&'static QueryParameter>,
}

impl RequestLog {
    pub fn new(document: &VendoredDocument) -> Result<Self> {
        let path = document.path_of("get")?;
        let parameters = &document.json["paths"][&path]["get"]["parameters"];
        let (declared, undeclared) =
            QUERY_PARAMETERS.iter().partition(|parameter| parameter.is_in(&document.json, parameters));
        Ok(Self { path, declared, undeclared })
    }
}

impl QueryParameter {
    fn is_in(&self, document: &Value, parameters: &Value) -> bool {
        let mut parameters =
            parameters.as_array().into_iter().flatten().map(|other| resolve(document, other));
        parameters.any(|other| {
            let has_kind = || normal_form(document, &other["schema"])["type"] == self.kind;
            other["in"] == "query" && other["name"] == self.name && has_kind()
        })
    }
}

/// A line for each thing that the client needs of the request log and no document describes any more.
pub fn obsolete(log: Option<&RequestLog>) -> Vec<String> {
    let Some(log) = log else {
        return vec![
            "specs/log.json: missing, and `Client::find_submission` reads the request log: vendor a revision that describes it, or delete the method (a major release) and build/api/request_log.rs".to_owned(),
        ];
    };
    let line = |QueryParameter { name, kind, .. }: &&QueryParameter| {
        format!(
            "specs/log.json: GET {} has no query parameter `{name}` of type {kind}, which `Client::find_submission` sends: change the method, then QUERY_PARAMETERS in build/api/request_log.rs",
            log.path
        )
    };
    log.undeclared.iter().map(line).collect()
}

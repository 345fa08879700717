//! The operations of the service that are the same for all models, as far as the client calls them: the request log,
//! the catalogue and the metrics.

use serde_json::Value;

use crate::build::{
    Result,
    read::{
        normal_form::{normal_form, resolve},
        vendored::VendoredDocument,
    },
};

/// An operation that the client calls.
pub struct ServiceOperation {
    /// The name of its document, below `specs/`.
    file: &'static str,
    /// The name of its function in the generated client.
    pub name: &'static str,
    pub summary: &'static str,
    /// The query parameters that the client sends.
    pub query: &'static [QueryParameter],
    /// A header that the client sends. Documents do not list the headers of HTTP.
    pub header: Option<&'static str>,
    /// The method of the client that calls it.
    caller: &'static str,
}

/// A query parameter that the client sends.
pub struct QueryParameter {
    pub name: &'static str,
    /// Its JSON type.
    pub kind: &'static str,
    pub text: &'static str,
}

const fn parameter(name: &'static str, kind: &'static str, text: &'static str) -> QueryParameter {
    QueryParameter { name, kind, text }
}

pub const SERVICE_OPERATIONS: &[ServiceOperation] = &[
    ServiceOperation {
        file: "log.json",
        name: "list_requests",
        summary: "Lists the requests made with the key.",
        query: &[
            parameter("start", "string", "Only rows that were created at this time or later."),
            parameter("end", "string", "Only rows that were created before this time."),
            parameter("model", "string", "Only rows of this model."),
            parameter("status", "string", "Only rows with this status."),
            parameter("limit", "integer", "Rows per page: 1 to 100."),
            parameter("offset", "integer", "Rows to skip before the page."),
            parameter("period", "string", "How far to look back: a positive number followed by `h` or `d`."),
        ],
        header: None,
        caller: "Client::find_submission",
    },
    ServiceOperation {
        file: "catalogue.json",
        name: "list_models",
        summary: "Lists the models of the service.",
        query: &[parameter("include", "string", "The optional sections of each model.")],
        header: Some("If-None-Match"),
        caller: "Client::catalogue",
    },
    ServiceOperation {
        file: "metrics.json",
        name: "list_metrics",
        summary: "Lists how long recent requests took, for each model.",
        query: &[],
        header: None,
        caller: "Client::metrics",
    },
];

/// An operation with what its document says about it.
pub struct DescribedOperation {
    pub operation: &'static ServiceOperation,
    pub path: String,
    /// The parameters that the client sends, except those that the document does not declare.
    pub declared: Vec<&'static QueryParameter>,
    undeclared: Vec<&'static QueryParameter>,
}

impl DescribedOperation {
    pub fn new(document: &VendoredDocument) -> Result<Self> {
        let operation = SERVICE_OPERATIONS.iter().find(|operation| operation.document() == document.file);
        let operation = operation.ok_or_else(|| {
            format!("{}: no row in SERVICE_OPERATIONS (build/api/service_operations.rs)", document.file)
        })?;
        let path = document.path_of("get")?;
        let item = &document.json["paths"][&path];
        let (declared, undeclared) = operation.query.iter().partition(|parameter| {
            // Those of a path are those of its operations.
            [&item["get"]["parameters"], &item["parameters"]]
                .into_iter()
                .any(|parameters| parameter.is_in(&document.json, parameters))
        });
        Ok(Self { operation, path, declared, undeclared })
    }
}

impl ServiceOperation {
    fn document(&self) -> String {
        format!("specs/{}", self.file)
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

/// A line for each thing that the client needs of the service and no document describes any more.
pub fn obsolete(described: &[DescribedOperation]) -> Vec<String> {
    SERVICE_OPERATIONS.iter().flat_map(|operation| obsolete_of(operation, described)).collect()
}

fn obsolete_of(operation: &ServiceOperation, described: &[DescribedOperation]) -> Vec<String> {
    let (name, caller, document) = (operation.name, operation.caller, operation.document());
    let Some(found) = described.iter().find(|described| described.operation.name == name) else {
        return vec![format!(
            "{document}: missing, and `{caller}` calls its operation: vendor a revision that describes it, or delete the method (a major release) and its row in build/api/service_operations.rs"
        )];
    };
    let line = |QueryParameter { name, kind, .. }: &&QueryParameter| {
        format!(
            "{document}: GET {} has no query parameter `{name}` of type {kind}, which `{caller}` sends: change the method, then its row in build/api/service_operations.rs",
            found.path
        )
    };
    found.undeclared.iter().map(line).collect()
}

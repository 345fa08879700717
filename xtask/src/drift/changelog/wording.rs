//! What a finding is called in the changelog: by what users of the crate have, which are request types, their parameters
//! and the methods of the client.

use crate::counted;
use crate::drift::drift_rules::UNCLASSIFIED;
use crate::drift::finding::{Finding, Part};
use crate::drift::verdict::Verdict;
use crate::escape::{code_span, shortened};
use crate::openapi::endpoint::Endpoint;

/// The number of types that are listed. More types are counted instead.
const LISTED_TYPES: usize = 4;

/// Stands for the body of a request or response as a whole.
const BODY: &str = "$";

/// What has happened to the subject of a finding, by drift rule. `{old}` and `{new}` stand for the values.
const CHANGES: &[(&str, &str)] = &[
    // Models.
    ("model-added", "requests to a new model"),
    ("model-readable", "requests to a new model"),
    ("model-removed", "removed with its model"),
    ("model-renamed", "replaces another type, because the id of the model changed from {old} to {new}"),
    // Requests.
    ("new-optional-request-property", "new parameter of type {new}"),
    ("new-required-request-property", "new required parameter of type {new}"),
    ("request-body-added", "the service accepts a body"),
    ("request-body-removed", "the service no longer accepts a body"),
    (
        "request-property-alternatives-changed",
        "the parameters that a request needs changed from {old} to {new}",
    ),
    ("request-property-any-of-added", "also accepts a value of type {new}"),
    ("request-property-any-of-removed", "no longer accepts a value of type {old}"),
    ("request-property-became-enum", "accepts these values only: {new}"),
    ("request-property-became-not-enum", "accepts other values than {old}"),
    ("request-property-became-not-nullable", "no longer accepts `null`"),
    ("request-property-became-nullable", "also accepts `null`"),
    ("request-property-became-optional", "no longer required"),
    ("request-property-became-required", "now required"),
    ("request-property-constraint-changed", "constraint changed from {old} to {new}"),
    ("request-property-default-value-added", "the service has the default {new}"),
    ("request-property-default-value-changed", "the default of the service changed from {old} to {new}"),
    ("request-property-default-value-removed", "the service no longer has the default {old}"),
    ("request-property-deprecated", "deprecated by the service"),
    ("request-property-enum-value-added", "new value {new}"),
    ("request-property-enum-value-removed", "no longer accepts {old}"),
    ("request-property-enum-value-replaced", "no longer accepts {old}; new value {new}"),
    ("request-property-format-changed", "format changed from {old} to {new}"),
    ("request-property-reactivated", "no longer deprecated by the service"),
    ("request-property-removed", "removed; its type was {old}"),
    ("request-property-required-without-description", "required by the service, which does not describe it"),
    ("request-property-type-changed", "type changed from {old} to {new}"),
    ("type-renamed", "the name of its type changed from {old} to {new}"),
    // What the client calls.
    ("api-security-scheme-changed", "the service expects {new} as authentication"),
    ("endpoint-method-changed", "the service expects the method {new}"),
    ("endpoint-path-changed", "the service expects the path {new}"),
    ("endpoint-removed", "the service no longer describes what it calls"),
    ("new-required-request-parameter", "a new parameter that the service requires"),
    ("request-parameter-became-required", "now required by the service"),
    ("request-parameter-removed", "no longer a parameter of the service"),
    ("request-parameter-type-changed", "type changed from {old} to {new}"),
    ("response-json-removed", "responses are no longer described as JSON"),
    ("response-property-became-optional", "may be missing in responses"),
    ("response-property-removed", "removed from responses"),
    ("response-property-type-changed", "types in responses removed: {old}; added: {new}"),
    ("response-status-changed", "values in responses removed: {old}; added: {new}"),
    ("response-success-removed", "the service no longer describes a successful response"),
    ("service-endpoint-added", "the service describes what it calls"),
    ("service-endpoint-removed", "the service no longer describes what it calls"),
    (UNCLASSIFIED, "the specification changed from {old} to {new}"),
];

/// What has happened to a `{limit}`, by the end of the id of a drift rule.
const LIMIT_CHANGES: [(&str, &str); 4] = [
    ("-set", "new {limit} {new}"),
    ("-unset", "no longer has the {limit} {old}"),
    ("-increased", "{limit} increased from {old} to {new}"),
    ("-decreased", "{limit} decreased from {old} to {new}"),
];

/// The names of limits in the ids of drift rules, and in the changelog.
const LIMITS: [(&str, &str); 6] = [
    ("max", "maximum"),
    ("min", "minimum"),
    ("max-length", "maximum length"),
    ("min-length", "minimum length"),
    ("max-items", "maximum number of items"),
    ("min-items", "minimum number of items"),
];

/// What has happened to the subject of a finding, as Markdown.
pub fn change(finding: &Finding) -> String {
    let value = |value: &Option<String>| match value {
        Some(value) => code_span(&shortened(value)),
        None => "none".to_owned(),
    };
    let mut text = String::new();
    let template = template(&finding.rule.id).unwrap_or_else(|| finding.rule.id.replace('-', " "));
    let mut rest = template.as_str();
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        text += before;
        text += &value(if name == "old" { &finding.old } else { &finding.new });
        rest = after;
    }
    text + rest
}

/// What has happened to the subjects of findings of a drift rule. `{old}` and `{new}` stand for the values. None if users
/// cannot see it.
pub fn template(rule: &str) -> Option<String> {
    let listed = CHANGES.iter().find(|(id, _)| *id == rule).map(|(_, change)| (*change).to_owned());
    listed.or_else(|| {
        let rule = rule.strip_prefix("request-property-")?;
        let mut limits = LIMITS.iter().filter_map(|(id, name)| Some((rule.strip_prefix(id)?, name)));
        limits.find_map(|(end, name)| {
            let (_, change) = LIMIT_CHANGES.iter().find(|(it, _)| *it == end)?;
            Some(change.replace("{limit}", name))
        })
    })
}

/// What a finding is about, as Markdown: request types, or a method of the client, and a parameter or property.
pub fn subject(finding: &Finding, verdict: &Verdict) -> String {
    let types = || types(finding, verdict);
    let subject = match finding.part {
        Part::Create if is_about_requests(finding) => types(),
        Part::Create => format!("{} with {}", code_span("Client::submit"), types()),
        Part::Legacy if is_about_requests(finding) => format!("Feature {}, {}", code_span("legacy"), types()),
        Part::Legacy => format!("Feature {}", code_span("legacy")),
        Part::Fetch => code_span("Client::retrieve"),
        Part::Service => {
            finding.subjects.iter().map(|it| code_span(method(it))).collect::<Vec<_>>().join(", ")
        }
        Part::Document | Part::Operation => types(),
    };
    match finding.path.as_str() {
        "" | BODY => subject,
        path => format!("{subject}, {}", code_span(path)),
    }
}

/// The types of requests to the models of a finding, or the ids of models without a type.
fn types(finding: &Finding, verdict: &Verdict) -> String {
    let types = finding.subjects.iter().map(|id| code_span(type_of(id, verdict))).collect::<Vec<_>>();
    match types.len() {
        count if count > LISTED_TYPES => counted(count, "request type"),
        _ => types.join(", "),
    }
}

/// The type of requests to the model `id`. The id, if the API is unknown.
pub fn type_of<'a>(id: &'a str, verdict: &'a Verdict) -> &'a str {
    verdict.types.get(id).map_or(id, String::as_str)
}

/// Whether a finding is about what a request consists of, not about how it is sent or what is returned.
fn is_about_requests(finding: &Finding) -> bool {
    let rule = finding.rule.id.as_str();
    rule.contains("request-property")
        || rule.starts_with("model-")
        || ["type-renamed", UNCLASSIFIED].contains(&rule)
}

/// The method of the client that calls an endpoint of the service.
fn method(endpoint: &str) -> &str {
    let methods = [
        (Endpoint::RequestLog, "Client::request_log"),
        (Endpoint::Catalogue, "Client::catalogue"),
        (Endpoint::Metrics, "Client::metrics"),
    ];
    let method = methods.into_iter().find(|(it, _)| it.to_string() == endpoint);
    method.map_or(endpoint, |(_, method)| method)
}

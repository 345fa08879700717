//! Compares how requests are authenticated.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Comparison, OperationObject};
use crate::openapi::document::resolve;

/// The schemes that a request must use together. The names by which a document refers to them do not matter.
type Requirement = BTreeSet<String>;

/// The schemes that the client uses, because it sends the key as a bearer token in the header `Authorization`.
const OF_CLIENT: [&str; 2] = ["http bearer", "apiKey authorization in header"];

impl Comparison<'_> {
    pub(super) fn security(&mut self) {
        let (old, new) = (requirements(self.old), requirements(self.new));
        if old == new {
            return;
        }
        let is_met =
            |requirement: &Requirement| requirement.iter().all(|it| OF_CLIENT.contains(&it.as_str()));
        let rule =
            if new.iter().any(is_met) { "api-security-changed" } else { "api-security-scheme-changed" };
        self.add(rule, "security", Some(text(&old)), Some(text(&new)));
    }
}

/// The requirements of an operation, one of which a request must meet: its own, or those of its document.
fn requirements(object: &OperationObject) -> BTreeSet<Requirement> {
    let lists = [object.value(), object.root].into_iter().filter_map(|place| place["security"].as_array());
    let requirements = lists.into_iter().next().into_iter().flatten();
    let requirement = |schemes: &Value| {
        let schemes = schemes.as_object().into_iter().flatten();
        schemes.map(|(name, scopes)| scheme(object.root, name, scopes)).collect()
    };
    let requirements = requirements.map(requirement).collect::<BTreeSet<_>>();
    if requirements.is_empty() { BTreeSet::from([Requirement::new()]) } else { requirements }
}

/// A scheme with the scopes that it must have, as text.
fn scheme(root: &Value, name: &str, scopes: &Value) -> String {
    let scheme = resolve(root, &root["components"]["securitySchemes"][name]);
    let lower = |key: &str| scheme[key].as_str().unwrap_or_default().to_ascii_lowercase();
    let text = match scheme["type"].as_str() {
        Some("http") => format!("http {}", lower("scheme")),
        Some("apiKey") => format!("apiKey {} in {}", lower("name"), lower("in")),
        Some(_) => scheme.to_string(),
        None => format!("{name}, which is not described"),
    };
    if *scopes == json!([]) { text } else { format!("{text} with {scopes}") }
}

fn text(requirements: &BTreeSet<Requirement>) -> String {
    let text = |requirement: &Requirement| match requirement.is_empty() {
        true => "none".to_owned(),
        false => requirement.iter().map(String::as_str).collect::<Vec<_>>().join(" and "),
    };
    requirements.iter().map(text).collect::<Vec<_>>().join(" or ")
}

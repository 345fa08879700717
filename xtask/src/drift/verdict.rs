//! The release that a set of changes requires. It follows from the generated Rust API, or from the drift rules alone
//! if the client cannot be generated from both states.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::severity::{Release, Severity};
use crate::generator::GeneratedClient;

/// The release that a set of changes requires, and why.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The release.
    pub release: Release,
    /// Lines of the public API that only the old state has.
    pub removed: Vec<String>,
    /// Lines of the public API that only the new state has.
    pub added: Vec<String>,
    /// Whether the public API of both states was compared; otherwise the drift rules alone count.
    pub compared_api: bool,
}

impl Verdict {
    /// Computes the verdict, and raises the severity of findings that are breaking in the generated API.
    pub fn new(
        findings: &mut [Finding],
        old: Option<&GeneratedClient>,
        new: Option<&GeneratedClient>,
    ) -> Self {
        let required = findings.iter().map(|finding| finding.rule.release).max().unwrap_or(Release::None);
        let Some((old, new)) = old.zip(new) else {
            return Self { release: required, removed: vec![], added: vec![], compared_api: false };
        };
        let (removed, added) = (only(&old.api, &new.api), only(&new.api, &old.api));
        let mut verdict = Self { release: required, removed, added, compared_api: true };
        for finding in findings {
            if verdict.breaks(finding) {
                finding.severity = Severity::Breaking;
            }
        }
        verdict.release = match (verdict.removed.iter().all(|line| is_mark(line)), verdict.added.is_empty()) {
            (false, _) => Release::Major,
            (true, false) => Release::Minor,
            (true, true) => required.min(Release::Patch),
        };
        verdict
    }

    /// Whether the public API changes.
    pub fn changes_api(&self) -> bool {
        !self.removed.is_empty() || !self.added.is_empty()
    }

    /// Whether `finding` is a reason for this release.
    pub fn is_forced_by(&self, finding: &Finding) -> bool {
        match self.release {
            Release::Major => finding.severity == Severity::Breaking,
            Release::Minor => finding.severity == Severity::Additive,
            Release::Patch => finding.rule.release >= Release::Patch,
            Release::None => false,
        }
    }

    /// Whether a finding breaks the generated API although its drift rule is not breaking.
    fn breaks(&self, finding: &Finding) -> bool {
        match finding.rule.id.as_str() {
            "endpoint-path-changed" | "endpoint-method-changed" => self.removes_models(finding),
            _ => self.splits_a_type(finding),
        }
    }

    /// Whether the request type of a model is removed because its endpoint has moved.
    fn removes_models(&self, finding: &Finding) -> bool {
        let mut models = self.removed.iter().filter(|line| line.starts_with("Model::"));
        models.any(|line| finding.subjects.iter().any(|id| line.ends_with(&format!(" = {id:?}"))))
    }

    /// Whether a type that several models shared is split, because the models now differ.
    fn splits_a_type(&self, finding: &Finding) -> bool {
        let is_nested = finding.path.contains(['.', '[', '<']);
        let changes_shape = match finding.rule.id.as_str() {
            "new-optional-request-property" => is_nested,
            "request-property-enum-value-added"
            | "request-property-enum-reordered"
            | "request-property-any-of-added" => true,
            _ => false,
        };
        let property = finding.path.split(['.', '[', '<']).next().unwrap_or_default();
        changes_shape && self.renamed_types().any(|field| field == property)
    }

    /// The fields whose type has a new name.
    fn renamed_types(&self) -> impl Iterator<Item = &str> {
        self.removed.iter().filter_map(|line| {
            let (field, was) = line.split_once(": ")?;
            let (_, name) = field.split_once('.')?;
            let mut new = self.added.iter().filter_map(|line| line.split_once(": "));
            let (_, is) = new.find(|(other, _)| *other == field)?;
            (bare(was) != bare(is)).then(|| name.trim_end_matches('_'))
        })
    }
}

/// The type of a field without `Option`.
fn bare(field: &str) -> &str {
    field.strip_prefix("Option<").and_then(|inner| inner.strip_suffix('>')).unwrap_or(field)
}

/// Whether a line only marks an item.
fn is_mark(line: &str) -> bool {
    line.starts_with("#[deprecated]")
}

fn only(these: &[String], those: &[String]) -> Vec<String> {
    let those = those.iter().collect::<BTreeSet<_>>();
    these.iter().filter(|line| !those.contains(line)).cloned().collect()
}

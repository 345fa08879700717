//! The release that a set of changes requires. It follows from the generated Rust API, or from the drift rules alone
//! if the client cannot be generated from both states.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::finding::{Change, Finding, Findings, Part};
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
    /// Why the public API of both states was not compared, so that the drift rules alone count.
    pub by_documents: Option<&'static str>,
    /// The types of the requests to each model, by its id, if the public API of both states was compared.
    pub types: BTreeMap<String, String>,
    /// Why no client can be generated from the new state, if none can.
    pub unbuildable: Option<String>,
}

impl Verdict {
    /// Computes the verdict, raises the severity of findings that are breaking in the generated API, and adds what no
    /// finding explains.
    pub fn new(
        findings: &mut Vec<Finding>,
        old: Option<&Result<GeneratedClient, String>>,
        new: Option<&Result<GeneratedClient, String>>,
    ) -> Self {
        let release = findings.iter().map(|finding| finding.rule.release).max().unwrap_or(Release::None);
        let unbuildable = new.and_then(|client| client.as_ref().err().cloned());
        let (old, new) = match (old, new) {
            (Some(Ok(old)), Some(Ok(new))) => (old, new),
            (old, new) => {
                let by_documents = Some(why_not_compared(old, new));
                return Self {
                    release,
                    removed: vec![],
                    added: vec![],
                    by_documents,
                    types: BTreeMap::new(),
                    unbuildable,
                };
            }
        };
        let (removed, added) = (only(&old.api, &new.api), only(&new.api, &old.api));
        let types = types(&old.api).chain(types(&new.api)).collect();
        let mut verdict = Self { release, removed, added, by_documents: None, types, unbuildable };
        verdict.release = match (verdict.removed.iter().all(|line| is_mark(line)), verdict.added.is_empty()) {
            (false, _) => Release::Major,
            (true, false) => Release::Minor,
            (true, true) => release.min(Release::Patch),
        };
        let renamed = verdict.renamed_types();
        for finding in findings.iter_mut() {
            finding.severity = verdict.severity(finding, &renamed);
        }
        let unexplained = verdict.unexplained(&renamed, findings);
        findings.extend(unexplained);
        let breaks = findings.iter().any(|finding| finding.severity == Severity::Breaking);
        if verdict.release == Release::Major && !breaks {
            // What is added has taken the name of something else.
            let additive = findings.iter_mut().filter(|finding| finding.severity == Severity::Additive);
            additive.for_each(|finding| finding.severity = Severity::Breaking);
        }
        findings.sort_by(|a, b| (&a.rule.id, a.part, &a.path).cmp(&(&b.rule.id, b.part, &b.path)));
        verdict
    }

    /// The severity of a finding in the generated API, which can be affected more or less than its drift rule says.
    fn severity(&self, finding: &Finding, renamed: &[RenamedType]) -> Severity {
        match finding.severity {
            _ if self.breaks(finding, renamed) => Severity::Breaking,
            Severity::Breaking if self.release < Release::Major => Severity::Invisible,
            Severity::Additive if self.release < Release::Minor => Severity::Invisible,
            severity => severity,
        }
    }

    /// Its name in reports: that of the release, unless no client can be generated.
    pub fn name(&self) -> &'static str {
        if self.unbuildable.is_some() { "does-not-build" } else { self.release.name() }
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
    fn breaks(&self, finding: &Finding, renamed: &[RenamedType]) -> bool {
        match finding.rule.id.as_str() {
            "endpoint-path-changed" | "endpoint-method-changed" => self.removes_models(finding),
            _ => splits_a_type(finding, renamed),
        }
    }

    /// Whether the request type of a model is removed because its endpoint has moved.
    fn removes_models(&self, finding: &Finding) -> bool {
        let mut models = self.removed.iter().filter(|line| line.starts_with("Model::"));
        models.any(|line| finding.subjects.iter().any(|id| line.ends_with(&format!(" = {id:?}"))))
    }

    /// The fields whose type has a new name.
    fn renamed_types(&self) -> Vec<RenamedType> {
        let new = self.added.iter().filter_map(|line| line.split_once(": ")).collect::<HashMap<_, _>>();
        let renamed = self.removed.iter().filter_map(|line| {
            let (field, was) = line.split_once(": ")?;
            let (owner, name) = field.split_once('.')?;
            let (old, new) = (bare(was).to_owned(), bare(new.get(field)?).to_owned());
            let property = name.trim_end_matches('_').to_owned();
            (old != new).then(|| RenamedType { owner: owner.to_owned(), property, old, new })
        });
        renamed.collect()
    }

    /// The types that are renamed although no breaking finding is about their property.
    fn unexplained(&self, renamed: &[RenamedType], findings: &[Finding]) -> Vec<Finding> {
        let is_explained = |property: &str| {
            let mut breaking = findings.iter().filter(|finding| finding.severity == Severity::Breaking);
            breaking.any(|finding| finding.path.split(['.', '[', '<']).any(|name| name == property))
        };
        let ids = self.types.iter().map(|(id, name)| (name, id)).collect::<HashMap<_, _>>();
        let mut unexplained = Findings::default();
        for RenamedType { owner, property, old, new } in
            renamed.iter().filter(|it| !is_explained(&it.property))
        {
            let subject = ids.get(owner).map_or(owner, |id| *id);
            let change = Change {
                rule: "type-renamed".to_owned(),
                detail: None,
                path: property.clone(),
                old: Some(old.clone()),
                new: Some(new.clone()),
            };
            unexplained.add(Part::Create, subject, change);
        }
        unexplained.finish()
    }
}

/// A field whose type has another name than before.
struct RenamedType {
    /// The type that has the field.
    owner: String,
    property: String,
    /// The name of its type before.
    old: String,
    new: String,
}

/// Whether a type that several models shared is split, because the models now differ.
fn splits_a_type(finding: &Finding, renamed: &[RenamedType]) -> bool {
    let is_nested = finding.path.contains(['.', '[', '<']);
    let changes_shape = match finding.rule.id.as_str() {
        "new-optional-request-property" => is_nested,
        "request-property-enum-value-added" | "request-property-any-of-added" => true,
        _ => false,
    };
    let property = finding.path.split(['.', '[', '<']).next().unwrap_or_default();
    changes_shape && renamed.iter().any(|it| it.property == property)
}

/// The type of the requests to each model, by its id.
fn types(api: &[String]) -> impl Iterator<Item = (String, String)> {
    let variants = api.iter().filter_map(|line| line.strip_prefix("Model::")?.split_once(" = "));
    variants.map(|(name, id)| (id.trim_matches('"').to_owned(), name.to_owned()))
}

fn why_not_compared(
    old: Option<&Result<GeneratedClient, String>>,
    new: Option<&Result<GeneratedClient, String>>,
) -> &'static str {
    match (old, new) {
        (_, Some(Err(_))) => "the client of the new state cannot be generated",
        (_, None) => "the new state cannot be vendored",
        (Some(Err(_)), _) => "the client of the old state cannot be generated",
        _ => "the old state is not vendored, or cannot be",
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

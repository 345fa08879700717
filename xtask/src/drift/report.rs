//! The drift report: the differences between two states, the release that they require, and what a maintainer
//! has to do about them.

use anyhow::Result;
use semver::Version;

use super::compare::compare;
use super::finding::Finding;
use super::new_model::NewModel;
use super::severity::{Severity, next_version};
use super::state::State;
use super::verdict::Verdict;
use crate::generator::{self, GeneratedClient};
use crate::upstream::Upstream;
use crate::vendored::spec_set::SpecSet;

/// One side of a comparison: a state, and the client that is generated from it. By default, it is empty.
#[derive(Default)]
pub struct Side {
    /// The state.
    pub state: State,
    /// The client, or why it cannot be generated; none if the state cannot be vendored.
    client: Option<Result<GeneratedClient, String>>,
}

impl Side {
    /// The state that a set of specs describes.
    pub fn of_set(set: &SpecSet) -> Result<Self> {
        Ok(Self { state: State::from_set(set)?, client: Some(generator::generate(&set.to_files()?)) })
    }

    /// The state of a revision of upstream.
    pub fn upstream(upstream: &Upstream) -> Result<Self> {
        let set = upstream.spec_set();
        let state = State::from_upstream(upstream, &set)?;
        let files = set.ok().map(|set| set.to_files()).transpose()?;
        Ok(Self { state, client: files.as_ref().map(generator::generate) })
    }

    /// The client, if it can be generated.
    pub fn client(&self) -> Option<&GeneratedClient> {
        self.client.as_ref()?.as_ref().ok()
    }

    /// Why the client cannot be generated, if it cannot.
    pub fn unbuildable(&self) -> Option<&str> {
        self.client.as_ref()?.as_ref().err().map(String::as_str)
    }
}

/// The differences between two states.
pub struct Report {
    /// Commit of the old state, unless nothing was vendored.
    pub from: Option<String>,
    /// Commit of the new state.
    pub to: String,
    /// The number of models of the new state.
    pub models: usize,
    /// The changes, ordered by drift rule.
    pub findings: Vec<Finding>,
    /// The release that they require.
    pub verdict: Verdict,
    /// Why the new state cannot be vendored, if it cannot and the old one could.
    pub refused: Option<String>,
    /// What a maintainer has to do.
    pub actions: Vec<String>,
    /// The models that only the new state has, those with the same parameters as one.
    pub new_models: Vec<NewModel>,
    /// What has changed since the last released version, if there is one.
    pub since_release: Option<SinceRelease>,
}

/// What all changes since a released version require, of which those of a report are the last ones.
pub struct SinceRelease {
    /// The released version.
    pub version: Version,
    /// What they require, or why that is unknown.
    pub required: Result<RequiredRelease, String>,
}

/// A release that changes require.
pub struct RequiredRelease {
    /// The release.
    pub verdict: Verdict,
    /// The lowest version of it.
    pub next: Version,
}

impl Report {
    /// Compares `old` with `new`.
    pub fn new(old: &Side, new: &Side) -> Self {
        let mut findings = compare(&old.state, &new.state);
        let refused = new.state.refused.clone().filter(|_| old.state.refused.is_none());
        let mut verdict = Verdict::new(&mut findings, old.client.as_ref(), new.client.as_ref());
        verdict.unbuildable = verdict.unbuildable.or_else(|| refused.clone());
        let mut actions = rule_actions(&findings);
        actions.extend(generator_actions(new));
        let added = findings.iter().filter(|finding| finding.rule.id == "model-added");
        let added = added.flat_map(|finding| &finding.subjects);
        Self {
            new_models: NewModel::groups(added, old, new),
            from: Some(old.state.commit.clone()).filter(|commit| !commit.is_empty()),
            to: new.state.commit.clone(),
            models: new.state.models.len(),
            findings,
            verdict,
            refused,
            actions,
            since_release: None,
        }
    }

    /// Adds what has changed since a released version, of which `released` is the side, or why there is none.
    pub fn since(mut self, version: Version, released: Result<&Side, String>, new: &Side) -> Self {
        let required = released.map(|released| {
            let verdict = Self::new(released, new).verdict;
            RequiredRelease { next: next_version(&version, verdict.release), verdict }
        });
        self.since_release = Some(SinceRelease { version, required });
        self
    }

    /// Whether there is a difference other than prose and layout.
    pub fn has_drift(&self) -> bool {
        !self.findings.is_empty() || self.refused.is_some() || self.verdict.changes_api()
    }

    /// The findings of a severity.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }
}

/// The actions that the drift rules of the findings require, each of them once.
fn rule_actions(findings: &[Finding]) -> Vec<String> {
    let mut actions = Vec::new();
    for finding in findings {
        let action = finding.rule.action.map(|action| format!("{}: {action}", finding.rule.id));
        actions.extend(action.filter(|action| !actions.contains(action)));
    }
    actions
}

/// The actions that the generator requires: missing and obsolete entries of its tables.
fn generator_actions(new: &Side) -> Vec<String> {
    match &new.client {
        Some(Ok(client)) => client.todo.clone(),
        Some(Err(error)) => {
            error.lines().map(|line| format!("the client cannot be generated: {line}")).collect()
        }
        None => vec![],
    }
}

//! The drift report: the differences between two states, the release that they require, and what a maintainer
//! has to do about them.

use std::path::Path;

use anyhow::Result;

use super::compare::compare;
use super::finding::Finding;
use super::severity::Severity;
use super::state::State;
use super::verdict::Verdict;
use crate::generator::{self, GeneratedClient};
use crate::upstream::Upstream;
use crate::vendored::spec_set::{LOCK, SpecSet};

/// One side of a comparison: a state, and the client that is generated from it.
pub struct Side {
    /// The state.
    pub state: State,
    /// The client, or why it cannot be generated; none if the state cannot be vendored.
    client: Option<Result<GeneratedClient, String>>,
}

impl Side {
    /// The vendored state. Without a lock file, it is empty.
    pub fn vendored(specs: &Path) -> Result<Self> {
        if !specs.join(LOCK).exists() {
            return Ok(Self { state: State::default(), client: None });
        }
        Self::of_set(&SpecSet::from_disk(specs)?)
    }

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

    fn client(&self) -> Option<&GeneratedClient> {
        self.client.as_ref()?.as_ref().ok()
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
}

impl Report {
    /// Compares `old` with `new`.
    pub fn new(old: &Side, new: &Side) -> Self {
        let mut findings = compare(&old.state, &new.state);
        let mut actions = rule_actions(&findings);
        actions.extend(generator_actions(new));
        let verdict = Verdict::new(&mut findings, old.client(), new.client());
        Self {
            from: Some(old.state.commit.clone()).filter(|commit| !commit.is_empty()),
            to: new.state.commit.clone(),
            models: new.state.models.len(),
            findings,
            verdict,
            refused: new.state.refused.clone().filter(|_| old.state.refused.is_none()),
            actions,
        }
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

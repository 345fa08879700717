//! A report: what differs between two states, and what follows from it.

use std::path::Path;

use anyhow::Result;

use super::compare::compare;
use super::finding::Finding;
use super::rules::Severity;
use super::state::State;
use super::verdict::Verdict;
use crate::generator::{self, GeneratedClient};
use crate::specs::{Files, SpecSet, Upstream};

/// A state, and what is vendored of it: nothing, if it cannot be.
pub struct Side {
    /// The state.
    pub state: State,
    /// What is vendored of it.
    pub files: Option<Files>,
}

impl Side {
    /// What is vendored in the folder `specs`: nothing, if there is no lock.
    pub fn vendored(specs: &Path) -> Result<Self> {
        if !specs.join("lock.toml").exists() {
            return Ok(Self { state: State::default(), files: None });
        }
        let set = SpecSet::from_disk(specs)?;
        Ok(Self { state: State::from_set(&set)?, files: Some(set.to_files()?) })
    }

    /// What a revision of upstream says.
    pub fn upstream(upstream: &Upstream) -> Result<Self> {
        let set = upstream.set();
        let state = State::from_upstream(upstream, &set)?;
        let files = set.ok().map(|set| set.to_files()).transpose()?;
        Ok(Self { state, files })
    }
}

/// What differs between two states.
pub struct Report {
    /// Commit of the old state; none if nothing was vendored.
    pub from: Option<String>,
    /// Commit of the new state.
    pub to: String,
    /// The models of the new state.
    pub models: usize,
    /// The changes, ordered by rule.
    pub findings: Vec<Finding>,
    /// What to release.
    pub verdict: Verdict,
    /// Why nothing can be vendored of the new state, if so; where that is news.
    pub refused: Option<String>,
    /// What is to be done by hand.
    pub to_do: Vec<String>,
}

impl Report {
    /// Compares `old` with `new`.
    pub fn new(old: &Side, new: &Side) -> Self {
        let mut findings = compare(&old.state, &new.state);
        let mut to_do = actions(&findings);
        let before = old.files.as_ref().and_then(|files| generator::generate(files).ok());
        let after = new.files.as_ref().map(generator::generate);
        to_do.extend(todo_of(after.as_ref()));
        let after = after.and_then(Result::ok);
        let verdict = Verdict::new(&mut findings, before.as_ref(), after.as_ref());
        Self {
            from: Some(old.state.commit.clone()).filter(|commit| !commit.is_empty()),
            to: new.state.commit.clone(),
            models: new.state.models.len(),
            findings,
            verdict,
            refused: new.state.refused.clone().filter(|_| old.state.refused.is_none()),
            to_do,
        }
    }

    /// Whether anything that means something has changed.
    pub fn has_drift(&self) -> bool {
        !self.findings.is_empty() || self.refused.is_some() || self.verdict.changes_api()
    }

    /// The findings of a severity.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }
}

/// What the findings ask for, each once.
fn actions(findings: &[Finding]) -> Vec<String> {
    let mut actions = Vec::new();
    for finding in findings {
        let action = finding.rule.act.map(|act| format!("{}: {act}", finding.rule.id));
        actions.extend(action.filter(|action| !actions.contains(action)));
    }
    actions
}

/// What is missing or obsolete in the tables of the generator.
fn todo_of(generated: Option<&Result<GeneratedClient, String>>) -> Vec<String> {
    match generated {
        Some(Ok(generated)) => generated.todo.clone(),
        Some(Err(error)) => {
            error.lines().map(|line| format!("the client cannot be generated: {line}")).collect()
        }
        None => vec![],
    }
}

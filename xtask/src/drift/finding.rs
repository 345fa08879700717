//! What differs between two states, each change once.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{Rule, Severity, rule};
use super::schema::Change;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A model, or its operation that creates a video.
    Create,
    /// The operation that fetches a video.
    Fetch,
    /// The operation that lists requests.
    Log,
    /// An operation on the legacy path, beside today's.
    Legacy,
    /// A document, whatever it describes.
    Document,
}

impl Part {
    /// What it is called.
    pub fn name(self) -> &'static str {
        ["create", "fetch", "log", "legacy", "document"][self as usize]
    }
}

/// One change, and everything it happened to.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// What it does to code of users: what its rule says, unless the generated code says worse.
    pub severity: Severity,
    /// What it is about.
    pub part: Part,
    /// Where in a request or reply; empty for the whole.
    pub path: String,
    /// What was there.
    pub old: Option<String>,
    /// What is there.
    pub new: Option<String>,
    /// The models it happened to, or the documents.
    pub subjects: BTreeSet<String>,
}

/// Collects findings; the same change of many models becomes one.
#[derive(Default)]
pub struct Findings(BTreeMap<(&'static str, Part, Change), BTreeSet<String>>);

impl Findings {
    /// Adds a change of `subject`; its `what` is the rule's id.
    pub fn add(&mut self, part: Part, subject: &str, change: Change) {
        let key = (rule(&change.what).id.as_str(), part, change);
        self.0.entry(key).or_default().insert(subject.to_owned());
    }

    /// Adds a change that has no path.
    pub fn add_whole(&mut self, part: Part, subject: &str, rule: &str, old: Option<&str>, new: Option<&str>) {
        let text = |value: Option<&str>| value.map(str::to_owned);
        self.add(part, subject, Change::new(rule, "", text(old), text(new)));
    }

    /// The findings, ordered by rule, part and path.
    pub fn finish(self) -> Vec<Finding> {
        let finding = |((id, part, change), subjects): ((&str, _, Change), _)| {
            let rule = rule(id);
            let Change { path, old, new, .. } = change;
            Finding { rule, severity: rule.severity(), part, path, old, new, subjects }
        };
        self.0.into_iter().map(finding).collect()
    }
}

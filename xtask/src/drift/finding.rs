//! The differences between two states, each of them once.

use std::collections::{BTreeMap, BTreeSet};

use super::drift_rules::{DriftRule, rule};
use super::severity::Severity;

/// A difference between two descriptions of one model, endpoint or document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Id of its drift rule.
    pub rule: String,
    /// What exactly changed, where the rule covers several kinds of changes: `enum-value-added`.
    pub detail: Option<String>,
    /// Where in a request or response: `elements[].video_url`. Empty for the whole.
    pub path: String,
    /// The old value.
    pub old: Option<String>,
    /// The new value.
    pub new: Option<String>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A model, or the endpoint that creates videos with it.
    Create,
    /// The endpoint that fetches a video.
    Fetch,
    /// An endpoint of the service that has nothing to do with a single model: the request log, for example.
    Service,
    /// A legacy endpoint, if there are current ones as well.
    Legacy,
    /// A document, whatever it describes.
    Document,
    /// An operation that the client does not call.
    Operation,
}

impl Part {
    /// What its subjects are.
    pub fn subject(self) -> &'static str {
        match self {
            Self::Create | Self::Fetch | Self::Legacy => "model",
            Self::Service => "endpoint",
            Self::Document => "document",
            Self::Operation => "operation",
        }
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        ["create", "fetch", "service", "legacy", "document", "operation"][self as usize]
    }
}

/// A change, and everything that it applies to.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The kind of change.
    pub rule: &'static DriftRule,
    /// How it affects code of users: what its rule says, unless the generated code is affected more.
    pub severity: Severity,
    /// What it is about.
    pub part: Part,
    /// What exactly changed, where the rule covers several kinds of changes.
    pub detail: Option<String>,
    /// Where in a request or response; empty for the whole.
    pub path: String,
    /// The old value.
    pub old: Option<String>,
    /// The new value.
    pub new: Option<String>,
    /// The models, endpoints or documents that it applies to.
    pub subjects: BTreeSet<String>,
}

/// Collects findings. The same change of several models becomes one finding.
#[derive(Default)]
pub struct Findings(BTreeMap<(&'static str, Part, Change), BTreeSet<String>>);

impl Findings {
    /// Adds a change of `subject`.
    pub fn add(&mut self, part: Part, subject: &str, change: Change) {
        let key = (rule(&change.rule).id.as_str(), part, change);
        self.0.entry(key).or_default().insert(subject.to_owned());
    }

    /// Adds a change of `subject` as a whole.
    pub fn add_whole(&mut self, part: Part, subject: &str, rule: &str, old: Option<&str>, new: Option<&str>) {
        let text = |value: Option<&str>| value.map(str::to_owned);
        let change = Change {
            rule: rule.to_owned(),
            detail: None,
            path: String::new(),
            old: text(old),
            new: text(new),
        };
        self.add(part, subject, change);
    }

    /// The findings, ordered by rule, part and path.
    pub fn finish(self) -> Vec<Finding> {
        let finding = |((id, part, change), subjects): ((&str, _, Change), _)| {
            let rule = rule(id);
            let Change { detail, path, old, new, .. } = change;
            Finding { rule, severity: rule.severity(), part, detail, path, old, new, subjects }
        };
        self.0.into_iter().map(finding).collect()
    }
}

//! Renders a report as text, as Markdown or as JSON.

mod json;
mod page;

pub(crate) use self::json::json;
use self::page::{MARKDOWN, Page, TEXT};
pub(crate) use self::page::{Marks, joined};
use super::finding::Finding;
use super::report::Report;
use super::severity::Severity;

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text for a terminal.
    Text,
    /// Markdown for a pull request.
    Markdown,
    /// JSON for scripts.
    Json,
}

impl Format {
    /// How a page of this format is written; none if it is not a page.
    pub(crate) fn marks(self) -> Option<&'static Marks> {
        match self {
            Self::Text => Some(&TEXT),
            Self::Markdown => Some(&MARKDOWN),
            Self::Json => None,
        }
    }
}

/// Renders `report`.
pub fn render(report: &Report, format: Format) -> String {
    match format.marks() {
        Some(marks) => Page { report, marks }.render(),
        None => format!("{:#}\n", json(report)),
    }
}

/// The part of a page that says what has changed, and what that means to users.
pub(crate) fn changes(report: &Report, marks: &'static Marks) -> String {
    Page { report, marks }.changes()
}

/// Why a finding has its severity.
fn reason(finding: &Finding) -> &'static str {
    if finding.severity == finding.rule.severity() {
        return finding.rule.why;
    }
    if finding.severity == Severity::Invisible {
        "the generated API is the same"
    } else if finding.rule.id.starts_with("endpoint-") {
        "no document describes what the client calls: its request type is removed"
    } else {
        "an existing type or variant gets another name"
    }
}

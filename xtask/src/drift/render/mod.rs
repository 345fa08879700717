//! Renders a report as text, as Markdown or as JSON.

mod json;
mod page;

use self::page::{MARKDOWN, Page, TEXT};
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

/// Renders `report`.
pub fn render(report: &Report, format: Format) -> String {
    match format {
        Format::Text => Page { report, marks: &TEXT }.render(),
        Format::Markdown => Page { report, marks: &MARKDOWN }.render(),
        Format::Json => json::render(report),
    }
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
        "a type is renamed, because the models that shared it now differ"
    }
}

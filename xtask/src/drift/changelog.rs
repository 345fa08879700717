//! The entry in `CHANGELOG.md` for the changes of a report that users can see.

use anyhow::{Context, Result};

use super::finding::Finding;
use super::migration::{Migration, migration};
use super::report::Report;
use super::severity::{Release, Severity};
use super::verdict::Verdict;
use crate::counted;
use crate::escape::code_span;

const UNRELEASED: &str = "## [Unreleased]\n";

/// The number of models that are listed. More models are counted instead.
const LISTED_MODELS: usize = 4;

/// The entry, which is empty if users can see none of the changes.
pub fn entry(report: &Report) -> String {
    let mut sections = Vec::new();
    for (title, is_in) in SECTIONS {
        let findings = report.findings.iter().filter(|finding| is_visible(finding) && is_in(finding));
        let lines = findings.map(|finding| line(finding, &report.verdict)).collect::<Vec<_>>();
        if !lines.is_empty() {
            sections.push(format!("### {title}\n\n{}", lines.concat()));
        }
    }
    if sections.is_empty() {
        return String::new();
    }
    let head =
        format!("Follows upstream commit `{}` ({} release).\n", report.to, report.verdict.release.name());
    [head].into_iter().chain(sections).collect::<Vec<_>>().join("\n")
}

type Section = (&'static str, fn(&Finding) -> bool);

const SECTIONS: [Section; 3] = [
    ("Added", |finding| finding.severity == Severity::Additive),
    ("Changed", |finding| finding.severity != Severity::Additive && !is_removal(finding)),
    ("Removed", |finding| finding.severity == Severity::Breaking && is_removal(finding)),
];

fn is_removal(finding: &Finding) -> bool {
    finding.rule.id.ends_with("-removed") && finding.severity == Severity::Breaking
}

/// Whether users can see a change: the API, the documentation or the data of the crate change.
fn is_visible(finding: &Finding) -> bool {
    match finding.severity {
        Severity::Breaking | Severity::Additive => true,
        Severity::Behavioral | Severity::Invisible => finding.rule.release != Release::None,
    }
}

fn line(finding: &Finding, verdict: &Verdict) -> String {
    let mut text = match finding.severity {
        Severity::Breaking => "**Breaking:** ".to_owned(),
        _ => String::new(),
    };
    let subjects = finding.subjects.iter().map(|subject| code_span(subject)).collect::<Vec<_>>();
    text += &match subjects.len() {
        count if count > LISTED_MODELS => counted(count, "model"),
        _ => subjects.join(", "),
    };
    if !finding.path.is_empty() {
        text += &format!(", {}", code_span(&finding.path));
    }
    text += &format!(": {}", finding.rule.id.replace('-', " "));
    match (&finding.old, &finding.new) {
        (Some(old), Some(new)) => text += &format!(", {} -> {}", code_span(old), code_span(new)),
        (Some(value), None) | (None, Some(value)) => text += &format!(" {}", code_span(value)),
        (None, None) => {}
    }
    text += ".";
    if let Some(Migration { change, .. }) = migration(finding, verdict) {
        text += &format!(" {change}");
    }
    format!("- {text}\n")
}

/// Inserts `entry` at the top of the unreleased changes, unless it is there already.
pub fn insert(changelog: &str, entry: &str) -> Result<String> {
    let (before, after) = changelog
        .split_once(UNRELEASED)
        .with_context(|| format!("CHANGELOG.md: no line `{}`", UNRELEASED.trim_end()))?;
    let unreleased = after.split("\n## ").next().unwrap_or_default();
    if unreleased.contains(entry) {
        return Ok(changelog.to_owned());
    }
    Ok(format!("{before}{UNRELEASED}\n{entry}{after}"))
}

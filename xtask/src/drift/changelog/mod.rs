//! The entry in `CHANGELOG.md` for the changes of a report that users can see.

pub mod wording;

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use super::finding::Finding;
use super::migration::{Migration, migration};
use super::new_model::{Nearest, NewModel};
use super::report::Report;
use super::severity::{Release, Severity};
use super::verdict::Verdict;
use crate::escape::{code_block, code_span};

const UNRELEASED: &str = "## [Unreleased]\n";

/// The entry, which is empty if users can see none of the changes.
pub fn entry(report: &Report) -> String {
    let mut sections = Vec::new();
    for (title, is_in) in SECTIONS {
        let findings = report.findings.iter().filter(|finding| is_visible(finding) && is_in(finding));
        let items = findings.map(|finding| items(finding, report)).collect::<String>();
        if !items.is_empty() {
            sections.push(format!("### {title}\n\n{items}"));
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

/// The items for a finding: one for each group of equal new models, else one.
fn items(finding: &Finding, report: &Report) -> String {
    let verdict = &report.verdict;
    let described = report.new_models.iter().map(|model| model.ids.len()).sum::<usize>();
    if finding.rule.id == "model-added" && described == finding.subjects.len() {
        return report.new_models.iter().map(|model| new_model_item(model, verdict)).collect();
    }
    let migration = migration(finding, verdict);
    let (change, diff) = migration
        .map_or_else(Default::default, |migration| (format!(" {}", migration.change), diff(&migration)));
    format!("- {}{change}\n{diff}", line(finding, verdict))
}

/// New models with their parameters and limits, and how they differ from the one that is most like them.
fn new_model_item(model: &NewModel, verdict: &Verdict) -> String {
    let NewModel { ids, parameters, nearest } = model;
    let types = ids.iter().map(|id| code_span(wording::type_of(id, verdict))).collect::<Vec<_>>().join(", ");
    let listed = ids.iter().map(|id| code_span(id)).collect::<Vec<_>>().join(", ");
    let parameters = parameters.iter().map(|parameter| format!("  - {}\n", code_span(parameter)));
    let nearest = nearest.as_ref().map(|nearest| differences(nearest, verdict)).unwrap_or_default();
    let (models, whose) = if ids.len() == 1 { ("model", "Its") } else { ("models", "Their") };
    let parameters = parameters.collect::<String>();
    format!("- {types}: requests to the new {models} {listed}.{nearest} {whose} parameters:\n{parameters}")
}

/// The names of the parameters that distinguish a new model from a known one.
fn differences(Nearest { id, removed, added }: &Nearest, verdict: &Verdict) -> String {
    let names = |lines: &[String]| {
        let names = lines.iter().filter_map(|line| line.split(':').next());
        names.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (old, new) = (names(removed), names(added));
    let listed = |what: &str, names: Vec<&String>| {
        let names = names.into_iter().map(|name| code_span(name)).collect::<Vec<_>>();
        (!names.is_empty()).then(|| format!("{what} {}", names.join(", ")))
    };
    let parts = [
        listed("with", new.difference(&old).collect()),
        listed("without", old.difference(&new).collect()),
        listed("with another", old.intersection(&new).collect()),
    ];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let but = if parts.is_empty() { "" } else { ", but " };
    format!(" Like {}{but}{parts}.", code_span(wording::type_of(id, verdict)))
}

/// The old and the new Rust, as a block below an item.
fn diff(Migration { old, new, .. }: &Migration) -> String {
    let old = old.iter().map(|line| format!("- {line}\n"));
    let lines = old.chain(new.iter().map(|line| format!("+ {line}\n"))).collect::<String>();
    let block = code_block("diff", &lines);
    let indented = block.lines().map(|line| format!("  {line}\n")).collect::<String>();
    format!("\n{indented}")
}

fn line(finding: &Finding, verdict: &Verdict) -> String {
    let mark = if finding.severity == Severity::Breaking { "**Breaking:** " } else { "" };
    format!("{mark}{}: {}.", wording::subject(finding, verdict), wording::change(finding))
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

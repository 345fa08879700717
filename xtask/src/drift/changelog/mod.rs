//! The entry in `CHANGELOG.md` for the changes of a report that users can see.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use super::finding::Finding;
use super::migration::{Migration, migration};
use super::new_model::{Nearest, NewModel};
use super::report::Report;
use super::severity::{Release, Severity};
use crate::counted;
use crate::escape::{code_block, code_span, shortened};

const UNRELEASED: &str = "## [Unreleased]\n";

/// The number of models that are listed. More models are counted instead.
const LISTED_MODELS: usize = 4;

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

/// The items for a finding: one for each new model, else one.
fn items(finding: &Finding, report: &Report) -> String {
    let new_model = |id: &String| report.new_models.iter().find(|model| model.id == *id);
    let new_models = finding.subjects.iter().filter_map(new_model).collect::<Vec<_>>();
    if finding.rule.id == "model-added" && new_models.len() == finding.subjects.len() {
        return new_models.into_iter().map(new_model_item).collect();
    }
    let migration = migration(finding, &report.verdict);
    let (change, diff) = migration
        .map_or_else(Default::default, |migration| (format!(" {}", migration.change), diff(&migration)));
    format!("- {}{change}\n{diff}", line(finding))
}

/// A new model with its parameters and limits, and how it differs from the one that is most like it.
fn new_model_item(model: &NewModel) -> String {
    let NewModel { id, parameters, nearest } = model;
    let parameters = parameters.iter().map(|parameter| format!("  - {}\n", code_span(parameter)));
    let nearest = nearest.as_ref().map(differences).unwrap_or_default();
    format!("- {}: model added.{nearest} Its parameters:\n{}", code_span(id), parameters.collect::<String>())
}

/// The names of the parameters that distinguish a new model from a known one.
fn differences(Nearest { id, removed, added }: &Nearest) -> String {
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
    format!(" Like {}{but}{parts}.", code_span(id))
}

/// The old and the new Rust, as a block below an item.
fn diff(Migration { old, new, .. }: &Migration) -> String {
    let old = old.iter().map(|line| format!("- {line}\n"));
    let lines = old.chain(new.iter().map(|line| format!("+ {line}\n"))).collect::<String>();
    let block = code_block("diff", &lines);
    let indented = block.lines().map(|line| format!("  {line}\n")).collect::<String>();
    format!("\n{indented}")
}

fn line(finding: &Finding) -> String {
    let mut text = match finding.severity {
        Severity::Breaking => "**Breaking:** ".to_owned(),
        _ => String::new(),
    };
    let subjects = finding.subjects.iter().map(|subject| code_span(subject)).collect::<Vec<_>>();
    text += &match subjects.len() {
        count if count > LISTED_MODELS => counted(count, finding.part.subject()),
        _ => subjects.join(", "),
    };
    if !finding.path.is_empty() {
        text += &format!(", {}", code_span(&finding.path));
    }
    text += &format!(": {}", finding.rule.id.replace('-', " "));
    match (&finding.old, &finding.new) {
        (Some(old), Some(new)) => text += &format!(", {} -> {}", shown(old), shown(new)),
        (Some(value), None) | (None, Some(value)) => text += &format!(" {}", shown(value)),
        (None, None) => {}
    }
    text + "."
}

fn shown(value: &str) -> String {
    code_span(&shortened(value))
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

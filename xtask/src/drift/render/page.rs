//! Renders a report as a page of text or Markdown.

use super::reason;
use crate::counted;
use crate::drift::changelog;
use crate::drift::finding::{Finding, Part};
use crate::drift::migration::{Migration, migration};
use crate::drift::new_model::{Nearest, NewModel};
use crate::drift::report::{Report, RequiredRelease, SinceRelease};
use crate::drift::severity::{Release, Severity};
use crate::escape;

/// The number of subjects of one finding that are listed.
const LISTED_SUBJECTS: usize = 60;

/// The number of changed API items that are listed.
const LISTED_ITEMS: usize = 40;

/// The number of characters of a commit id that are shown.
const SHORT_COMMIT: usize = 12;

/// The differences between text and Markdown.
pub struct Marks {
    head: &'static str,
    /// Follows a heading or a paragraph.
    blank: &'static str,
    item: &'static str,
    /// Precedes each of several lines below an item.
    nested: &'static str,
    /// Renders a text from outside.
    pub(crate) code: fn(&str) -> String,
    /// Renders lines in a language.
    block: fn(&str, &str) -> String,
}

pub(super) const TEXT: Marks =
    Marks { head: "", blank: "", item: "  ", nested: "", code: escape::control, block: indented };
pub(super) const MARKDOWN: Marks = Marks {
    head: "### ",
    blank: "\n",
    item: "- ",
    nested: "- ",
    code: escape::code_span,
    block: escape::code_block,
};

impl Marks {
    /// Items below a title with their number; empty if there are none.
    pub(crate) fn section(&self, title: &str, items: Vec<String>) -> String {
        self.counted_section(title, items.len(), items)
    }

    /// Items about `count` things below a title; empty if there are none.
    fn counted_section(&self, title: &str, count: usize, items: Vec<String>) -> String {
        if items.is_empty() {
            return String::new();
        }
        let Self { head, blank, .. } = self;
        format!("{head}{title} ({count})\n{blank}{}", items.concat())
    }

    /// An item, and the lines below it.
    pub(crate) fn item(&self, line: &str, below: &[String]) -> String {
        let indent = " ".repeat(self.item.len());
        let below = below.iter().map(|line| format!("{indent}  {line}\n")).collect::<String>();
        format!("{}{line}\n{below}", self.item)
    }
}

pub(super) struct Page<'a> {
    pub report: &'a Report,
    pub marks: &'static Marks,
}

impl Page<'_> {
    pub(super) fn render(&self) -> String {
        let actions = self.report.actions.iter().map(|action| self.item(&self.code(action), &[]));
        let actions = self.section("Action required", actions.collect());
        joined(vec![self.changes(), actions, self.changelog()])
    }

    /// The changes and what they mean to users.
    pub(super) fn changes(&self) -> String {
        let mut sections = vec![self.head()];
        for severity in Severity::ALL {
            let findings = self.report.of(severity).map(|finding| self.finding(finding));
            sections.push(self.section(title(severity), findings.collect()));
        }
        let new_models = &self.report.new_models;
        let count = new_models.iter().map(|model| model.ids.len()).sum();
        let items = new_models.iter().map(|model| self.new_model(model)).collect();
        sections.push(self.marks.counted_section("New models", count, items));
        let migrations = self.report.of(Severity::Breaking).filter_map(|finding| self.migration(finding));
        sections.push(self.section("What users change", migrations.collect()));
        sections.push(self.api());
        joined(sections)
    }

    fn head(&self) -> String {
        let Report { from, to, verdict, .. } = self.report;
        let from = from.as_ref().map_or("nothing", |commit| short(commit));
        let models = counted(self.report.models, "model");
        let mut lines = vec![format!("{} -> {}, {models}", self.code(from), self.code(short(to)))];
        if !self.report.has_drift() {
            lines.push("No drift.".to_owned());
        }
        if let Some(refused) = &self.report.refused {
            lines.push(format!("Cannot be vendored: {}", self.code(refused)));
        }
        match &verdict.unbuildable {
            Some(_) if self.report.refused.is_some() => lines.push("Verdict: does not build".to_owned()),
            Some(error) => lines.push(format!("Verdict: does not build: {}", self.code(error))),
            None => {}
        }
        let head = if verdict.unbuildable.is_some() { "Release, once it does" } else { "Verdict" };
        let why = verdict.by_documents.map(|why| format!(", by the documents alone: {why}"));
        lines.push(format!("{head}: {}{}", verdict.release.name(), why.unwrap_or_default()));
        lines.extend(self.forced_by());
        lines.extend(self.report.since_release.as_ref().map(|since| self.since_release(since)));
        format!("{}\n", lines.join(&format!("\n{}", self.marks.blank)))
    }

    /// The drift rules that the verdict follows from.
    fn forced_by(&self) -> Option<String> {
        let forcing = self.report.findings.iter().filter(|finding| self.report.verdict.is_forced_by(finding));
        let mut rules = forcing.map(|finding| self.code(&finding.rule.id)).collect::<Vec<_>>();
        rules.dedup();
        if rules.is_empty() && self.report.verdict.changes_api() {
            return Some("Because of: a change of the documents that no drift rule explains".to_owned());
        }
        (!rules.is_empty()).then(|| format!("Because of: {}", rules.join(", ")))
    }

    fn since_release(&self, since: &SinceRelease) -> String {
        let required = match &since.required {
            Err(error) => format!("unknown: {}", self.code(error)),
            Ok(RequiredRelease { verdict, next }) => match verdict.release {
                Release::None => "none".to_owned(),
                release => format!("{}, version {next} or higher", release.name()),
            },
        };
        format!("Since {} was released: {required}", since.version)
    }

    fn section(&self, title: &str, items: Vec<String>) -> String {
        self.marks.section(title, items)
    }

    fn item(&self, line: &str, below: &[String]) -> String {
        self.marks.item(line, below)
    }

    fn finding(&self, finding: &Finding) -> String {
        let mut line = self.code(&finding.rule.id);
        if ![Part::Create, Part::Document, Part::Operation].contains(&finding.part) {
            line += &format!(" ({})", finding.part.name());
        }
        if !finding.path.is_empty() {
            line += &format!(" {}", self.code(&finding.path));
        }
        if let Some(detail) = &finding.detail {
            line += &format!(", {}", detail.replace('-', " "));
        }
        match (&finding.old, &finding.new) {
            (Some(old), Some(new)) => line += &format!(": {} -> {}", self.value(old), self.value(new)),
            (Some(value), None) | (None, Some(value)) => line += &format!(": {}", self.value(value)),
            (None, None) => {}
        }
        self.item(&line, &[self.subjects(finding), reason(finding).to_owned()])
    }

    fn new_model(&self, model: &NewModel) -> String {
        let listed = |sign: &str, lines: &[String]| {
            lines.iter().map(|line| self.nested(&format!("{sign}{line}"))).collect::<Vec<_>>()
        };
        let NewModel { ids, parameters, nearest } = model;
        let mut below = listed("", parameters);
        if let Some(Nearest { id, removed, added }) = nearest {
            below.push(format!(
                "{}differences from {}, which is most like it:",
                self.marks.nested,
                self.code(id)
            ));
            below.extend(listed("- ", removed));
            below.extend(listed("+ ", added));
        }
        self.item(&ids.iter().map(|id| self.code(id)).collect::<Vec<_>>().join(", "), &below)
    }

    fn migration(&self, finding: &Finding) -> Option<String> {
        let Migration { old, new, change } = migration(finding, &self.report.verdict)?;
        let lines = |sign: &str, lines: Vec<String>| {
            lines.into_iter().map(|line| self.nested(&format!("{sign} {line}"))).collect::<Vec<_>>()
        };
        let mut below = lines("-", old);
        below.extend(lines("+", new));
        Some(self.item(&change, &below))
    }

    fn api(&self) -> String {
        let verdict = &self.report.verdict;
        let removed = verdict.removed.iter().map(|line| format!("- {line}"));
        let mut lines =
            removed.chain(verdict.added.iter().map(|line| format!("+ {line}"))).collect::<Vec<_>>();
        if lines.is_empty() {
            return String::new();
        }
        let count = lines.len();
        if count > LISTED_ITEMS {
            lines.truncate(LISTED_ITEMS);
            lines.push(format!("  and {} more", count - LISTED_ITEMS));
        }
        let Marks { head, blank, block, .. } = self.marks;
        format!("{head}Public Rust API ({count})\n{blank}{}", block("diff", &(lines.join("\n") + "\n")))
    }

    fn changelog(&self) -> String {
        let entry = changelog::entry(self.report);
        if entry.is_empty() {
            return String::new();
        }
        let Marks { head, blank, block, .. } = self.marks;
        format!("{head}For CHANGELOG.md\n{blank}{}", block("markdown", &entry))
    }

    fn subjects(&self, finding: &Finding) -> String {
        let noun = finding.part.subject();
        let listed = finding.subjects.iter().take(LISTED_SUBJECTS).map(|subject| self.code(subject));
        let listed = listed.collect::<Vec<_>>().join(", ");
        match finding.subjects.len() {
            1 => listed,
            count if count > LISTED_SUBJECTS => {
                format!("{}: {listed} and {} more", counted(count, noun), count - LISTED_SUBJECTS)
            }
            count => format!("{}: {listed}", counted(count, noun)),
        }
    }

    fn nested(&self, text: &str) -> String {
        format!("{}{}", self.marks.nested, self.code(text))
    }

    fn value(&self, value: &str) -> String {
        self.code(&escape::shortened(value))
    }

    fn code(&self, text: &str) -> String {
        (self.marks.code)(text)
    }
}

/// The sections that are not empty, with a blank line between them.
pub(crate) fn joined(mut sections: Vec<String>) -> String {
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

fn title(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "Breaking",
        Severity::Behavioral => "Behavioral",
        Severity::Additive => "Additive",
        Severity::Invisible => "Invisible",
    }
}

/// The lines of a text, indented.
fn indented(_language: &str, text: &str) -> String {
    let indented = |line: &str| match line {
        "" => "\n".to_owned(),
        line => format!("  {}\n", escape::control(line)),
    };
    text.lines().map(indented).collect()
}

fn short(commit: &str) -> &str {
    commit.get(..SHORT_COMMIT).unwrap_or(commit)
}

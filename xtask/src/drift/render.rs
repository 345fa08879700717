//! A report as text, as Markdown and as JSON.

use serde_json::{Value, json};

use super::changelog;
use super::finding::{Finding, Part};
use super::report::Report;
use super::rules::Severity;
use crate::counted;

/// More subjects of one finding are counted and not listed.
const SHOWN: usize = 60;

/// More lines of the API are counted and not listed.
const API_SHOWN: usize = 40;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For scripts.
    Json,
}

/// Writes `report`.
pub fn render(report: &Report, format: Format) -> String {
    match format {
        Format::Text => Page { report, marks: &TEXT }.to_text(),
        Format::Markdown => Page { report, marks: &MARKDOWN }.to_text(),
        Format::Json => format!("{:#}\n", to_json(report)),
    }
}

/// What makes the difference between text and Markdown.
struct Marks {
    head: &'static str,
    item: &'static str,
    code: &'static str,
    block: (&'static str, &'static str, &'static str),
}

const TEXT: Marks = Marks { head: "", item: "  ", code: "", block: ("", "  ", "") };
const MARKDOWN: Marks = Marks { head: "### ", item: "- ", code: "`", block: ("```diff\n", "", "```\n") };

struct Page<'a> {
    report: &'a Report,
    marks: &'static Marks,
}

impl Page<'_> {
    fn to_text(&self) -> String {
        let mut sections = vec![self.head()];
        for severity in Severity::ALL {
            let findings = self.report.of(severity).map(|finding| self.finding(finding));
            sections.push(self.section(title(severity), findings.collect()));
        }
        sections.push(self.api());
        let items = self.report.to_do.iter().map(|line| self.item(line, &[]));
        sections.push(self.section("To do", items.collect()));
        sections.push(self.changelog());
        sections.retain(|section| !section.is_empty());
        sections.join("\n")
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
            lines.push(format!("Cannot be vendored: {refused}"));
        }
        let by = match verdict.compared_api {
            true => "",
            false => ", by the documents alone: the client is not generated from both states",
        };
        lines.push(format!("Verdict: {}{by}", verdict.release.name()));
        lines.extend(self.forced_by());
        let separator = if self.marks.head.is_empty() { "\n" } else { "\n\n" };
        format!("{}\n", lines.join(separator))
    }

    /// The rules that the verdict follows from.
    fn forced_by(&self) -> Option<String> {
        let forcing = self.report.findings.iter().filter(|finding| self.report.verdict.is_forced_by(finding));
        let mut rules = forcing.map(|finding| self.code(&finding.rule.id)).collect::<Vec<_>>();
        rules.dedup();
        if rules.is_empty() && self.report.verdict.changes_api() {
            return Some(
                "Because of: the layout of a document, which the generator reads otherwise".to_owned(),
            );
        }
        (!rules.is_empty()).then(|| format!("Because of: {}", rules.join(", ")))
    }

    fn section(&self, title: &str, items: Vec<String>) -> String {
        if items.is_empty() {
            return String::new();
        }
        let blank = if self.marks.head.is_empty() { "" } else { "\n" };
        format!("{}{title} ({})\n{blank}{}", self.marks.head, items.len(), items.concat())
    }

    fn item(&self, line: &str, below: &[String]) -> String {
        let indent = " ".repeat(self.marks.item.len());
        let below = below.iter().map(|line| format!("{indent}  {line}\n")).collect::<String>();
        format!("{}{line}\n{below}", self.marks.item)
    }

    fn finding(&self, finding: &Finding) -> String {
        let mut line = self.code(&finding.rule.id);
        if finding.part != Part::Create && finding.part != Part::Document {
            line += &format!(" ({})", finding.part.name());
        }
        if !finding.path.is_empty() {
            line += &format!(" {}", self.code(&finding.path));
        }
        match (&finding.old, &finding.new) {
            (Some(old), Some(new)) => line += &format!(": {} -> {}", self.code(old), self.code(new)),
            (Some(value), None) | (None, Some(value)) => line += &format!(": {}", self.code(value)),
            (None, None) => {}
        }
        self.item(&line, &[subjects(finding), reason(finding)])
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
        if count > API_SHOWN {
            lines.truncate(API_SHOWN);
            lines.push(format!("  and {} more", count - API_SHOWN));
        }
        let (open, indent, close) = self.marks.block;
        let lines = lines.iter().map(|line| format!("{indent}{line}\n")).collect::<String>();
        let blank = if self.marks.head.is_empty() { "" } else { "\n" };
        format!("{}Public Rust API ({count})\n{blank}{open}{lines}{close}", self.marks.head)
    }

    fn changelog(&self) -> String {
        let entry = changelog::entry(self.report);
        if entry.is_empty() {
            return String::new();
        }
        let (open, close) = if self.marks.head.is_empty() { ("", "") } else { ("\n```markdown\n", "```\n") };
        let indent = self.marks.block.1;
        let indented =
            |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") };
        let lines = entry.lines().map(indented).collect::<String>();
        format!("{}For CHANGELOG.md\n{open}{lines}{close}", self.marks.head)
    }

    fn code(&self, text: &str) -> String {
        let mark = self.marks.code;
        format!("{mark}{text}{mark}")
    }
}

fn title(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "Breaking",
        Severity::Additive => "Additive",
        Severity::Invisible => "Invisible",
    }
}

fn subjects(finding: &Finding) -> String {
    let noun = if finding.part == Part::Document { "document" } else { "model" };
    let listed = finding.subjects.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match finding.subjects.len() {
        1 => listed,
        count if count > SHOWN => format!("{}: {listed} and {} more", counted(count, noun), count - SHOWN),
        count => format!("{}: {listed}", counted(count, noun)),
    }
}

/// Why it is as bad as it is.
fn reason(finding: &Finding) -> String {
    if finding.severity == finding.rule.severity() {
        return finding.rule.why.to_owned();
    }
    let is_of = |prefix| finding.rule.id.starts_with(prefix);
    let why = if is_of("endpoint-") {
        "where the client calls, nothing describes it: its request type is gone"
    } else {
        "a type of it has another name now: models that shared it went different ways"
    };
    why.to_owned()
}

/// The part of a commit's id that people read.
pub fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}

fn to_json(report: &Report) -> Value {
    let Report { verdict, .. } = report;
    let findings = report.findings.iter().map(|finding| {
        json!({
            "rule": finding.rule.id,
            "severity": finding.severity.name(),
            "part": finding.part.name(),
            "path": finding.path,
            "old": finding.old,
            "new": finding.new,
            "subjects": finding.subjects,
            "why": reason(finding),
            "forces_verdict": verdict.is_forced_by(finding),
        })
    });
    json!({
        "from": report.from,
        "to": report.to,
        "models": report.models,
        "verdict": verdict.release.name(),
        "verdict_by": if verdict.compared_api { "api" } else { "documents" },
        "api": { "removed": verdict.removed, "added": verdict.added },
        "findings": findings.collect::<Vec<_>>(),
        "refused": report.refused,
        "to_do": report.to_do,
        "changelog": changelog::entry(report),
    })
}

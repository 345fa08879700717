//! What users of the crate change because of a breaking finding: the old and the new Rust, and the change.

use std::collections::HashSet;

use super::finding::Finding;
use super::severity::Severity;
use super::verdict::Verdict;

/// What users change.
pub struct Migration {
    /// Lines of the public API that they use before.
    pub old: Vec<String>,
    /// Lines that replace them.
    pub new: Vec<String>,
    /// The change, as Markdown.
    pub change: String,
}

/// What users change because of `finding`, if it is breaking and the public API of both states is known. The models of
/// one finding change in the same way, so that one of them is shown.
pub fn migration(finding: &Finding, verdict: &Verdict) -> Option<Migration> {
    let subject = finding.subjects.first().filter(|_| finding.severity == Severity::Breaking)?;
    let owner = verdict.types.get(subject).map(String::as_str);
    let item = Item::of(finding, owner);
    let mut old = item.lines(&verdict.removed);
    let mut new = item.lines(&verdict.added);
    if let Item::Values(_) = item {
        // The new enum of another model may have a removed value, too.
        let enums = old.iter().filter_map(|line| type_of(line)).collect::<HashSet<_>>();
        new.retain(|line| type_of(line).is_some_and(|name| enums.contains(name)));
    } else {
        let owners = constructed(finding, verdict);
        old.extend(constructors(&verdict.removed, &owners));
        new.extend(constructors(&verdict.added, &owners));
    }
    let change = change(finding, verdict, owner.unwrap_or("the type"));
    (!old.is_empty() || !new.is_empty()).then_some(Migration { old: listed(old), new: listed(new), change })
}

/// The number of lines that are shown before and after a change.
const LISTED_LINES: usize = 100;

fn listed(mut lines: Vec<String>) -> Vec<String> {
    let count = lines.len();
    if count > LISTED_LINES {
        lines.truncate(LISTED_LINES);
        lines.push(format!("and {} more", count - LISTED_LINES));
    }
    lines
}

/// The types whose constructor a finding may change: those of the models that it names, or of the nested objects with the
/// property.
fn constructed<'a>(finding: &'a Finding, verdict: &'a Verdict) -> HashSet<&'a str> {
    let Some(name) = nested_name(&finding.path) else {
        let ids = finding.subjects.first().into_iter().chain(&finding.old).chain(&finding.new);
        return ids.filter_map(|id| verdict.types.get(id)).map(String::as_str).collect();
    };
    let requests = verdict.types.values().map(String::as_str).collect::<HashSet<_>>();
    let takes_it = |line: &&String| {
        line.contains("::new(")
            && [format!("({name}: "), format!(", {name}: ")].iter().any(|it| line.contains(it))
    };
    let lines = verdict.removed.iter().chain(&verdict.added).filter(takes_it);
    lines.filter_map(|line| type_of(line)).filter(|name| !requests.contains(name)).collect()
}

/// The constructors of types.
fn constructors(lines: &[String], owners: &HashSet<&str>) -> Vec<String> {
    let is_constructor =
        |line: &&String| line.contains("::new(") && type_of(line).is_some_and(|name| owners.contains(name));
    lines.iter().filter(is_constructor).cloned().collect()
}

/// The type that a line is about: `Mode::Pro = "pro"`.
fn type_of(line: &str) -> Option<&str> {
    line.split_once("::").map(|(name, _)| name)
}

/// The name of the property at a path, if it is that of a nested object.
fn nested_name(path: &str) -> Option<&str> {
    let path = path.trim_end_matches("[]");
    path.contains(['.', '[', '<']).then(|| path.rsplit(['.', '>', ']']).next().unwrap_or(path))
}

/// What a line of the public API must contain to be about a finding.
enum Item {
    /// The setter with this end: `::seed(`.
    Setter(String),
    /// The variants of these values, which are JSON, of any enum but that of the models.
    Values(HashSet<String>),
    /// The variants of the models with these ids, which are JSON.
    Models(HashSet<String>),
}

impl Item {
    fn of(finding: &Finding, owner: Option<&str>) -> Self {
        let rule = finding.rule.id.as_str();
        if finding.path.is_empty() {
            let names = finding.subjects.iter().chain(&finding.old).chain(&finding.new);
            return Self::Models(names.map(|name| format!("{name:?}")).collect());
        }
        if rule.starts_with("request-property-enum-value-re") {
            let values = finding.old.iter().chain(&finding.new).flat_map(|values| values.split(", "));
            return Self::Values(values.map(str::to_owned).collect());
        }
        let name = finding.path.trim_end_matches("[]");
        match (owner, nested_name(&finding.path)) {
            (_, Some(name)) => Self::Setter(format!("::{name}(")),
            (Some(owner), None) => Self::Setter(format!("{owner}::{name}(")),
            (None, None) => Self::Setter(format!("::{name}(")),
        }
    }

    fn lines(&self, lines: &[String]) -> Vec<String> {
        lines.iter().filter(|line| self.is_in(line)).cloned().collect()
    }

    fn is_in(&self, line: &str) -> bool {
        match self {
            Self::Setter(end) if end.starts_with("::") => line.contains(end.as_str()),
            Self::Setter(start) => line.starts_with(start.as_str()),
            Self::Values(values) => !line.starts_with("Model::") && has_value(line, values),
            Self::Models(ids) => line.starts_with("Model::") && has_value(line, ids),
        }
    }
}

/// Whether a line is about a variant with one of the values: `Mode::Pro = "pro"`.
fn has_value(line: &str, values: &HashSet<String>) -> bool {
    line.split_once(" = ").is_some_and(|(_, value)| values.contains(value))
}

fn change(finding: &Finding, verdict: &Verdict, owner: &str) -> String {
    let name = finding.path.rsplit(['.', '>', ']']).find(|name| !name.is_empty()).unwrap_or_default();
    let new_owner = finding.new.as_ref().and_then(|id| verdict.types.get(id)).map_or(owner, String::as_str);
    match finding.rule.id.as_str() {
        "new-required-request-property" => format!("Pass `{name}` to `new`."),
        "request-property-became-required" => {
            format!("Pass `{name}` to `new` instead of calling its setter.")
        }
        "request-property-became-optional" => {
            format!("Call the setter `{name}` instead of passing it to `new`.")
        }
        "request-property-removed" => format!("Do not set `{name}`: the service has removed it."),
        "request-property-became-not-enum" => format!("Pass the text of the value to `{name}`."),
        "request-property-became-enum" => format!("Pass a variant of the new enum to `{name}`."),
        "request-property-enum-value-removed" | "request-property-enum-value-replaced" => {
            format!("Use another value of `{name}`.")
        }
        "request-property-any-of-removed" => format!("Use another variant for `{name}`."),
        "request-property-type-changed" => format!("Pass a value of the new type to `{name}`."),
        "model-renamed" => format!("Use `{new_owner}`, which replaces the old type."),
        _ if name.is_empty() => format!("Use another model than `{owner}`."),
        _ => format!("Use the new type of `{name}`."),
    }
}

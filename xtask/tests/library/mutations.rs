//! Single changes of small documents, in `mutations.txt`: the drift rules, the severity and the verdict of each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use xtask::drift::report::{Report, Side};
use xtask::drift::severity::Severity;
use xtask::openapi::endpoint::Endpoint;
use xtask::upstream::Upstream;

use crate::support::{base_documents, in_threads, merge, upstream_of};

/// The names that places start with, and the JSON pointers that they stand for.
const ROOTS: [(&str, &str, &str); 13] = [
    ("body", TEXT, "/paths/~1v2~1video~1generations/post/requestBody/content/application~1json/schema"),
    ("image", IMAGE, "/paths/~1v2~1video~1generations/post/requestBody/content/application~1json/schema"),
    ("op", TEXT, "/paths/~1v2~1video~1generations/post"),
    ("made", TEXT, "/paths/~1v2~1video~1generations/post/responses/200/content/application~1json/schema"),
    ("job", FETCH, "/paths/~1v2~1video~1generations/get/responses/200/content/application~1json/schema"),
    ("get", FETCH, "/paths/~1v2~1video~1generations/get"),
    ("log", LOGS, "/paths/~1v2~1logs/get"),
    (
        "row",
        LOGS,
        "/paths/~1v2~1logs/get/responses/200/content/application~1json/schema/properties/data/items",
    ),
    ("text", TEXT, ""),
    ("pic", IMAGE, ""),
    ("fetch", FETCH, ""),
    ("logs", LOGS, ""),
    ("files", "", ""),
];

const TEXT: &str = "/docs~1api-references~1video-models~1Kling-AI~1v9-text.json";
const IMAGE: &str = "/docs~1api-references~1video-models~1Kling-AI~1v9-image.json";
const FETCH: &str = "/docs~1api-references~1video-models~1universal-video-fetch.json";
const LOGS: &str = "/docs~1api-references~1service-endpoints~1logs-v2.json";

/// A line of the table.
struct Mutation {
    changes: &'static str,
    /// Rules, severity and verdict.
    expected: String,
}

fn mutations() -> Vec<Mutation> {
    let lines = include_str!("../mutations.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mutation = |line: &'static str| {
        let fields = line.split(" | ").map(str::trim).collect::<Vec<_>>();
        let [changes, rules, severity, verdict] = fields[..] else { panic!("{line}") };
        Mutation { changes, expected: format!("{rules} | {severity} | {verdict}") }
    };
    lines.map(mutation).collect()
}

#[test]
fn each_mutation_has_its_rules_severity_and_verdict() {
    let mutations = mutations();
    assert!(mutations.len() >= 200);
    let unique = mutations.iter().map(|mutation| mutation.changes).collect::<BTreeSet<_>>();
    assert_eq!(unique.len(), mutations.len());
    let wrong = in_threads(&mutations, wrong);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), mutations.len(), wrong.join("\n"));
}

/// A line for each mutation whose outcome is not the expected one.
fn wrong(mutations: &[Mutation]) -> Vec<String> {
    let base = Old::of(base_documents());
    let wrong = mutations.iter().filter_map(|Mutation { changes, expected }| {
        let (before, after) = changes.split_once(" => ").unwrap_or(("", changes));
        let other = (!before.is_empty()).then(|| Old::of(changed(&base.documents, before)));
        let old = other.as_ref().unwrap_or(&base);
        let new = upstream_of("new", &changed(&old.documents, after));
        let new = Upstream { vendored: old.vendored.clone(), ..new };
        let outcome = outcome(&Report::new(&old.side, &Side::upstream(&new).unwrap()));
        (outcome != *expected).then(|| format!("{changes}\n  expected {expected}\n  found    {outcome}"))
    });
    wrong.collect()
}

/// The state that a change is made to.
struct Old {
    documents: Value,
    vendored: BTreeMap<String, Endpoint>,
    side: Side,
}

impl Old {
    fn of(documents: Value) -> Self {
        let upstream = upstream_of("old", &documents);
        let vendored = upstream.spec_set().unwrap().endpoints();
        Self { documents, vendored, side: Side::upstream(&upstream).unwrap() }
    }
}

fn changed(documents: &Value, changes: &str) -> Value {
    let mut documents = documents.clone();
    changes.split(" ; ").for_each(|change| apply(&mut documents, change));
    documents
}

fn outcome(report: &Report) -> String {
    let rules = report.findings.iter().map(|finding| finding.rule.id.as_str()).collect::<BTreeSet<_>>();
    let rules = rules.into_iter().collect::<Vec<_>>().join(", ");
    let severity = report.findings.iter().map(|finding| finding.severity).min().map_or("-", Severity::name);
    let rules = if rules.is_empty() { "-" } else { &rules };
    format!("{rules} | {severity} | {}", report.verdict.name())
}

fn apply(documents: &mut Value, change: &str) {
    let (place, rest) = change.split_once(' ').unwrap_or_else(|| panic!("{change}"));
    if let Some(path) = place.strip_prefix("both/") {
        for root in ["body", "image"] {
            apply(documents, &format!("{root}/{path} {rest}"));
        }
        return;
    }
    let (operator, value) = rest.split_once(' ').unwrap_or((rest, "null"));
    let value: Value = match operator {
        "<" => documents.pointer(&pointer(value)).unwrap_or_else(|| panic!("{change}")).clone(),
        _ => serde_json::from_str(value).unwrap_or_else(|error| panic!("{change}: {error}")),
    };
    let pointer = pointer(place);
    if operator == "&" {
        return merge(documents.pointer_mut(&pointer).unwrap_or_else(|| panic!("{change}")), &value);
    }
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let parent = documents.pointer_mut(parent).unwrap_or_else(|| panic!("{change}: {parent}"));
    match (operator, parent) {
        ("=" | "<", Value::Object(parent)) => drop(parent.insert(key, value)),
        ("=", Value::Array(parent)) => parent[key.parse::<usize>().unwrap()] = value,
        ("+=", parent) => parent[&key].as_array_mut().unwrap_or_else(|| panic!("{change}")).push(value),
        ("-", Value::Object(parent)) => assert!(parent.remove(&key).is_some(), "{change}"),
        ("-", Value::Array(parent)) => drop(parent.remove(key.parse::<usize>().unwrap())),
        _ => panic!("{change}"),
    }
}

/// The JSON pointer of a place.
fn pointer(place: &str) -> String {
    let (root, path) = place.split_once('/').unwrap_or((place, ""));
    let (_, document, inner) =
        ROOTS.iter().find(|(name, ..)| *name == root).unwrap_or_else(|| panic!("{place}"));
    let path = path.replace("/@", "/properties/");
    let path = path.strip_prefix('@').map_or(path.clone(), |path| format!("properties/{path}"));
    format!("{document}{inner}/{path}").trim_end_matches('/').to_owned()
}

//! The report for one small change of a small upstream. `drift/base.json` holds the documents of the old state,
//! `drift/patch/*.json` a merge patch (RFC 7396) that makes the new state of it, and `drift/before/*.json` one
//! that is applied to the old state first, where a case needs another one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::{assert_snapshot, glob};
use serde_json::Value;
use xtask::drift::drift_rules;
use xtask::drift::render::{Format, render};
use xtask::drift::report::Report;

use crate::support::{base_documents, merge, sides, snapshot_settings};

#[test]
fn each_case_has_the_expected_report() {
    snapshot_settings().bind(|| {
        glob!("..", "drift/patch/*.json", |patch| assert_snapshot!("drift", summary(&report(patch))));
    });
}

/// The name of a case starts with the id of the drift rule that it is for, or with `none-`.
#[test]
fn each_case_finds_the_change_that_it_is_named_after() {
    let cases = fs::read_dir(folder().join("patch")).unwrap().map(|entry| entry.unwrap().path());
    let cases = cases.collect::<Vec<_>>();
    assert!(cases.len() >= 60);
    for patch in cases {
        let name = patch.file_stem().unwrap().to_str().unwrap();
        let report = report(&patch);
        let found = report.findings.iter().map(|finding| finding.rule.id.as_str()).collect::<BTreeSet<_>>();
        if name.starts_with("none-") {
            assert!(found.is_empty(), "{name}: {found:?}");
        }
        let rules = drift_rules::all().filter(|rule| name.starts_with(&rule.id));
        if let Some(rule) = rules.max_by_key(|rule| rule.id.len()) {
            assert!(found.contains(rule.id.as_str()), "{name}: {found:?}");
        }
    }
}

fn json(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift")
}

fn report(patch: &Path) -> Report {
    let mut old = base_documents();
    let mut new = old.clone();
    merge(&mut new, &json(patch));
    let before = folder().join("before").join(patch.file_name().unwrap());
    if before.exists() {
        merge(&mut old, &json(&before));
    }
    let (old, new) = sides(&old, &new);
    Report::new(&old, &new)
}

/// The report without the actions that the generator requires, which depend on its tables for the real models.
fn summary(report: &Report) -> String {
    let text = render(report, Format::Text);
    text.split("\nAction required (").next().unwrap().split("\nFor CHANGELOG.md").next().unwrap().to_owned()
}

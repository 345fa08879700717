//! One small change of a small upstream, one report: `drift/base.json`, `drift/patch/*.json` (a merge patch
//! that makes the new state), `drift/before/*.json` (one for the old state, where that is not the base),
//! `drift/output/*.out`. `UPDATE=1 cargo test -p xtask --test drift` writes the outputs anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;
use xtask::document::{Document, parse};
use xtask::drift::render::{Format, render};
use xtask::drift::report::{Report, Side};
use xtask::drift::rules;
use xtask::lock::sha256;
use xtask::specs::Upstream;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift")
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// RFC 7396.
fn merge(target: &mut Value, patch: &Value) {
    let Some(patch) = patch.as_object() else { return *target = patch.clone() };
    if !target.is_object() {
        *target = Value::Object(Default::default());
    }
    let target = target.as_object_mut().unwrap();
    for (key, value) in patch {
        match value {
            Value::Null => drop(target.remove(key)),
            value => merge(target.entry(key.clone()).or_insert(Value::Null), value),
        }
    }
}

/// A state whose documents are the members of `documents`, by path.
fn side(commit: &str, documents: &Value) -> Side {
    let mut upstream = Upstream {
        name: commit.to_owned(),
        commit: commit.to_owned(),
        documents: vec![],
        skips: vec![],
        unreadable: vec![],
    };
    for (path, json) in documents.as_object().unwrap() {
        let text = json.to_string();
        match parse(text.as_bytes()) {
            Ok(json) => upstream.documents.push(Document {
                path: path.clone(),
                blob: sha256(text.as_bytes()),
                json: Rc::new(json),
            }),
            Err(error) => upstream.unreadable.push((vec![path.clone()], error)),
        }
    }
    Side::upstream(&upstream).unwrap()
}

/// The report without what the build's tables ask for: they are for the real models.
fn outcome(report: &Report) -> String {
    let text = render(report, Format::Text);
    text.split("\nTo do (").next().unwrap().split("\nFor CHANGELOG.md").next().unwrap().to_owned()
}

fn cases() -> Vec<String> {
    let files = fs::read_dir(folder().join("patch")).unwrap();
    let mut names = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>();
    names.sort();
    names.iter().map(|name| name.strip_suffix(".json").unwrap().to_owned()).collect()
}

fn report_of(case: &str) -> Report {
    let mut old = json(&folder().join("base.json"));
    let mut new = old.clone();
    merge(&mut new, &json(&folder().join(format!("patch/{case}.json"))));
    let before = folder().join(format!("before/{case}.json"));
    if before.exists() {
        merge(&mut old, &json(&before));
    }
    Report::new(&side("old", &old), &side("new", &new))
}

#[test]
fn every_case() {
    let mut differing = Vec::new();
    for case in cases() {
        let found = outcome(&report_of(&case));
        let file = folder().join(format!("output/{case}.out"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            differing.push(format!("{case}:\n--- expected\n{expected}\n--- found\n{found}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// A case is called like the rule it is for, and finds nothing else.
#[test]
fn a_case_finds_what_it_is_called() {
    for case in cases() {
        let found =
            report_of(&case).findings.iter().map(|finding| finding.rule.id.as_str()).collect::<BTreeSet<_>>();
        if case.starts_with("none-") {
            assert!(found.is_empty(), "{case}: {found:?}");
        }
        if let Some(rule) = rules::all().filter(|rule| case == rule.id).max_by_key(|rule| rule.id.len()) {
            assert!(found.contains(rule.id.as_str()), "{case}: {found:?}");
        }
    }
    assert!(cases().len() >= 60);
}

//! The drift rules about documents as files: those that need a state of a repository, or that exist in the old state.

use serde_json::json;
use xtask::drift::report::Report;
use xtask::drift::severity::Release::{self, Major, Minor, None as Nothing};
use xtask::sync_specs;

use crate::support::*;

/// The report on what `change` changes after `before`.
fn report(
    before: impl FnOnce(&mut UpstreamRepository),
    change: impl FnOnce(&mut UpstreamRepository),
) -> Report {
    let mut upstream = UpstreamRepository::small();
    before(&mut upstream);
    let old = upstream.commit();
    // The old state is the vendored one, as in practice, and a revision; both are compared in the same way.
    let workspace = Workspace::of(&upstream);
    change(&mut upstream);
    let new = upstream.commit();
    let vendored = sync_specs::dry_run(&upstream.main(), &workspace.specs(), false).unwrap();
    let compared = sync_specs::compare(&upstream.rev(&old), &upstream.rev(&new)).unwrap();
    assert_eq!(findings(&vendored), findings(&compared));
    vendored
}

/// The findings: rule, severity, subjects, old and new value.
fn findings(report: &Report) -> Vec<String> {
    let findings = report.findings.iter().map(|it| {
        let subjects = it.subjects.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let (old, new) = (it.old.as_deref().unwrap_or("-"), it.new.as_deref().unwrap_or("-"));
        format!("{} | {} | {subjects} | {old} | {new}", it.rule.id, it.severity.name())
    });
    findings.collect()
}

fn has(report: &Report, expected: &[&str], verdict: Release) {
    assert_eq!(findings(report), expected);
    assert_eq!(report.verdict.release, verdict);
}

fn path(file: &str) -> String {
    format!("{KLING}{file}")
}

/// A document that nothing is vendored from.
fn unused(parameter: &str) -> serde_json::Value {
    let parameters = json!([{ "name": parameter, "in": "query", "schema": { "type": "string" } }]);
    document("/v3/video", "get", json!({ "parameters": parameters, "description": parameter }))
}

#[test]
fn a_change_of_a_document_that_nothing_is_vendored_from_is_reported_with_what_to_compare() {
    let report = report(
        |upstream| drop(upstream.put(path("other.json"), unused("a"))),
        |upstream| drop(upstream.put(path("other.json"), unused("b"))),
    );
    let file = path("other.json");
    has(
        &report,
        &[&format!(
            "document-changed | invisible | {file} | - | describes GET /v3/video, which is not vendored"
        )],
        Nothing,
    );
    assert_eq!(
        report.actions[0],
        "document-changed: compare it with the document that was selected instead: upstream may have corrected the other one"
    );
}

#[test]
fn a_change_of_prose_in_a_document_that_nothing_is_vendored_from_is_none() {
    let mut reworded = unused("a");
    reworded["paths"]["/v3/video"]["get"]["description"] = "Other words.".into();
    let report = report(
        |upstream| drop(upstream.put(path("other.json"), unused("a"))),
        |upstream| drop(upstream.put(path("other.json"), reworded)),
    );
    has(&report, &[], Nothing);
}

#[test]
fn a_document_that_is_moved_out_of_the_folders_is_reported_with_its_new_place() {
    let id = "klingai/v10";
    let report = report(
        |upstream| drop(upstream.put(path("v10.json"), create(id))),
        |upstream| {
            upstream.remove(path("v10.json"));
            upstream.put("reference/v10.json", create(id));
        },
    );
    let file = path("v10.json");
    has(
        &report,
        &[
            &format!("document-moved-away | invisible | {file} | - | reference/v10.json"),
            "model-removed | breaking | klingai/v10 | - | -",
        ],
        Major,
    );
    let action =
        "document-moved-away: add the folder to xtask/src/upstream/candidate.rs, or report the move upstream";
    assert!(report.actions.iter().any(|it| it == action), "{:?}", report.actions);
}

#[test]
fn a_model_whose_document_could_not_be_parsed_before_is_readable_now() {
    let report = report(
        |upstream| drop(upstream.put(path("v10.json"), "{")),
        |upstream| drop(upstream.put(path("v10.json"), create("klingai/v10"))),
    );
    has(&report, &["model-readable | additive | klingai/v10 | - | -"], Minor);
}

#[test]
fn a_model_that_is_described_by_a_better_document_is_reported_with_both() {
    let id = "klingai/v10-pro-text-to-video";
    let (worse, better) = (path("other.json"), path("v10-pro-text-to-video.json"));
    let report = report(
        |upstream| drop(upstream.put(&worse, create(id))),
        |upstream| {
            let mut document = create(id);
            schema(&mut document)["properties"]["seed"] = json!({ "type": "integer" });
            upstream.put(&better, document);
        },
    );
    has(
        &report,
        &[
            &format!("another-document-selected | invisible | {id} | {worse} | {better}"),
            &format!("new-optional-request-property | additive | {id} | - | integer"),
        ],
        Minor,
    );
}

#[test]
fn a_new_document_that_cannot_be_vendored_because_of_its_place_or_format_is_reported() {
    let report = report(
        |_| {},
        |upstream| {
            upstream.put("reference/kling/v10.json", create("klingai/v10"));
            upstream.put(path("v11.yaml"), "openapi: 3.1.0");
            // These are programs, and a page.
            upstream.put("shared/snippets/kling/config.json", "{}");
            upstream.put(path("v11.md"), "# v11");
        },
    );
    has(
        &report,
        &[
            &format!("document-added | invisible | {} | - | is YAML, which is not read", path("v11.yaml")),
            "document-added | invisible | reference/kling/v10.json | - | is outside of the folders with documents",
        ],
        Nothing,
    );
}

#[test]
fn a_model_whose_document_is_yaml_now_is_removed_and_the_document_is_reported() {
    let id = "klingai/v10";
    let report = report(
        |upstream| drop(upstream.put(path("v10.json"), create(id))),
        |upstream| {
            upstream.remove(path("v10.json"));
            upstream.put(path("v10.yaml"), "openapi: 3.1.0");
        },
    );
    has(
        &report,
        &[
            &format!("document-added | invisible | {} | - | is YAML, which is not read", path("v10.yaml")),
            "model-removed | breaking | klingai/v10 | - | -",
        ],
        Major,
    );
}

#[test]
fn the_bytes_of_a_document_that_mean_the_same_are_no_change() {
    let v9 = path("v9-pro-text-to-video.json");
    let document = create("klingai/v9-pro-text-to-video").to_string();
    let rewritten: [fn(&str) -> String; 4] = [
        |it| format!("\u{feff}{it}"),
        |it| it.replace(',', ",\r\n"),
        // Of names that occur twice, the last one counts.
        |it| it.replacen("{", r#"{"openapi":"2.0","#, 1),
        |it| it.replace("prompt", "\\u0070rompt"),
    ];
    for rewrite in rewritten {
        let text = rewrite(&document);
        assert_ne!(text, document);
        has(&report(|_| {}, |upstream| drop(upstream.put(&v9, text))), &[], Nothing);
    }
}

#[test]
fn a_document_that_is_no_json_any_more_is_reported_with_the_reason() {
    let v9 = path("v9-pro-text-to-video.json");
    let document = create("klingai/v9-pro-text-to-video").to_string();
    for (text, reason) in [
        (document.replacen("{", "{ // Words.\n", 1), "key must be a string at line 1 column 3"),
        (document.replacen("{", r#"{"x-limit":1e400,"#, 1), "number out of range at line 1 column 16"),
        (format!("{document}}}"), "trailing characters"),
        ("openapi: 3.1.0\npaths: {}\n".to_owned(), "expected value at line 1 column 1"),
        ("<!DOCTYPE html>".to_owned(), "expected value at line 1 column 1"),
        (String::new(), "EOF while parsing a value at line 1 column 0"),
    ] {
        let mut upstream = UpstreamRepository::small();
        upstream.put(path("v10.json"), create("klingai/v10"));
        let old = upstream.commit();
        upstream.put(&v9, text);
        let new = upstream.commit();
        let (old, new) = (upstream.rev(&old), upstream.rev(&new));
        let report = sync_specs::compare(&old, &new).unwrap();
        assert_eq!(report.verdict.name(), "does-not-build");
        let finding = &report.findings[0];
        assert_eq!((finding.rule.id.as_str(), report.findings.len()), ("document-unreadable", 1));
        let error = finding.new.as_ref().unwrap();
        assert!(error.starts_with(&format!("not JSON: {reason}")), "{error}");
    }
}

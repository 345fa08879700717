//! `check-live`: its reports and exit codes.

use std::process::{Command, Output};

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::*;

const V9: &str = "klingai/v9-pro-text-to-video";
const MOTION: &str = "klingai/v9-motion-control";
const PRO_MOTION: &str = "klingai/v9-pro-motion-control";

/// The outcome of the command, with the URL of the service as `SERVICE`, and its standard output.
fn check(service: &ScriptedService, workspace: &Workspace, args: &[&str]) -> (Option<i32>, String) {
    let output = run(&["--url", &service.url()], workspace, args);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (output.status.code(), String::from_utf8(output.stdout).unwrap().replace(&service.url(), "SERVICE"))
}

fn run(url: &[&str], workspace: &Workspace, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["check-live", "--specs"]).arg(workspace.specs()).args(url).args(args);
    // The key of a user must not matter.
    command.env("AIML_API_KEY", "secret").output().unwrap()
}

#[test]
fn a_report_lists_ids_differences_and_what_was_not_compared() {
    let mut upstream = UpstreamRepository::small();
    upstream.put(format!("{KLING}v9-pro-motion-control.json"), create(MOTION));
    upstream.put(format!("{KLING}v9-pro-image-to-video.json"), create("klingai/v9-pro-image-to-video"));
    let workspace = Workspace::of(&upstream);

    let mut text = create(V9);
    schema(&mut text)["properties"]["seed"] = json!({ "type": "integer" });
    let image = create("klingai/v9-pro-image-to-video");
    let service =
        ScriptedService::of([(V9, &text), (PRO_MOTION, &create(PRO_MOTION)), ("klingai/v9-image", &image)]);
    service.list(&[
        service.entry(V9, &[]),
        service.entry(PRO_MOTION, &[]),
        service.entry("klingai/v9-image", &["klingai/v9-pro-image-to-video"]),
        service.entry("klingai/v9-lipsync", &[]),
    ]);

    for (format, name) in [("text", "live_report"), ("markdown", "live_report_markdown")] {
        let (code, report) = check(&service, &workspace, &["--format", format]);
        assert_eq!(code, Some(1));
        let commit = upstream.commit();
        let report = report.replace(&commit[..12], "COMMIT");
        snapshot_settings().bind(|| assert_snapshot!(name, report));
    }

    let (code, report) = check(&service, &workspace, &["--format", "json"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!((code, &report["agrees"], &report["models"]), (Some(1), &json!(false), &json!(4)));
    assert_eq!(report["unknown"], json!([MOTION]));
    assert_eq!(report["undescribed"], json!(["klingai/v9-lipsync", PRO_MOTION]));
    assert_eq!(report["aliases"], json!({ "klingai/v9-pro-image-to-video": ["klingai/v9-image"] }));
    assert_eq!(report["report"]["findings"][0]["rule"], "model-renamed");
}

#[test]
fn a_service_that_agrees_is_reported_in_one_line() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    let service = ScriptedService::of([(V9, &create(V9))]);
    let (code, report) = check(&service, &workspace, &[]);
    assert_eq!(
        (code, report.as_str()),
        (Some(0), "SERVICE: 1 video model of Kling, 1 live document compared, as in specs/\n")
    );
}

#[test]
fn a_catalogue_that_cannot_be_retrieved_is_an_error_and_no_agreement() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    let service = ScriptedService::start();
    let output = run(&["--url", &service.url()], &workspace, &[]);
    assert_eq!((output.status.code(), output.stdout), (Some(2), vec![]));
    let error = format!("error: {}{CATALOGUE}: HTTP status 404\n", service.url());
    assert_eq!(String::from_utf8_lossy(&output.stderr), error);
}

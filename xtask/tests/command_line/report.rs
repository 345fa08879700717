//! Reports, changelog entries and exit codes for an upstream repository in a temporary folder.

use std::fs;
use std::process::Command;

use insta::assert_snapshot;
use serde_json::{Value, json};
use xtask::vendored::folder;

use crate::support::*;

const V9: &str = "klingai/v9-pro-text-to-video";

/// The outcome of the command.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(upstream: &UpstreamRepository, workspace: &Workspace, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["sync-specs", "--from", &upstream.path(), "--specs"]).arg(workspace.specs()).args(args);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The report without the first line, which names commits, and without the actions that the generator requires,
/// which depend on its tables for the real models.
fn body(report: &str) -> &str {
    let (_, body) = report.split_once('\n').unwrap();
    body.split("\nAction required (").next().unwrap().split("\nFor CHANGELOG.md").next().unwrap()
}

fn path(file: &str) -> String {
    format!("{KLING}{file}")
}

#[test]
fn a_report_shows_the_changes_since_the_vendored_revision() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);

    let mut document = create(V9);
    document["info"]["title"] = "Another title".into();
    upstream.put(path("v9-pro-text-to-video.json"), &document);
    upstream.commit();
    let prose = run(&upstream, &workspace, &[]);
    assert_eq!((prose.code, body(&prose.stdout)), (Some(0), "No drift.\nVerdict: none\n"));
    assert!(prose.stderr.ends_with("changed  specs/lock.toml\n"), "{}", prose.stderr);

    schema(&mut document)["properties"]["seed"] = json!({ "type": "integer" });
    upstream.put(path("v9-pro-text-to-video.json"), &document);
    upstream.commit();
    let additive = run(&upstream, &workspace, &[]);
    assert_eq!(additive.code, Some(0));
    snapshot_settings().bind(|| assert_snapshot!("report_additive", body(&additive.stdout)));

    schema(&mut document)["properties"]["model"]["enum"] = json!(["klingai/v9-words"]);
    schema(&mut document)["required"] = json!(["prompt", "model", "seed"]);
    upstream.put(path("v9-pro-text-to-video.json"), &document);
    upstream.commit();
    let breaking = run(&upstream, &workspace, &["--dry-run"]);
    assert_eq!(breaking.code, Some(1));
    snapshot_settings().bind(|| assert_snapshot!("report_breaking", body(&breaking.stdout)));
    assert_eq!(
        workspace.origin("models/klingai--v9-pro-text-to-video.json"),
        path("v9-pro-text-to-video.json")
    );
    assert_eq!(run(&upstream, &workspace, &[]).stdout, breaking.stdout);
    assert_eq!(workspace.names(), ["fetch.json", "lock.toml", "models/klingai--v9-words.json"]);
    assert_eq!(run(&upstream, &workspace, &["--dry-run"]).code, Some(0));
}

#[test]
fn a_new_model_is_generated_and_its_missing_names_and_docs_are_listed() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let mut document = create("klingai/v10-pro-image-to-video");
    schema(&mut document)["properties"]["image_url"] = json!({ "type": "string", "format": "uri" });
    schema(&mut document)["properties"]["mood"] = json!({ "type": "string", "enum": ["calm", "wild"] });
    upstream.put(path("v10-pro-image-to-video.json"), document);
    upstream.commit();
    let run = run(&upstream, &workspace, &[]);
    assert_eq!(run.code, Some(0));
    snapshot_settings().bind(|| assert_snapshot!("report_new_model", body(&run.stdout)));
    let (report, entry) = run.stdout.split_once("\nFor CHANGELOG.md").unwrap();
    assert_eq!(entry.lines().filter(|line| line.contains("mood")).count(), 2);
    let listed = report.lines().filter(|line| line.contains("mood")).map(str::trim).collect::<Vec<_>>();
    assert_eq!(
        listed,
        [
            "mood: text, optional. One of `calm`, `wild`.",
            "+ mood: text, optional. One of `calm`, `wild`.",
            "+ V10ProImageToVideo.mood: Option<V10ProImageToVideoMood>",
            "+ V10ProImageToVideo::mood(mood: impl Into<V10ProImageToVideoMood>)",
            // The row of the type documents the property, too.
            "build/api/names/type_table.rs: the type at `mood` got the derived name `V10ProImageToVideoMood`: add a row to TYPES",
        ]
    );
}

#[test]
fn a_revision_that_cannot_be_vendored_is_reported_and_changes_nothing() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let before = workspace.files();
    upstream.put(path("v9-pro-text-to-video.json"), "{");
    let commit = upstream.commit();
    let refused = format!(
        "revision main ({commit}) of {}: {}: not JSON: EOF while parsing an object at line 1 column 1",
        upstream.path(),
        path("v9-pro-text-to-video.json")
    );
    let run = run(&upstream, &workspace, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stdout.contains(&format!("\nCannot be vendored: {refused}\n")), "{}", run.stdout);
    assert!(run.stdout.contains("\n  document-unreadable: not JSON: EOF "), "{}", run.stdout);
    assert_eq!(run.stderr, format!("error: {refused}\nspecs/ is unchanged\n"));
    assert!(workspace.files() == before);
    workspace.assert_tidy();
}

#[test]
fn specs_of_which_no_client_can_be_generated_are_reported_and_written_only_on_request() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let mut document = create(V9);
    schema(&mut document)["properties"]["odd"] = json!({ "$ref": "#/components/schemas/Odd" });
    document["components"] = json!({ "schemas": { "Odd": { "$ref": "#/components/schemas/Odd" } } });
    upstream.put(path("v9-pro-text-to-video.json"), document);
    upstream.commit();
    let before = workspace.files();
    assert_eq!(run(&upstream, &workspace, &["--dry-run"]).code, Some(3));
    let refused = run(&upstream, &workspace, &[]);
    assert_eq!(refused.code, Some(3));
    let reason = "specs/models/klingai--v9-pro-text-to-video.json.odd: `$ref` \"#/components/schemas/Odd\" is circular";
    assert_eq!(
        refused.stderr,
        format!(
            "error: no client can be generated from the new specs: {reason}\nspecs/ is unchanged; --write-unbuildable writes it\n"
        )
    );
    assert!(workspace.files() == before);
    let code = folder::load(&workspace.generated()).unwrap();
    let run = run(&upstream, &workspace, &["--write-unbuildable"]);
    assert_eq!(run.code, Some(0));
    assert!(folder::load(&workspace.generated()).unwrap() == code);
    let action = run.stdout.lines().find(|line| line.contains("cannot be generated: ")).unwrap();
    assert_eq!(action.trim(), format!("the client cannot be generated: {reason}"));
    let verdict = format!(
        "Verdict: does not build: {reason}\nRelease, once it does: minor, by the documents alone: the client of the new state cannot be generated\n"
    );
    assert!(run.stdout.contains(&verdict), "{}", run.stdout);
    assert!(workspace.text("models/klingai--v9-pro-text-to-video.json").contains("Odd"));
}

#[test]
fn two_revisions_are_compared_without_specs() {
    let mut upstream = UpstreamRepository::small();
    let first = upstream.commit();
    let mut document = create(V9);
    schema(&mut document)["properties"]["prompt"]["maxLength"] = json!(100);
    upstream.put(path("v9-pro-text-to-video.json"), document);
    let second = upstream.commit();
    let workspace = Workspace::new();
    let compared = run(&upstream, &workspace, &["--rev", &format!("{first}..main")]);
    assert_eq!(compared.code, Some(1));
    assert_eq!(
        compared.stdout.lines().next().unwrap(),
        format!("{} -> {}, 1 model", &first[..12], &second[..12])
    );
    assert!(
        body(&compared.stdout)
            .starts_with("Verdict: patch\nBecause of: request-property-max-length-increased\n")
    );
    assert!(!workspace.specs().exists());
    assert_eq!(run(&upstream, &workspace, &["--rev", "main..main"]).code, Some(0));
    let half = run(&upstream, &workspace, &["--rev", "main.."]);
    assert_eq!(
        (half.code, half.stderr.as_str()),
        (Some(2), "error: a range consists of two revisions: --rev A..B\n")
    );
}

#[test]
fn an_entry_is_added_to_the_changelog_once() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    fs::write(workspace.changelog(), "# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n").unwrap();
    upstream.put(path("v10.json"), create("klingai/v10"));
    let commit = upstream.commit();
    for _ in 0..2 {
        assert_eq!(run(&upstream, &workspace, &["--changelog"]).code, Some(0));
        assert_eq!(
            fs::read_to_string(workspace.changelog()).unwrap(),
            format!(
                "# Changelog\n\n## [Unreleased]\n\nFollows upstream commit `{commit}` (minor release).\n\n### Added\n\n- `V10`: requests to the new model `klingai/v10`. Like `V9ProTextToVideo`. Its parameters:\n  - `prompt: text, required. At most 99 characters.`\n\n## [0.1.0]\n"
            )
        );
    }
}

#[test]
fn an_entry_of_the_changelog_shows_the_rust_of_breaking_changes_and_what_new_models_take() {
    let mut upstream = UpstreamRepository::small();
    let mut document = create(V9);
    schema(&mut document)["properties"]["seed"] = json!({ "type": "integer" });
    schema(&mut document)["properties"]["mood"] = json!({ "type": "string", "enum": ["calm", "wild"] });
    upstream.put(path("v9-pro-text-to-video.json"), &document);
    let workspace = Workspace::of(&upstream);
    fs::write(workspace.changelog(), "# Changelog\n\n## [Unreleased]\n").unwrap();

    let mut new_model = document.clone();
    schema(&mut new_model)["properties"]["model"]["enum"] = json!(["klingai/v10-pro-text-to-video"]);
    schema(&mut new_model)["properties"]["prompt"]["maxLength"] = 50.into();
    schema(&mut new_model)["properties"]["tail"] = json!({ "type": "boolean" });
    schema(&mut new_model)["properties"].as_object_mut().unwrap().remove("seed");
    upstream.put(path("v10-pro-text-to-video.json"), new_model);
    schema(&mut document)["required"] = json!(["prompt", "model", "seed"]);
    schema(&mut document)["properties"]["mood"]["enum"] = json!(["calm"]);
    upstream.put(path("v9-pro-text-to-video.json"), document);
    let commit = upstream.commit();
    assert_eq!(run(&upstream, &workspace, &["--changelog"]).code, Some(0));
    let changelog = fs::read_to_string(workspace.changelog()).unwrap().replace(&commit, "COMMIT");
    snapshot_settings().bind(|| assert_snapshot!("changelog_entry", changelog));
}

#[test]
fn a_report_may_be_json_or_markdown() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    upstream.put(path("v10.json"), create("klingai/v10"));
    upstream.commit();
    let json: Value =
        serde_json::from_str(&run(&upstream, &workspace, &["--dry-run", "--format", "json"]).stdout).unwrap();
    assert_eq!((&json["verdict"], &json["verdict_by"]), (&json!("minor"), &json!("api")));
    assert_eq!(
        json["findings"],
        json!([{
            "rule": "model-added", "severity": "additive", "part": "create", "detail": null, "path": "", "old": null, "new": null,
            "subjects": ["klingai/v10"], "why": "a new request type", "forces_verdict": true,
        }])
    );
    let file = workspace.specs().with_file_name("body.md");
    let page = run(
        &upstream,
        &workspace,
        &["--dry-run", "--format", "markdown", "--report", file.to_str().unwrap()],
    );
    assert!(page.stdout.contains("\nAdditive (1)\n  model-added\n"), "{}", page.stdout);
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("\n### Additive (1)\n\n- `model-added`\n"), "{text}");
    assert!(text.contains("```diff\n+ Model::V10 = \"klingai/v10\"\n"), "{text}");
}

#[test]
fn a_path_of_upstream_is_escaped_on_the_terminal_and_in_markdown() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let name = "a`b``c\u{1b}[31m\n# d](#x) <img>.json";
    upstream.put(path(name), document("/v3/`video", "get", json!({})));
    upstream.commit();

    let text = run(&upstream, &workspace, &["--dry-run"]);
    let shown = r"a`b``c\u{1b}[31m\n# d](#x) <img>.json";
    let finding = "  document-added: describes GET /v3/`video, which is not vendored\n";
    assert!(text.stdout.contains(&format!("{finding}    {}\n", path(shown))), "{}", text.stdout);

    let page = run(&upstream, &workspace, &["--dry-run", "--format", "markdown"]).stdout;
    let finding = "- `document-added`: ``describes GET /v3/`video, which is not vendored``\n";
    assert!(page.contains(&format!("{finding}    ```{}```\n", path(shown))), "{page}");

    let workspace = Workspace::of(&upstream);
    upstream.remove(path("v9-pro-text-to-video.json"));
    upstream.put(path(name), create(V9));
    workspace.sync(&upstream);
    upstream.put(path(name), "{");
    let commit = upstream.commit();
    let refused = run(&upstream, &workspace, &[]);
    let reason = "not JSON: EOF while parsing an object at line 1 column 1";
    let shown = path(&shown.replace(r"\n", "\n"));
    let revision = format!("revision main ({commit}) of {}", upstream.path());
    assert_eq!(refused.stderr, format!("error: {revision}: {shown}: {reason}\nspecs/ is unchanged\n"));
}

#[test]
fn damaged_specs_are_an_error_of_a_dry_run_and_replaced_by_a_sync() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    fs::write(workspace.specs().join("stray.txt"), "").unwrap();
    let damage = "specs/ is not what sync-specs writes:\n  stray.txt: not in lock.toml\nrun `cargo xtask sync-specs`\n";
    let dry = run(&upstream, &workspace, &["--dry-run"]);
    assert_eq!((dry.code, dry.stderr), (Some(2), format!("error: {damage}")));
    let replaced = run(&upstream, &workspace, &[]);
    assert_eq!((replaced.code, replaced.stdout.as_str()), (Some(0), ""));
    assert!(
        replaced.stderr.starts_with(&format!("warning: {damage}specs/ is replaced ")),
        "{}",
        replaced.stderr
    );
    assert_eq!(run(&upstream, &workspace, &["--dry-run"]).code, Some(0));
}

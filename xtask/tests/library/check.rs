//! The check finds everything under `specs/` that a sync would not have written.

use std::fs;

use xtask::sync_specs;
use xtask::vendored::lock::sha256;

use crate::support::*;

const MODEL: &str = "models/klingai--v9-pro-text-to-video.json";

/// The problems that the check lists after `damage`.
fn problems_after(damage: impl FnOnce(&Workspace)) -> Vec<String> {
    let workspace = Workspace::of(&UpstreamRepository::small());
    damage(&workspace);
    let error = sync_specs::check(&workspace.specs()).err().expect("an error").to_string();
    let problems = error.strip_prefix("specs/ is not what sync-specs writes:\n").unwrap();
    let problems = problems.strip_suffix("\nrun `cargo xtask sync-specs`").unwrap();
    problems.lines().map(|line| line.trim_start().to_owned()).collect()
}

fn write(workspace: &Workspace, file: &str, contents: &str) {
    fs::write(workspace.specs().join(file), contents).unwrap();
}

/// Replaces text in a spec and its hash in the lock file, so that the hash is not the problem.
fn tamper(workspace: &Workspace, file: &str, from: &str, to: &str) {
    let old = workspace.text(file);
    let new = old.replacen(from, to, 1);
    assert_ne!(old, new);
    write(workspace, file, &new);
    let lock = workspace.text("lock.toml").replace(&sha256(old.as_bytes()), &sha256(new.as_bytes()));
    write(workspace, "lock.toml", &lock);
}

#[test]
fn the_written_specs_pass_and_are_loaded_unchanged() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::new();
    let written = workspace.sync(&upstream).set;
    let loaded = sync_specs::check(&workspace.specs()).unwrap();
    assert!(loaded.to_files().unwrap() == written.to_files().unwrap());
}

#[test]
fn a_changed_file_is_reported() {
    let problems =
        problems_after(|workspace| write(workspace, MODEL, &workspace.text(MODEL).replace("99", "98")));
    assert_eq!(problems, [format!("{MODEL}: its hash differs from the one in lock.toml")]);
}

#[test]
fn a_missing_file_and_an_unlisted_one_are_reported() {
    let problems = problems_after(|workspace| {
        fs::rename(workspace.specs().join(MODEL), workspace.specs().join("models/new.json")).unwrap()
    });
    assert_eq!(problems, [format!("{MODEL}: missing"), "models/new.json: not in lock.toml".to_owned()]);
}

#[test]
fn every_problem_is_reported() {
    let problems = problems_after(|workspace| {
        write(workspace, MODEL, "");
        write(workspace, ".hidden", "");
        fs::remove_file(workspace.specs().join("fetch.json")).unwrap();
    });
    assert_eq!(
        problems,
        [
            "fetch.json: missing",
            &format!("{MODEL}: its hash differs from the one in lock.toml"),
            ".hidden: not in lock.toml"
        ]
    );
}

#[test]
fn a_spec_that_is_not_in_canonical_form_is_reported() {
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "  ", "\t"));
    assert_eq!(problems, [format!("{MODEL}: not in canonical form")]);
    let problems =
        problems_after(|workspace| tamper(workspace, MODEL, "\"type\"", "\"title\": \"prose\", \"type\""));
    assert_eq!(problems, [format!("{MODEL}: not in canonical form")]);
}

#[test]
fn a_spec_that_is_not_openapi_is_reported() {
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "{", ""));
    assert_eq!(problems, [format!("{MODEL}: not JSON: trailing characters at line 2 column 9")]);
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "\"openapi\"", "\"swagger\""));
    assert_eq!(problems, [format!("{MODEL}: not OpenAPI: no version under `openapi`")]);
}

#[test]
fn a_spec_with_a_value_that_is_not_plain_text_is_reported() {
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "\"3.0.0\"", "\"3.0.0`\""));
    assert_eq!(problems, [format!("{MODEL}: /openapi: the value \"3.0.0`\" contains a backtick")]);
}

#[test]
fn a_spec_that_describes_another_model_than_the_lock_file_says_is_reported() {
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "klingai/v9-pro", "klingai/v8-pro"));
    assert_eq!(problems, [format!("{MODEL}: does not describe what its name and lock.toml say")]);
    let problems = problems_after(|workspace| {
        let lock =
            workspace.text("lock.toml").replace("\nmodel = \"klingai/v9-pro", "\nmodel = \"klingai/v8-pro");
        write(workspace, "lock.toml", &lock);
    });
    assert_eq!(problems, [format!("{MODEL}: does not describe what its name and lock.toml say")]);
}

#[test]
fn a_changed_lock_file_is_reported() {
    for (from, to) in [("[[spec]]", "\n[[spec]]"), ("api-docs", "my-docs"), ("Written", "Rewritten")] {
        let problems = problems_after(|workspace| {
            write(workspace, "lock.toml", &workspace.text("lock.toml").replacen(from, to, 1))
        });
        assert_eq!(problems, ["lock.toml: edited by hand"], "{from}");
    }
}

#[test]
fn a_lock_file_that_cannot_be_parsed_is_reported() {
    let problems = problems_after(|workspace| write(workspace, "lock.toml", "commit = \n"));
    assert_eq!(problems[0], "lock.toml: TOML parse error at line 1, column 10");
    let problems = problems_after(|workspace| {
        write(workspace, "lock.toml", "repository = \"\"\ncommit = \"\"\nnew = 1\n")
    });
    assert_eq!(problems[0], "lock.toml: TOML parse error at line 3, column 1");
}

#[test]
fn a_missing_lock_file_is_reported() {
    let problems = problems_after(|workspace| fs::remove_file(workspace.specs().join("lock.toml")).unwrap());
    assert_eq!(problems, ["lock.toml: missing"]);
    let problems = problems_after(|workspace| fs::remove_dir_all(workspace.specs()).unwrap());
    assert_eq!(problems, ["lock.toml: missing"]);
}

//! `--check` finds everything under `specs/` that `sync-specs` would not have written.

use std::fs;

use xtask::lock::sha256;
use xtask::specs::SpecSet;

mod common;
use common::*;

const MODEL: &str = "models/klingai--v9-pro-text-to-video.json";

/// The problems found after `damage`, between the first and the last line.
fn problems_after(damage: impl FnOnce(&Workspace)) -> Vec<String> {
    let workspace = Workspace::of(&Upstream::small());
    damage(&workspace);
    let error = SpecSet::from_disk(&workspace.specs()).err().expect("an error").to_string();
    let problems = error.strip_prefix("specs/ is not what sync-specs writes:\n").unwrap();
    let problems = problems.strip_suffix("\nrun `cargo xtask sync-specs`").unwrap();
    problems.lines().map(|line| line.trim_start().to_owned()).collect()
}

fn write(workspace: &Workspace, file: &str, contents: &str) {
    fs::write(workspace.specs().join(file), contents).unwrap();
}

/// Replaces text in a spec, and its hash in the lock: what is wrong with it is not the hash.
fn tamper(workspace: &Workspace, file: &str, from: &str, to: &str) {
    let old = workspace.read(file);
    let new = old.replacen(from, to, 1);
    assert_ne!(old, new);
    write(workspace, file, &new);
    let lock = workspace.read("lock.toml").replace(&sha256(old.as_bytes()), &sha256(new.as_bytes()));
    write(workspace, "lock.toml", &lock);
}

#[test]
fn what_sync_specs_writes_passes_and_is_the_set_it_wrote() {
    let upstream = Upstream::small();
    let workspace = Workspace::new();
    let written = workspace.sync(&upstream).set;
    let read = SpecSet::from_disk(&workspace.specs()).unwrap();
    assert!(read.to_files().unwrap() == written.to_files().unwrap());
}

#[test]
fn a_file_that_was_changed() {
    let problems =
        problems_after(|workspace| write(workspace, MODEL, &workspace.read(MODEL).replace("99", "98")));
    assert_eq!(problems, [format!("{MODEL}: its hash is not the one in lock.toml")]);
}

#[test]
fn a_file_that_is_missing_and_one_that_is_not_listed() {
    let problems = problems_after(|workspace| {
        fs::rename(workspace.specs().join(MODEL), workspace.specs().join("models/new.json")).unwrap()
    });
    assert_eq!(problems, [format!("{MODEL}: missing"), "models/new.json: not in lock.toml".to_owned()]);
}

#[test]
fn every_problem_is_listed() {
    let problems = problems_after(|workspace| {
        write(workspace, MODEL, "");
        write(workspace, ".hidden", "");
        fs::remove_file(workspace.specs().join("fetch.json")).unwrap();
    });
    assert_eq!(
        problems,
        [
            "fetch.json: missing",
            &format!("{MODEL}: its hash is not the one in lock.toml"),
            ".hidden: not in lock.toml"
        ]
    );
}

#[test]
fn a_spec_that_is_not_canonical() {
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "  ", "\t"));
    assert_eq!(problems, [format!("{MODEL}: not in canonical form")]);
    let problems =
        problems_after(|workspace| tamper(workspace, MODEL, "\"type\"", "\"title\": \"prose\", \"type\""));
    assert_eq!(problems, [format!("{MODEL}: not in canonical form")]);
}

#[test]
fn a_spec_that_is_not_json_or_not_openapi() {
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "{", ""));
    assert_eq!(problems, [format!("{MODEL}: not JSON: trailing characters at line 2 column 9")]);
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "\"openapi\"", "\"swagger\""));
    assert_eq!(problems, [format!("{MODEL}: not OpenAPI: no version under `openapi`")]);
}

#[test]
fn a_spec_of_another_model_than_the_lock_says() {
    let problems = problems_after(|workspace| tamper(workspace, MODEL, "klingai/v9-pro", "klingai/v8-pro"));
    assert_eq!(problems, [format!("{MODEL}: does not describe what its name and lock.toml say")]);
    let problems = problems_after(|workspace| {
        let lock =
            workspace.read("lock.toml").replace("\nmodel = \"klingai/v9-pro", "\nmodel = \"klingai/v8-pro");
        write(workspace, "lock.toml", &lock);
    });
    assert_eq!(problems, [format!("{MODEL}: does not describe what its name and lock.toml say")]);
}

#[test]
fn a_lock_that_was_changed() {
    for (from, to) in [("[[spec]]", "\n[[spec]]"), ("api-docs", "my-docs"), ("Written", "Rewritten")] {
        let problems = problems_after(|workspace| {
            write(workspace, "lock.toml", &workspace.read("lock.toml").replacen(from, to, 1))
        });
        assert_eq!(problems, ["lock.toml: edited by hand"], "{from}");
    }
}

#[test]
fn a_lock_that_cannot_be_read() {
    let problems = problems_after(|workspace| write(workspace, "lock.toml", "commit = \n"));
    assert_eq!(problems[0], "lock.toml: TOML parse error at line 1, column 10");
    let problems = problems_after(|workspace| {
        write(workspace, "lock.toml", "repository = \"\"\ncommit = \"\"\nnew = 1\n")
    });
    assert_eq!(problems[0], "lock.toml: TOML parse error at line 3, column 1");
}

#[test]
fn no_lock_and_no_specs() {
    let problems = problems_after(|workspace| fs::remove_file(workspace.specs().join("lock.toml")).unwrap());
    assert_eq!(problems, ["lock.toml: missing"]);
    let problems = problems_after(|workspace| fs::remove_dir_all(workspace.specs()).unwrap());
    assert_eq!(problems, ["lock.toml: missing"]);
}

//! Options, messages and exit codes.

use std::path::Path;
use std::process::{Command, Output};

fn xtask(args: &[&str], folder: &Path) -> Output {
    // The variables that git sets for a hook must not redirect what a hook starts.
    let hook = [("GIT_DIR", "/nowhere"), ("GIT_WORK_TREE", "/nowhere"), ("GIT_INDEX_FILE", "/nowhere")];
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(args).envs(hook).current_dir(folder).output().unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn the_committed_specs_pass_the_check_from_any_folder() {
    for folder in [root(), &root().join("xtask/src"), Path::new("/")] {
        let output = xtask(&["sync-specs", "--check"], folder);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert!(output.stdout.starts_with(b"specs/ matches its lock file: "));
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn check_conflicts_with_a_revision() {
    for option in ["--from", "--rev"] {
        let output = xtask(&["sync-specs", "--check", option, "x"], root());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.starts_with("error: the argument '--check' cannot be used with '--"), "{stderr}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn an_empty_revision_is_a_usage_error() {
    let output = xtask(&["sync-specs", "--rev", ""], root());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.starts_with("error: a value is required for '--rev <REV>' but none was supplied"),
        "{stderr}"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_error_leaves_specs_and_the_temporary_folder_unchanged() {
    let scratch = tempfile::TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["sync-specs", "--from", "no/such/repository"]).envs([
        ("TMPDIR", scratch.path()),
        ("TEMP", scratch.path()),
        ("TMP", scratch.path()),
    ]);
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.starts_with("error: revision main of no/such/repository: git: fatal: "), "{stderr}");
    assert!(stderr.ends_with("\nspecs/ is unchanged\n"), "{stderr}");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
}

#[test]
fn a_range_with_three_dots_is_a_usage_error() {
    let output = xtask(&["sync-specs", "--rev", "main...v1"], root());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "error: a range has two dots: --rev A..B\n");
    assert_eq!(output.status.code(), Some(2));
}

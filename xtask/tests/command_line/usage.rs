//! Options, messages and exit codes.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::*;

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
        assert!(output.stdout.ends_with(b"\ngenerated/ matches specs/ and the generator\n"));
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

#[test]
fn generate_prints_the_files_that_it_changes() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    let generate = || {
        let output = xtask(&["generate", "--specs", workspace.specs().to_str().unwrap()], Path::new("/"));
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(generate(), (Some(0), "generated/ is up to date\n".to_owned()));
    fs::write(workspace.generated().join("models.rs"), "").unwrap();
    assert_eq!(generate(), (Some(0), "changed  generated/models.rs\n".to_owned()));
    assert_eq!(generate(), (Some(0), "generated/ is up to date\n".to_owned()));
}

#[test]
fn a_release_is_recorded_and_checked_by_the_version_in_cargo_toml() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let (specs, from) = (workspace.specs(), upstream.path());
    let run = |args: &[&str]| {
        let output = xtask(&[args, &["--specs", specs.to_str().unwrap()]].concat(), Path::new("/"));
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let check = ["check-release", "--from", &from];
    let set_version = |version: &str| {
        fs::write(specs.with_file_name("Cargo.toml"), format!("[package]\nversion = {version:?}\n")).unwrap();
    };
    let found = |text: &str| (Some(0), format!("{text}\n"), String::new());

    let manifest = specs.with_file_name("Cargo.toml");
    let (code, _, stderr) = run(&check);
    assert_eq!(code, Some(2));
    assert!(stderr.starts_with(&format!("error: cannot read {}: ", manifest.display())), "{stderr}");
    set_version("0.3.1");
    assert_eq!(run(&check), found("no released version is recorded in specs/lock.toml"));
    assert_eq!(run(&["record-release"]), found("specs/lock.toml: 0.3.1 is released"));
    assert_eq!(run(&check), found("0.3.1: the specs require 0.3.1 or higher since 0.3.1"));
    set_version("0.3.0");
    let error = "error: 0.3.1 was released, but Cargo.toml has 0.3.0\n";
    assert_eq!(run(&check), (Some(2), String::new(), error.to_owned()));
}

#[test]
fn a_host_that_ignores_filters_is_named_with_what_it_has_sent() {
    let upstream = UpstreamRepository::small();
    upstream.commit();
    upstream.git(["config", "uploadpack.allowFilter", "false"], b"");
    let host = GitHost::of(&upstream);
    let folder = tempfile::TempDir::new().unwrap();
    let output = xtask(&["sync-specs", "--from", &host.url(), "--specs", "specs"], folder.path());
    let stderr = String::from_utf8_lossy(&output.stderr);
    let warning =
        format!("warning: {} ignores filters: it has sent everything in one response of ", host.url());
    let (bytes, rest) =
        stderr.strip_prefix(&warning).unwrap_or_else(|| panic!("{stderr}")).split_once(' ').unwrap();
    let (bytes, traffic) = (bytes.parse::<usize>().unwrap(), host.traffic());
    assert!((traffic.bytes / 2..traffic.bytes).contains(&bytes), "{bytes} {traffic:?}");
    assert!(rest.starts_with("bytes\ncommit "), "{stderr}");
    assert_eq!(output.status.code(), Some(0));
}

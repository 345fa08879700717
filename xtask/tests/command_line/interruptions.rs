//! The command is killed, or gets documents that are large or have unusual names.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use xtask::vendored::folder::{self, Files};

use crate::support::*;

/// A folder with a `git` that runs `script` first.
fn git_that(script: &str) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let real = std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|path| path.join("git"))
        .find(|path| path.exists());
    let file = folder.path().join("git");
    fs::write(&file, format!("#!/bin/sh\n{script}\nexec {} \"$@\"\n", real.unwrap().display())).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn command(upstream: &UpstreamRepository, workspace: &Workspace, git: Option<&Path>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["sync-specs", "--from", &upstream.path(), "--specs"]).arg(workspace.specs());
    if let Some(git) = git {
        command.env("PATH", format!("{}:{}", git.display(), std::env::var("PATH").unwrap()));
    }
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// An upstream of many models, the workspace of its first state, and the files of its second.
fn many() -> (UpstreamRepository, Workspace, Files) {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    for number in 10..40 {
        upstream.put(format!("{KLING}v{number}.json"), create(&format!("klingai/v{number}")));
    }
    let files = Workspace::of(&upstream).files();
    (upstream, workspace, files)
}

fn kill(child: &mut Child) {
    let _ = child.kill();
    child.wait().unwrap();
}

#[test]
fn specs_are_unchanged_if_the_command_is_killed_while_git_runs() {
    let (upstream, workspace, _) = many();
    let before = workspace.files();
    for call in 1..=8 {
        let counter = tempfile::NamedTempFile::new().unwrap();
        let file = counter.path().display();
        let git = git_that(&format!("echo >> {file}; [ $(wc -l < {file}) -eq {call} ] && kill -9 $PPID"));
        command(&upstream, &workspace, Some(git.path())).status().unwrap();
        assert!(workspace.files() == before, "call {call}");
    }
}

/// The command is killed after it has written any number of files, and the next run removes its temporary files.
#[test]
fn specs_are_old_or_new_if_the_command_is_killed_while_writing() {
    let (upstream, workspace, after) = many();
    let before = workspace.files();
    let parent = workspace.specs().parent().unwrap().to_owned();
    for files in (0..=after.len()).step_by(3) {
        let mut child = command(&upstream, &workspace, None).spawn().unwrap();
        while child.try_wait().unwrap().is_none() && written(&parent) < files {
            std::thread::yield_now();
        }
        kill(&mut child);
        let found = workspace.files();
        assert!(found == before || found == after, "killed after {files} files");
        if found == after {
            workspace.restore(&before);
        }
    }
    assert!(command(&upstream, &workspace, None).status().unwrap().success());
    assert!(workspace.files() == after);
    workspace.assert_tidy();
}

/// The number of files in the temporary folder of a run.
fn written(parent: &Path) -> usize {
    let scratch = fs::read_dir(parent).unwrap().filter_map(Result::ok);
    let scratch = scratch.filter(|entry| entry.file_name().to_string_lossy().starts_with(".specs-"));
    scratch.filter_map(|entry| folder::load(&entry.path().join("new")).ok()).map(|files| files.len()).sum()
}

/// Where a system cannot swap two folders in one step, a run may be killed between the two steps.
#[test]
fn the_next_run_restores_specs_if_the_command_was_killed_between_two_steps() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let before = workspace.files();
    let scratch = workspace.specs().with_file_name(".specs-dead");
    fs::create_dir(&scratch).unwrap();
    fs::rename(workspace.specs(), scratch.join("old")).unwrap();
    folder::recover(&workspace.specs()).unwrap();
    assert!(workspace.files() == before);
    workspace.assert_tidy();
}

#[test]
fn a_new_revision_takes_fetches_with_filters_and_no_clone() {
    let (upstream, workspace, after) = many();
    upstream.git(["config", "uploadpack.allowFilter", "true"], b"");
    let log = tempfile::NamedTempFile::new().unwrap();
    let git = git_that(&format!(
        "case \" $* \" in *\" fetch \"*|*\" clone \"*) echo \"$*\" >> {};; esac",
        log.path().display()
    ));
    assert!(command(&upstream, &workspace, Some(git.path())).status().unwrap().success());
    assert!(workspace.files() == after);
    let log = fs::read_to_string(log.path()).unwrap();
    let filter =
        |line: &str| line.split(' ').find_map(|arg| arg.strip_prefix("--filter=").map(str::to_owned));
    let filters = log.lines().map(filter).collect::<Option<Vec<_>>>().expect("every command has a filter");
    // Two commits and five levels of trees, then all trees and the documents.
    assert_eq!(filters, [["tree:0"; 6].as_slice(), &["blob:none"; 2]].concat(), "{log}");
    assert!(log.lines().next().unwrap().contains("--depth=1"), "{log}");
}

#[test]
fn documents_may_have_special_names_links_and_copies() {
    let mut upstream = UpstreamRepository::small();
    for (number, name) in
        ["a b.json", "[v1].json", "it's \"v2\".json", "ü.json", "-v3.json", "a\tb.json"].iter().enumerate()
    {
        upstream.put(format!("{KLING}{name}"), create(&format!("klingai/odd-{number}")));
    }
    upstream.link(format!("{KLING}link.json"), "v9-pro-text-to-video.json");
    upstream.put(format!("{SIBLING}v9-pro-text-to-video.json"), create("klingai/v9-pro-text-to-video"));
    let workspace = Workspace::of(&upstream);
    assert_eq!(workspace.names().len(), 2 + 1 + 6);
    let status = command(&upstream, &workspace, None).arg("--dry-run").status().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_large_document_with_cyclic_references_is_vendored() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let mut document = create("klingai/v9-pro-text-to-video");
    let node = json!({ "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Node" } } });
    let filler = "x".repeat(5 << 20);
    document["components"] =
        json!({ "schemas": { "Node": node, "Filler": { "type": "string", "enum": [filler] } } });
    document["paths"]["/v2/video/generations"]["post"]["responses"]["200"]["content"] =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Node" } } });
    upstream.put(format!("{KLING}v9-pro-text-to-video.json"), document);
    upstream.commit();
    let status = command(&upstream, &workspace, None).arg("--dry-run").status().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(command(&upstream, &workspace, None).status().unwrap().success());
    assert!(workspace.text("models/klingai--v9-pro-text-to-video.json").len() < 10_000);
}

//! A sync writes what has changed and returns it, and writes nothing if nothing has changed.

use std::fs;
use std::time::SystemTime;

use serde_json::{Value, json};
use xtask::sync_specs::{self, Synced, Target};
use xtask::upstream::git::GitRevision;
use xtask::vendored::folder::FileChange::{self, Added, Changed, Removed};

use crate::support::*;

const DOCUMENT: &str = "docs/api-references/video-models/Kling-AI/v9-pro-text-to-video.json";
const MODEL: &str = "models/klingai--v9-pro-text-to-video.json";

/// What has changed below `specs/`.
fn changes(synced: &Synced) -> Vec<(&str, FileChange)> {
    let changes = synced.changes.iter();
    changes.filter_map(|(file, change)| Some((file.strip_prefix("specs/")?, *change))).collect()
}

fn modified(workspace: &Workspace) -> Vec<SystemTime> {
    let files = workspace.names().into_iter().map(|file| workspace.specs().join(file));
    files.map(|file| fs::metadata(file).unwrap().modified().unwrap()).collect()
}

/// The document as text, with prose, examples and extensions in every schema, and all keys in reverse order.
fn reworded(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let members = map.iter().rev().map(|(key, value)| format!("{key:?}\t:\n{}", reworded(value)));
            let mut members = members.collect::<Vec<_>>();
            if map.get("type").is_some_and(Value::is_string) {
                let prose = r#""title": "Other", "example": { "model": "other" }, "description": "Other words.", "x-a": 1"#;
                members.insert(0, prose.to_owned());
            }
            format!("{{ {} }}\n", members.join(",\r\n"))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(reworded).collect::<Vec<_>>().join(" , ")),
        other => other.to_string(),
    }
}

#[test]
fn the_first_run_adds_every_file() {
    let workspace = Workspace::new();
    let synced = workspace.sync(&UpstreamRepository::small());
    assert_eq!(changes(&synced), [("fetch.json", Added), ("lock.toml", Added), (MODEL, Added)]);
    workspace.assert_tidy();
}

#[test]
fn the_outcome_is_printed_in_a_few_lines() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::new();
    let first = workspace.sync(&upstream).to_string();
    let commit = upstream.commit();
    let head = format!(
        "commit {commit}\n1 model, 1 fetch, 0 service endpoints, 0 legacy models, 0 legacy fetch; 0 documents skipped\n"
    );
    let code = ["inputs.txt", "models.rs", "operations.rs", "requests.rs"];
    let code = code.map(|file| format!("added    generated/{file}\n")).concat();
    let specs = ["fetch.json", "lock.toml", MODEL].map(|file| format!("added    specs/{file}\n")).concat();
    assert_eq!(first, format!("{head}{code}{specs}"));
    let note =
        "no document was fetched, because those of this commit are vendored; --refetch fetches them again";
    let unchanged = format!("{head}specs/ and generated/ are up to date\n{note}\n");
    assert_eq!(workspace.sync(&upstream).to_string(), unchanged);
}

#[test]
fn a_second_sync_of_the_same_revision_writes_no_file() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let before = modified(&workspace);
    assert_eq!(changes(&workspace.sync(&upstream)), []);
    assert_eq!(modified(&workspace), before);
    workspace.assert_tidy();
}

#[test]
fn prose_and_layout_change_only_the_lock_file() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let before = workspace.files();
    let blob = upstream.put(DOCUMENT, reworded(&create("klingai/v9-pro-text-to-video")));
    assert_eq!(changes(&workspace.sync(&upstream)), [("lock.toml", Changed)]);

    let old_lock = String::from_utf8(before["lock.toml"].clone()).unwrap();
    let new_lock = workspace.text("lock.toml");
    let differing = |(old, new): &(&str, &str)| old != new;
    let differing =
        old_lock.lines().zip(new_lock.lines()).filter(differing).map(|(_, new)| new).collect::<Vec<_>>();
    assert_eq!(differing, [format!("commit = \"{}\"", upstream.commit()), format!("blob = \"{blob}\"")]);
}

#[test]
fn files_are_added_changed_and_removed() {
    let mut upstream = UpstreamRepository::small();
    upstream.put("docs/api-references/video-models/Kling-AI/v8.json", create("klingai/v8"));
    let workspace = Workspace::of(&upstream);
    upstream.remove("docs/api-references/video-models/Kling-AI/v8.json");
    upstream.put("docs/api-references/video-models/Kling-AI/v10.json", create("klingai/v10"));
    let mut document = create("klingai/v9-pro-text-to-video");
    document["servers"] = json!([{ "url": "https://example.org" }]);
    upstream.put(DOCUMENT, document);
    fs::write(workspace.specs().join("stray.txt"), "not a spec").unwrap();
    assert_eq!(
        changes(&workspace.sync(&upstream)),
        [
            ("lock.toml", Changed),
            ("models/klingai--v10.json", Added),
            ("models/klingai--v8.json", Removed),
            (MODEL, Changed),
            ("stray.txt", Removed)
        ]
    );
    assert_eq!(workspace.names(), ["fetch.json", "lock.toml", "models/klingai--v10.json", MODEL]);
    workspace.assert_tidy();
}

#[test]
fn a_revision_is_a_branch_a_tag_or_a_commit() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let first = upstream.commit();
    upstream.git(["tag", "light"], b"");
    upstream.git(["tag", "--no-sign", "-m", "a tag", "annotated"], b"");
    upstream.put("docs/api-references/video-models/Kling-AI/v10.json", create("klingai/v10"));
    let second = upstream.commit();
    for (rev, commit) in
        [("main", &second), ("light", &first), (&second, &second), ("annotated", &first), (&first, &first)]
    {
        let synced = sync(&upstream.rev(rev), &workspace.specs()).unwrap();
        assert_eq!(&synced.set.commit, commit, "{rev}");
    }
}

#[test]
fn nothing_is_written_if_the_report_cannot_be_published() {
    let upstream = UpstreamRepository::small();
    upstream.commit();
    let workspace = Workspace::new();
    let target =
        Target { specs: workspace.specs(), changelog: None, write_unbuildable: true, refetch: false };
    let publish = |_: &_| anyhow::bail!("the disk is full");
    let error = sync_specs::sync(&upstream.main(), &target, publish).err().unwrap();
    assert_eq!(error.to_string(), "the disk is full\nspecs/ is unchanged");
    assert_eq!(workspace.names(), [""; 0]);
}

#[test]
fn nothing_is_written_if_the_changelog_cannot_be_changed() {
    let upstream = UpstreamRepository::small();
    upstream.commit();
    let workspace = Workspace::new();
    fs::write(workspace.changelog(), "# Changelog\n").unwrap();
    let target = Target {
        specs: workspace.specs(),
        changelog: Some(workspace.changelog()),
        write_unbuildable: true,
        refetch: false,
    };
    let error = sync_specs::sync(&upstream.main(), &target, |_| Ok(())).err().unwrap();
    assert_eq!(error.to_string(), "CHANGELOG.md: no line `## [Unreleased]`\nspecs/ is unchanged");
    assert_eq!(workspace.names(), [""; 0]);
}

#[test]
fn the_lock_file_names_upstream_and_not_the_local_repository() {
    let upstream = UpstreamRepository::small();
    let lock = Workspace::of(&upstream).text("lock.toml");
    let head = "# Written by `cargo xtask sync-specs`; not to be edited by hand.\n\nrepository = \"https://github.com/aimlapi/api-docs\"\n";
    assert!(lock.starts_with(head), "{lock}");
    assert!(!lock.contains(&upstream.path()));
}

#[test]
fn a_remote_that_ignores_the_filter_is_supported() {
    let upstream = UpstreamRepository::small();
    upstream.git(["config", "uploadpack.allowFilter", "false"], b"");
    assert_eq!(Workspace::of(&upstream).names(), ["fetch.json", "lock.toml", MODEL]);
}

#[test]
fn the_path_of_the_repository_may_contain_special_characters() {
    let upstream = UpstreamRepository::small();
    let commit = upstream.commit();
    let folder = tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let copy = folder.path().join("a %41 [b] 'c'");
    fs::rename(upstream.path(), &copy).or_else(|_| copy_folder(upstream.path().as_ref(), &copy)).unwrap();
    let revision = GitRevision { repository: copy.to_str().unwrap().to_owned(), rev: "main".to_owned() };
    let workspace = Workspace::new();
    assert_eq!(sync(&revision, &workspace.specs()).unwrap().set.commit, commit);
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) -> std::io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let (entry, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if entry.is_dir() { copy_folder(&entry, &target)? } else { fs::copy(entry, target).map(drop)? }
    }
    Ok(())
}

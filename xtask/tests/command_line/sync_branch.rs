//! The branch of the weekly pull request keeps the commits that it has.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository, and the clone that the workflow runs in.
struct Clones {
    folder: TempDir,
}

impl Clones {
    fn new() -> Self {
        let clones = Self { folder: TempDir::new().unwrap() };
        clones.git(".", &["init", "--quiet", "--bare", "--initial-branch=main", "origin"]);
        clones.git(".", &["clone", "--quiet", "origin", "work"]);
        clones.commit("main", "README.md", "one");
        clones
    }

    fn run(&self, folder: &str, command: &mut Command) -> Output {
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "someone");
            command.env(format!("GIT_{who}_EMAIL"), "someone@example.org");
        }
        command.current_dir(self.folder.path().join(folder)).output().unwrap()
    }

    fn git(&self, folder: &str, args: &[&str]) -> String {
        let output = self.run(folder, Command::new("git").args(args));
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Commits a file to a branch, as someone else does, and pushes it.
    fn commit(&self, branch: &str, file: &str, text: &str) {
        self.git("work", &["checkout", "--quiet", "-B", branch]);
        fs::write(self.folder.path().join("work").join(file), text).unwrap();
        self.git("work", &["add", file]);
        self.git("work", &["commit", "--quiet", "--no-gpg-sign", "-m", text]);
        self.git("work", &["push", "--quiet", "origin", branch]);
    }

    fn start(&self) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(".github/start-sync-branch");
        self.run("work", Command::new("bash").arg(script).args(["sync-specs", "main"]))
    }

    fn subjects(&self) -> String {
        self.git("work", &["log", "--first-parent", "--format=%s", "sync-specs"])
    }
}

#[test]
fn the_branch_starts_at_the_default_branch_if_it_does_not_exist() {
    let clones = Clones::new();
    assert!(clones.start().status.success());
    assert_eq!(clones.subjects(), "one");
}

#[test]
fn the_commits_of_a_maintainer_remain_and_the_branch_is_pushed_without_force() {
    let clones = Clones::new();
    clones.commit("sync-specs", "specs", "specs of last week");
    clones.commit("sync-specs", "rows", "rows of a maintainer");
    clones.git("work", &["checkout", "--quiet", "main"]);
    clones.commit("main", "other", "two");
    let output = clones.start();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        clones.subjects().ends_with("rows of a maintainer\nspecs of last week\none"),
        "{}",
        clones.subjects()
    );
    assert!(
        clones.folder.path().join("work/rows").exists() && clones.folder.path().join("work/other").exists()
    );
    clones.git("work", &["push", "--quiet", "origin", "sync-specs"]);
}

#[test]
fn a_conflict_with_the_default_branch_is_an_error_and_changes_nothing() {
    let clones = Clones::new();
    clones.commit("sync-specs", "README.md", "mine");
    clones.git("work", &["checkout", "--quiet", "main"]);
    clones.commit("main", "README.md", "theirs");
    let output = clones.start();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).lines().last(),
        Some(
            "::error::The branch sync-specs conflicts with main. Merge or delete it, then run this workflow again."
        )
    );
    assert_eq!(clones.git("work", &["log", "-1", "--format=%s", "origin/sync-specs"]), "mine");
}

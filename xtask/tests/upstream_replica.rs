//! The real upstream, from a replica beside the workspace: it is vendored as committed, and each of its
//! earlier states is vendored or refused with a reason.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use xtask::git::Source;
use xtask::specs::{SpecSet, read_files};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The replica, or a loud word that it is not there.
fn replica(test: &str) -> Option<PathBuf> {
    let replica = root().join("../shared/upstream/api-docs.git");
    if !replica.exists() {
        eprintln!("SKIPPED {test}: there is no {}", replica.display());
    }
    replica.exists().then_some(replica)
}

fn load(replica: &Path, rev: &str) -> Result<SpecSet, String> {
    let source = Source { from: replica.to_str().unwrap().to_owned(), rev: rev.to_owned() };
    SpecSet::from_revision(&source).map_err(|error| format!("{error:#}"))
}

#[test]
fn the_committed_specs_are_those_of_the_commit_in_their_lock() {
    let Some(replica) = replica("the_committed_specs_are_those_of_the_commit_in_their_lock") else { return };
    let committed = SpecSet::from_disk(&root().join("specs")).unwrap();
    let upstream = load(&replica, &committed.commit).unwrap();
    let differs = upstream.to_files().unwrap() != read_files(&root().join("specs")).unwrap();
    assert!(!differs, "specs/ is not what sync-specs makes of {}", committed.commit);
}

#[test]
fn every_state_is_vendored_or_refused_with_a_reason() {
    let Some(replica) = replica("every_state_is_vendored_or_refused_with_a_reason") else { return };
    let tags = Command::new("git")
        .arg("--git-dir")
        .arg(&replica)
        .args(["tag", "--list", "state/*"])
        .output()
        .unwrap();
    let tags = String::from_utf8(tags.stdout).unwrap();
    let tags = tags.lines().collect::<Vec<_>>();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let outcomes = thread::scope(|scope| {
        let replica = &replica;
        let outcomes = move |tags: &[&str]| tags.iter().map(|tag| outcome(replica, tag)).collect::<String>();
        let workers =
            tags.chunks(tags.len().div_ceil(threads)).map(|tags| scope.spawn(move || outcomes(tags)));
        let workers = workers.collect::<Vec<_>>();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect::<String>()
    });
    assert_eq!(outcomes, include_str!("upstream_replica.out"));
}

/// A line that says what became of a state; an error must name the revision and its commit.
fn outcome(replica: &Path, tag: &str) -> String {
    let outcome = match load(replica, tag) {
        Ok(set) => set.to_string(),
        Err(error) => {
            let (revision, reason) = error.split_once(&format!(" of {}: ", replica.display())).unwrap();
            assert!(revision.starts_with(&format!("revision {tag} (")), "{error}");
            reason.to_owned()
        }
    };
    format!("{tag}: {outcome}\n")
}

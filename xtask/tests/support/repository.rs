//! An upstream repository in a temporary folder.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Seek, Write};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use xtask::upstream::git::GitRevision;

use super::{FETCH, KLING, create, fetch};

/// A bare repository whose next commit consists of `entries`. It is built from trees and not from files, so that
/// names may contain what a file system does not allow.
pub struct UpstreamRepository {
    folder: TempDir,
    entries: BTreeMap<Vec<u8>, (&'static str, String)>,
}

impl UpstreamRepository {
    /// An empty repository that supports filtered fetches.
    pub fn empty() -> Self {
        let repository = Self { folder: TempDir::new().unwrap(), entries: BTreeMap::new() };
        repository.git(["init", "--quiet", "--bare", "--initial-branch=main"], b"");
        repository.git(["config", "uploadpack.allowFilter", "true"], b"");
        repository.git(["config", "uploadpack.allowAnySHA1InWant", "true"], b"");
        repository
    }

    /// The smallest repository that can be vendored: one model and the endpoint that fetches videos.
    pub fn small() -> Self {
        let mut repository = Self::empty();
        repository.put(format!("{KLING}v9-pro-text-to-video.json"), create("klingai/v9-pro-text-to-video"));
        repository.put(FETCH, fetch());
        repository
    }

    /// Puts a file into the next commit and returns its blob id.
    pub fn put(&mut self, path: impl AsRef<[u8]>, contents: impl ToString) -> String {
        self.put_as("100644", path, contents)
    }

    /// Puts a symbolic link into the next commit and returns its blob id.
    pub fn link(&mut self, path: impl AsRef<[u8]>, target: &str) -> String {
        self.put_as("120000", path, target)
    }

    /// Puts a submodule into the next commit.
    pub fn submodule(&mut self, path: impl AsRef<[u8]>) {
        let commit = "1234567890123456789012345678901234567890".to_owned();
        self.entries.insert(path.as_ref().to_vec(), ("160000", commit));
    }

    fn put_as(&mut self, mode: &'static str, path: impl AsRef<[u8]>, contents: impl ToString) -> String {
        let blob = self.git(["hash-object", "-w", "--stdin"], contents.to_string().as_bytes());
        self.entries.insert(path.as_ref().to_vec(), (mode, blob.clone()));
        blob
    }

    /// Removes a file from the next commit.
    pub fn remove(&mut self, path: impl AsRef<[u8]>) {
        self.entries.remove(path.as_ref()).unwrap();
    }

    /// Commits to `main` and returns the commit's id.
    pub fn commit(&self) -> String {
        let mut index = Vec::new();
        for (path, (mode, blob)) in &self.entries {
            index.extend(format!("{mode} {blob}\t").bytes());
            index.extend(path);
            index.push(0);
        }
        self.git(["read-tree", "--empty"], b"");
        self.git(["update-index", "--add", "-z", "--index-info"], &index);
        let tree = self.git(["write-tree"], b"");
        let commit = self.git(["commit-tree", "--no-gpg-sign", "-m", "a state", &tree], b"");
        self.git(["update-ref", "refs/heads/main", &commit], b"");
        commit
    }

    /// The path of the repository, as a user would type it.
    pub fn path(&self) -> String {
        self.folder.path().to_str().unwrap().to_owned()
    }

    /// Its branch `main`.
    pub fn main(&self) -> GitRevision {
        self.rev("main")
    }

    /// One of its revisions.
    pub fn rev(&self, rev: &str) -> GitRevision {
        GitRevision { repository: self.path(), rev: rev.to_owned() }
    }

    /// Runs git in the repository and returns its output.
    pub fn git(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &[u8]) -> String {
        let mut stdin = tempfile::tempfile().unwrap();
        stdin.write_all(input).unwrap();
        stdin.rewind().unwrap();
        let mut command = Command::new("git");
        // In a git hook, the environment names the index of another repository.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "upstream");
            command.env(format!("GIT_{who}_EMAIL"), "upstream@example.org");
            // The id of a commit must depend on its tree alone.
            command.env(format!("GIT_{who}_DATE"), "@0 +0000");
        }
        command.arg("--git-dir").arg(self.folder.path()).args(args).stdin(Stdio::from(stdin));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }
}

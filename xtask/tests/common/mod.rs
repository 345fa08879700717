//! An upstream repository in a temporary folder, and a folder to vendor it into.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{Seek, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::git::Source;
use xtask::specs::{Files, read_files};
use xtask::sync::{Written, sync};

/// The folder upstream publishes from.
pub const KLING: &str = "docs/api-references/video-models/Kling-AI/";
/// A folder that differs from it only by case.
pub const SIBLING: &str = "docs/api-references/video-models/kling-ai/";
/// The folder of the legacy documents.
pub const ASSETS: &str = "docs/.gitbook/assets/";
/// The document of the fetch operation.
pub const FETCH: &str = "docs/api-references/video-models/universal-video-fetch.json";

/// The document of the request log.
pub const LOG: &str = "docs/api-references/service-endpoints/logs-v2.json";

const PATH: &str = "/v2/video/generations";
const LOG_PATH: &str = "/v2/logs";
const LEGACY_PATH: &str = "/v2/generate/video/kling/generation";

/// A bare repository whose next commit is `entries`. It is built from trees, not from files: names that a
/// file system would not take are no obstacle.
pub struct Upstream {
    folder: TempDir,
    entries: BTreeMap<Vec<u8>, (&'static str, String)>,
}

impl Upstream {
    /// An empty repository that answers filtered fetches.
    pub fn empty() -> Self {
        let upstream = Self { folder: TempDir::new().unwrap(), entries: BTreeMap::new() };
        upstream.git(["init", "--quiet", "--bare", "--initial-branch=main"], b"");
        upstream.git(["config", "uploadpack.allowFilter", "true"], b"");
        upstream.git(["config", "uploadpack.allowAnySHA1InWant", "true"], b"");
        upstream
    }

    /// The least that can be vendored: one model and the fetch operation.
    pub fn small() -> Self {
        let mut upstream = Self::empty();
        upstream.put(format!("{KLING}v9-pro-text-to-video.json"), create("klingai/v9-pro-text-to-video"));
        upstream.put(FETCH, fetch());
        upstream
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

    /// Takes a file out of the next commit.
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
    pub fn main(&self) -> Source {
        self.rev("main")
    }

    /// One of its revisions.
    pub fn rev(&self, rev: &str) -> Source {
        Source { from: self.path(), rev: rev.to_owned() }
    }

    /// Runs git in the repository and returns what it says.
    pub fn git(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &[u8]) -> String {
        let mut stdin = tempfile::tempfile().unwrap();
        stdin.write_all(input).unwrap();
        stdin.rewind().unwrap();
        let mut command = Command::new("git");
        // In a git hook the environment leads to the developer's own index.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "upstream");
            command.env(format!("GIT_{who}_EMAIL"), "upstream@example.org");
            // A commit's id must depend on its tree alone.
            command.env(format!("GIT_{who}_DATE"), "@0 +0000");
        }
        command.arg("--git-dir").arg(self.folder.path()).args(args).stdin(Stdio::from(stdin));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }
}

/// A workspace whose `specs/` is to be written.
pub struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// A workspace without specs.
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A workspace whose specs are those of `upstream`.
    pub fn of(upstream: &Upstream) -> Self {
        let workspace = Self::new();
        workspace.sync(upstream);
        workspace
    }

    /// Its folder of specs.
    pub fn specs(&self) -> PathBuf {
        self.folder.path().join("specs")
    }

    /// Vendors `main`.
    pub fn sync(&self, upstream: &Upstream) -> Written {
        upstream.commit();
        sync(&upstream.main(), &self.specs()).unwrap()
    }

    /// Puts earlier files back.
    pub fn restore(&self, files: &Files) {
        fs::remove_dir_all(self.specs()).unwrap();
        for (file, contents) in files {
            let path = self.specs().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
    }

    /// Tries to vendor `source`, and returns the error after checking that nothing has changed.
    pub fn sync_error(&self, source: &Source) -> String {
        let before = self.files();
        let error = sync(source, &self.specs()).err().expect("an error").to_string();
        assert!(self.files() == before, "specs/ has changed");
        self.assert_tidy();
        error.strip_suffix("\nspecs/ is unchanged").expect("what became of specs/").to_owned()
    }

    /// The vendored files.
    pub fn files(&self) -> Files {
        read_files(&self.specs()).unwrap()
    }

    /// The names of the vendored files.
    pub fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }

    /// A vendored file.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.specs().join(file)).unwrap()
    }

    /// The skips of the lock, as `path: reason`.
    pub fn skips(&self) -> Vec<String> {
        let lock: xtask::lock::Lock = toml::from_str(&self.read("lock.toml")).unwrap();
        lock.skips.into_iter().map(|skip| format!("{}: {}", skip.path, skip.reason)).collect()
    }

    /// The path upstream of a vendored file.
    pub fn origin(&self, file: &str) -> String {
        let lock: xtask::lock::Lock = toml::from_str(&self.read("lock.toml")).unwrap();
        lock.specs.into_iter().find(|spec| spec.file == file).unwrap().path
    }

    /// Checks that no temporary data is left beside the specs.
    pub fn assert_tidy(&self) {
        let beside = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(beside.into_iter().all(|name| name == "specs"));
    }
}

/// A document that creates a video with `model` on today's path.
pub fn create(model: &str) -> Value {
    document(PATH, "post", create_operation(&[model]))
}

/// A document that fetches a video on today's path.
pub fn fetch() -> Value {
    document(PATH, "get", fetch_operation())
}

/// A document that lists requests.
pub fn log() -> Value {
    let parameter = json!({ "name": "limit", "in": "query", "schema": { "type": "integer" } });
    let operation =
        json!({ "parameters": [parameter], "responses": { "200": { "description": "Requests." } } });
    document(LOG_PATH, "get", operation)
}

/// A document that creates a video with one of `models` on the legacy path.
pub fn legacy_create(models: &[&str]) -> Value {
    document(LEGACY_PATH, "post", create_operation(models))
}

/// A document that fetches a video on the legacy path.
pub fn legacy_fetch() -> Value {
    document(LEGACY_PATH, "get", fetch_operation())
}

/// A document with one operation.
pub fn document(path: &str, method: &str, operation: Value) -> Value {
    json!({ "openapi": "3.0.0", "info": { "title": "Made up", "version": "1" }, "paths": { path: { method: operation } } })
}

fn create_operation(models: &[&str]) -> Value {
    let schema = json!({
        "type": "object",
        "required": ["prompt", "model"],
        "properties": { "model": { "type": "string", "enum": models }, "prompt": { "type": "string", "maxLength": 99 } },
    });
    json!({
        "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
        "responses": { "200": { "description": "A job.", "content": {} } },
    })
}

fn fetch_operation() -> Value {
    let parameter =
        json!({ "name": "generation_id", "in": "query", "required": true, "schema": { "type": "string" } });
    json!({ "parameters": [parameter], "responses": { "200": { "description": "A video." } } })
}

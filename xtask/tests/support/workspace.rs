//! A folder to vendor specs into.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xtask::sync_specs::{self, Outcome, Synced, Target};
use xtask::upstream::git::GitRevision;
use xtask::vendored::folder::{self, Files};
use xtask::vendored::lock::Lock;

use super::UpstreamRepository;

/// A workspace whose `specs/` is to be written.
pub struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// A workspace without specs.
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A workspace with the specs of `upstream`.
    pub fn of(upstream: &UpstreamRepository) -> Self {
        let workspace = Self::new();
        workspace.sync(upstream);
        workspace
    }

    /// Its folder of specs.
    pub fn specs(&self) -> PathBuf {
        self.folder.path().join("specs")
    }

    /// Its changelog.
    pub fn changelog(&self) -> PathBuf {
        self.folder.path().join("CHANGELOG.md")
    }

    /// Commits to `main` and vendors it.
    pub fn sync(&self, upstream: &UpstreamRepository) -> Synced {
        upstream.commit();
        sync(&upstream.main(), &self.specs()).unwrap()
    }

    /// Replaces the vendored files by earlier ones.
    pub fn restore(&self, files: &Files) {
        fs::remove_dir_all(self.specs()).unwrap();
        folder::write(&self.specs(), files).unwrap();
    }

    /// Tries to vendor `revision`, and returns the error after checking that nothing has changed.
    pub fn sync_error(&self, revision: &GitRevision) -> String {
        let before = self.files();
        let error = sync_error(revision, &self.specs());
        assert!(self.files() == before, "specs/ has changed");
        self.assert_tidy();
        error
    }

    /// The vendored files.
    pub fn files(&self) -> Files {
        folder::load(&self.specs()).unwrap()
    }

    /// The names of the vendored files.
    pub fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }

    /// The contents of a vendored file.
    pub fn text(&self, file: &str) -> String {
        fs::read_to_string(self.specs().join(file)).unwrap()
    }

    /// The skips of the lock file, as `path: reason`.
    pub fn skips(&self) -> Vec<String> {
        self.lock().skips.into_iter().map(|skip| format!("{}: {}", skip.path, skip.reason)).collect()
    }

    /// The path upstream of a vendored file.
    pub fn origin(&self, file: &str) -> String {
        self.lock().specs.into_iter().find(|spec| spec.file == file).unwrap().path
    }

    fn lock(&self) -> Lock {
        toml::from_str(&self.text("lock.toml")).unwrap()
    }

    /// The folder of the code that is generated from the specs.
    pub fn generated(&self) -> PathBuf {
        self.folder.path().join("generated")
    }

    /// Checks that there are no temporary files beside the specs.
    pub fn assert_tidy(&self) {
        let beside = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(beside.into_iter().all(|name| name == "specs" || name == "generated"));
    }
}

/// Vendors `revision` into `specs` without a changelog, whether or not a client can be generated.
pub fn sync(revision: &GitRevision, specs: &Path) -> anyhow::Result<Synced> {
    let target = Target { specs: specs.to_owned(), changelog: None, write_unbuildable: true, refetch: false };
    match sync_specs::sync(revision, &target, |_| Ok(()))? {
        Outcome::Written(synced) => Ok(synced),
        Outcome::Unbuildable(error) => panic!("{error}"),
    }
}

/// The error of [`sync`], without its last line, which says that nothing has changed.
pub fn sync_error(revision: &GitRevision, specs: &Path) -> String {
    let error = sync(revision, specs).err().expect("an error").to_string();
    error.strip_suffix("\nspecs/ is unchanged").expect("a statement that specs/ is unchanged").to_owned()
}

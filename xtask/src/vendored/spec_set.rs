//! The specs of one revision, as they are vendored.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};

use super::folder::{self, Files};
use super::lock::{Lock, LockedSpec, REPOSITORY, Released, Skip, sha256};
use crate::counted;
use crate::openapi::document::{self, Document};
use crate::openapi::endpoint::Endpoint;

/// Name of the lock file, below `specs/`.
pub const LOCK: &str = "lock.toml";

/// The specs of one revision.
#[derive(Clone)]
pub struct SpecSet {
    /// Id of the commit.
    pub commit: String,
    /// The specs by file.
    pub specs: BTreeMap<String, Spec>,
    /// The documents that are not vendored, ordered by path.
    pub skips: Vec<Skip>,
    /// The operations that the documents describe, vendored or not. Empty if they are unknown.
    pub operations: BTreeSet<String>,
    /// The released version, if one was released.
    pub released: Option<Released>,
}

/// A vendored spec.
#[derive(Clone)]
pub struct Spec {
    /// The endpoint that it describes.
    pub endpoint: Endpoint,
    /// Path of the document upstream.
    pub path: String,
    /// Blob id of the document upstream.
    pub blob: String,
    /// Canonical JSON.
    pub text: String,
}

impl SpecSet {
    /// Loads the vendored specs and verifies that they are what `sync-specs` writes.
    ///
    /// # Errors
    ///
    /// The error lists every difference.
    pub fn from_disk(specs: &Path) -> Result<Self> {
        verify(folder::load(specs)?).map_err(|problems| {
            let problems = problems.join("\n  ");
            anyhow!("specs/ is not what sync-specs writes:\n  {problems}\nrun `cargo xtask sync-specs`")
        })
    }

    /// The files of the set, including the lock file.
    pub fn to_files(&self) -> Result<Files> {
        let specs = self.specs.iter().map(|(file, spec)| (file.clone(), spec.text.clone().into_bytes()));
        let mut files: Files = specs.collect();
        files.insert(LOCK.to_owned(), self.lock().to_toml()?.into_bytes());
        Ok(files)
    }

    /// The set of another commit with the same documents. What was released with the old commit counts as released with
    /// the new one, so that its specs need not be fetched.
    pub fn at(&self, commit: String) -> Self {
        let released = self.released.clone().map(|released| match released.commit == self.commit {
            true => Released { commit: commit.clone(), ..released },
            false => released,
        });
        Self { commit, released, ..self.clone() }
    }

    /// The endpoints, by the path of their document.
    pub fn endpoints(&self) -> BTreeMap<String, Endpoint> {
        self.specs.values().map(|spec| (spec.path.clone(), spec.endpoint.clone())).collect()
    }

    fn lock(&self) -> Lock {
        let locked = |(file, spec): (&String, &Spec)| LockedSpec {
            file: file.clone(),
            model: spec.endpoint.model().map(str::to_owned),
            path: spec.path.clone(),
            blob: spec.blob.clone(),
            sha256: sha256(spec.text.as_bytes()),
        };
        let specs = self.specs.iter().map(locked).collect();
        Lock {
            repository: REPOSITORY.to_owned(),
            commit: self.commit.clone(),
            released: self.released.clone(),
            operations: self.operations.clone(),
            specs,
            skips: self.skips.clone(),
        }
    }

    fn count(&self, is_counted: fn(&Endpoint) -> bool) -> usize {
        self.specs.values().filter(|spec| is_counted(&spec.endpoint)).count()
    }
}

impl fmt::Display for SpecSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let models = self.count(|endpoint| matches!(endpoint, Endpoint::Create(_)));
        let fetches = self.count(|endpoint| matches!(endpoint, Endpoint::Fetch));
        let of_service = self.count(|endpoint| Endpoint::OF_SERVICE.contains(endpoint));
        let legacy_models = self.count(|endpoint| matches!(endpoint, Endpoint::LegacyCreate(_)));
        let legacy_fetches = self.count(|endpoint| matches!(endpoint, Endpoint::LegacyFetch));
        write!(
            f,
            "{}, {fetches} fetch, {}, ",
            counted(models, "model"),
            counted(of_service, "service endpoint")
        )?;
        write!(f, "{}, {legacy_fetches} legacy fetch; ", counted(legacy_models, "legacy model"))?;
        write!(f, "{} skipped", counted(self.skips.len(), "document"))
    }
}

/// Makes a set of `files`, or lists everything that is not as `sync-specs` writes it.
fn verify(mut files: Files) -> Result<SpecSet, Vec<String>> {
    let lock_text = files.remove(LOCK).ok_or_else(|| vec![format!("{LOCK}: missing")])?;
    let lock = toml::from_slice::<Lock>(&lock_text);
    let mut lock = lock.map_err(|error| vec![format!("{LOCK}: {}", error.to_string().trim_end())])?;
    let mut problems = Vec::new();
    let mut specs = BTreeMap::new();
    for locked in std::mem::take(&mut lock.specs) {
        let file = locked.file.clone();
        match verify_spec(locked, files.remove(&file)) {
            Ok(spec) => drop(specs.insert(file, spec)),
            Err(error) => problems.push(format!("{file}: {error:#}")),
        }
    }
    problems.extend(files.keys().map(|file| format!("{file}: not in {LOCK}")));
    let Lock { commit, skips, operations, released, .. } = lock;
    let set = SpecSet { commit, specs, skips, operations, released };
    let is_as_written = set.lock().to_toml().is_ok_and(|text| text.as_bytes() == lock_text);
    if problems.is_empty() && !is_as_written {
        problems.push(format!("{LOCK}: edited by hand"));
    }
    if problems.is_empty() { Ok(set) } else { Err(problems) }
}

fn verify_spec(locked: LockedSpec, bytes: Option<Vec<u8>>) -> Result<Spec> {
    let bytes = bytes.context("missing")?;
    ensure!(sha256(&bytes) == locked.sha256, "its hash differs from the one in {LOCK}");
    let json = Arc::new(document::parse(&bytes)?);
    let document = Document { path: locked.path, blob: locked.blob, json };
    let is_locked =
        |endpoint: &Endpoint| endpoint.file() == locked.file && endpoint.model() == locked.model.as_deref();
    let endpoint = document.endpoints()?.into_iter().find(is_locked);
    let endpoint = endpoint.with_context(|| format!("does not describe what its name and {LOCK} say"))?;
    let text = document.facts(&endpoint)?;
    ensure!(text.as_bytes() == bytes, "not in canonical form");
    Ok(Spec { endpoint, path: document.path, blob: document.blob, text })
}

//! The set of vendored specs in memory: read from a revision or from disk, rendered to files.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Error, Result, anyhow, bail, ensure};
use serde_json::Value;

use crate::candidate::{Candidate, FOLDERS, candidate};
use crate::counted;
use crate::document::{self, Document};
use crate::git::{Revision, Source};
use crate::lock::{Lock, LockedSpec, REPOSITORY, Skip, sha256};
use crate::operation::Operation;
use crate::select::select;

const LOCK: &str = "lock.toml";

/// Files by path below `specs/`, with `/` on every system.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The specs of one revision.
pub struct SpecSet {
    /// Id of the commit.
    pub commit: String,
    /// The specs by file.
    pub specs: BTreeMap<String, Spec>,
    /// The documents left out, ordered by path.
    pub skips: Vec<Skip>,
}

/// A vendored spec.
pub struct Spec {
    /// The operation it describes.
    pub operation: Operation,
    /// Path of the document upstream.
    pub path: String,
    /// Blob id of the document upstream.
    pub blob: String,
    /// Canonical JSON.
    pub text: String,
}

impl SpecSet {
    /// Reads the set of a revision.
    pub fn from_revision(source: &Source) -> Result<Self> {
        Upstream::fetch(source)?.set()
    }

    /// Reads the vendored set and verifies that it is what `sync-specs` writes; the error lists all that is
    /// not.
    pub fn from_disk(specs: &Path) -> Result<Self> {
        verify(read_files(specs)?).map_err(|problems| {
            let problems = problems.join("\n  ");
            anyhow!("specs/ is not what sync-specs writes:\n  {problems}\nrun `cargo xtask sync-specs`")
        })
    }

    /// The files of the set, the lock among them.
    pub fn to_files(&self) -> Result<Files> {
        let specs = self.specs.iter().map(|(file, spec)| (file.clone(), spec.text.clone().into_bytes()));
        let mut files: Files = specs.collect();
        files.insert(LOCK.to_owned(), self.lock().render()?.into_bytes());
        Ok(files)
    }

    fn lock(&self) -> Lock {
        let locked = |(file, spec): (&String, &Spec)| LockedSpec {
            file: file.clone(),
            model: spec.operation.model().map(str::to_owned),
            path: spec.path.clone(),
            blob: spec.blob.clone(),
            sha256: sha256(spec.text.as_bytes()),
        };
        let specs = self.specs.iter().map(locked).collect();
        Lock {
            repository: REPOSITORY.to_owned(),
            commit: self.commit.clone(),
            specs,
            skips: self.skips.clone(),
        }
    }

    fn count(&self, is_counted: fn(&Operation) -> bool) -> usize {
        self.specs.values().filter(|spec| is_counted(&spec.operation)).count()
    }
}

impl fmt::Display for SpecSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let models = self.count(|operation| matches!(operation, Operation::Create(_)));
        let fetches = self.count(|operation| matches!(operation, Operation::Fetch));
        let logs = self.count(|operation| matches!(operation, Operation::Log));
        let legacy_models = self.count(|operation| matches!(operation, Operation::LegacyCreate(_)));
        let legacy_fetches = self.count(|operation| matches!(operation, Operation::LegacyFetch));
        write!(f, "{}, {fetches} fetch, {}, ", counted(models, "model"), counted(logs, "log"))?;
        write!(f, "{}, {legacy_fetches} legacy fetch; ", counted(legacy_models, "legacy model"))?;
        write!(f, "{} skipped", counted(self.skips.len(), "document"))
    }
}

/// What a revision holds, before anything is chosen.
pub struct Upstream {
    /// What was read, for messages.
    pub name: String,
    /// Id of the commit.
    pub commit: String,
    /// The documents that could be read, ordered by path.
    pub documents: Vec<Document>,
    /// The documents left out for what the tree says of them.
    pub skips: Vec<Skip>,
    /// The documents that could not be read, with all their paths, and why not.
    pub unreadable: Vec<(Vec<String>, Error)>,
}

impl Upstream {
    /// Reads all candidates of a revision.
    pub fn fetch(source: &Source) -> Result<Self> {
        let Source { from, rev } = source;
        let revision = Revision::fetch(source).with_context(|| format!("revision {rev} of {from}"))?;
        let name = format!("revision {rev} ({}) of {from}", revision.commit);
        let mut upstream = Self {
            name: name.clone(),
            commit: revision.commit.clone(),
            documents: Vec::new(),
            skips: Vec::new(),
            unreadable: Vec::new(),
        };
        upstream.read(&revision).context(name)?;
        Ok(upstream)
    }

    fn read(&mut self, revision: &Revision) -> Result<()> {
        let mut paths = BTreeMap::<String, Vec<String>>::new();
        for entry in revision.list(&FOLDERS)? {
            match candidate(entry)? {
                Candidate::Read { path, blob } => paths.entry(blob).or_default().push(path),
                Candidate::Skip(skip) => self.skips.push(skip),
                Candidate::Unrelated => {}
            }
        }
        ensure!(!paths.is_empty(), "no Kling document under {}", FOLDERS.join(" or "));
        let ids = paths.keys().map(String::as_str).collect::<Vec<_>>();
        let contents = revision.read(&ids)?;
        for ((blob, paths), bytes) in paths.into_iter().zip(contents) {
            match document::parse(&bytes) {
                Ok(json) => self.documents.extend(documents(&blob, paths, json)),
                Err(error) => self.unreadable.push((paths, error)),
            }
        }
        self.documents.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    /// The set that is vendored of this revision, or why nothing can be.
    pub fn set(&self) -> Result<SpecSet> {
        self.try_set().with_context(|| self.name.clone())
    }

    fn try_set(&self) -> Result<SpecSet> {
        if let Some((paths, error)) = self.unreadable.first() {
            bail!("{}: {error:#}", paths.join(", "));
        }
        let selection = select(&self.documents)?;
        let mut skips = [self.skips.as_slice(), &selection.skips].concat();
        skips.sort_by(|a, b| a.path.cmp(&b.path));
        let mut specs = BTreeMap::new();
        for (operation, document) in selection.chosen {
            let text = document.facts(&operation).with_context(|| document.path.clone())?;
            let spec = Spec { path: document.path.clone(), blob: document.blob.clone(), text, operation };
            specs.insert(spec.operation.file(), spec);
        }
        Ok(SpecSet { commit: self.commit.clone(), specs, skips })
    }
}

/// The copies of a document: they are parsed once.
fn documents(blob: &str, paths: Vec<String>, json: Value) -> impl Iterator<Item = Document> {
    let json = Rc::new(json);
    paths.into_iter().map(move |path| Document { path, blob: blob.to_owned(), json: Rc::clone(&json) })
}

/// Makes a set of `files`, or lists everything that is not as `sync-specs` writes it.
fn verify(mut files: Files) -> Result<SpecSet, Vec<String>> {
    let lock_text = files.remove(LOCK).ok_or_else(|| vec![format!("{LOCK}: missing")])?;
    let lock = toml::from_slice::<Lock>(&lock_text);
    let lock = lock.map_err(|error| vec![format!("{LOCK}: {}", error.to_string().trim_end())])?;
    let mut problems = Vec::new();
    let mut specs = BTreeMap::new();
    for locked in lock.specs {
        let file = locked.file.clone();
        match verify_spec(locked, files.remove(&file)) {
            Ok(spec) => drop(specs.insert(file, spec)),
            Err(error) => problems.push(format!("{file}: {error:#}")),
        }
    }
    problems.extend(files.keys().map(|file| format!("{file}: not in {LOCK}")));
    let set = SpecSet { commit: lock.commit, specs, skips: lock.skips };
    let is_as_written = set.lock().render().is_ok_and(|text| text.as_bytes() == lock_text);
    if problems.is_empty() && !is_as_written {
        problems.push(format!("{LOCK}: edited by hand"));
    }
    if problems.is_empty() { Ok(set) } else { Err(problems) }
}

fn verify_spec(locked: LockedSpec, bytes: Option<Vec<u8>>) -> Result<Spec> {
    let bytes = bytes.context("missing")?;
    ensure!(sha256(&bytes) == locked.sha256, "its hash is not the one in {LOCK}");
    let json = Rc::new(document::parse(&bytes)?);
    let document = Document { path: locked.path, blob: locked.blob, json };
    let is_locked = |operation: &Operation| {
        operation.file() == locked.file && operation.model() == locked.model.as_deref()
    };
    let operation = document.operations()?.into_iter().find(is_locked);
    let operation = operation.with_context(|| format!("does not describe what its name and {LOCK} say"))?;
    let text = document.facts(&operation)?;
    ensure!(text.as_bytes() == bytes, "not in canonical form");
    Ok(Spec { operation, path: document.path, blob: document.blob, text })
}

/// Reads every file below `folder`; none if there is no such folder.
pub fn read_files(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    if folder.try_exists()? {
        collect(folder, "", &mut files)?;
    }
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry
            .file_name()
            .into_string()
            .ok()
            .with_context(|| format!("{}: its name is not UTF-8", entry.path().display()))?;
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(entry.path()).with_context(|| entry.path().display().to_string())?);
        }
    }
    Ok(())
}

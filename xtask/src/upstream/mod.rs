//! A revision of upstream: the documents that it contains, and the specs that are vendored of it.

pub mod candidate;
pub mod changes;
pub mod git;
pub mod partial_clone;
pub mod select;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context, Error, Result, bail, ensure};
use serde_json::Value;

use self::candidate::{Candidate, FOLDERS, candidate};
use self::changes::candidates_differ;
use self::git::GitRevision;
use self::partial_clone::PartialClone;
use self::select::select;
use crate::openapi::document::{self, Document};
use crate::openapi::endpoint::Endpoint;
use crate::vendored::lock::Skip;
use crate::vendored::spec_set::{Spec, SpecSet};

/// The documents of a revision, before any of them is selected.
pub struct Upstream {
    /// The revision and its repository, for messages.
    pub name: String,
    /// Id of the commit.
    pub commit: String,
    /// The documents that can be parsed, ordered by path.
    pub documents: Vec<Document>,
    /// The documents that are not vendored because of their place or kind in the tree.
    pub skips: Vec<Skip>,
    /// The documents that cannot be parsed.
    pub unreadable: Vec<Unreadable>,
    /// The endpoints that are vendored, by the path of their document. None of them may be lost because its document
    /// cannot be parsed any more.
    pub vendored: BTreeMap<String, Endpoint>,
    /// The paths of files that are no candidates, by blob id.
    pub elsewhere: BTreeMap<String, String>,
}

/// A revision, compared with a commit whose documents are known.
pub enum Compared {
    /// It has the same documents. The id of its commit.
    Same(String),
    /// It has other documents.
    Other(Upstream),
}

/// A document that cannot be parsed.
pub struct Unreadable {
    /// Its paths.
    pub paths: Vec<String>,
    /// Blob id of the document.
    pub blob: String,
    /// Why it cannot be parsed.
    pub error: Error,
}

/// What the reason for skipping a document that cannot be parsed starts with.
pub const UNREADABLE: &str = "cannot be parsed: ";

impl Upstream {
    /// Fetches the documents of a revision.
    pub fn fetch(revision: &GitRevision) -> Result<Self> {
        let clone = PartialClone::of(&revision.repository);
        let fetched = clone.and_then(|clone| Ok((clone.commit_with_trees(&revision.rev)?, clone)));
        let (commit, clone) = fetched.with_context(|| revision.to_string())?;
        Self::of_commit(revision, &clone, commit)
    }

    /// Fetches the documents of a revision, unless they are those of the commit `known`.
    pub fn fetch_changed(revision: &GitRevision, known: &str) -> Result<Compared> {
        if revision.rev == known || revision.remote_commit()?.as_deref() == Some(known) {
            return Ok(Compared::Same(known.to_owned()));
        }
        match Self::compare(revision, known) {
            Ok((_, commit, false)) => Ok(Compared::Same(commit)),
            Ok((clone, commit, true)) => Self::of_commit(revision, &clone, commit).map(Compared::Other),
            // Upstream may have the commit no more. What else is wrong is reported by fetching everything.
            Err(_) => Self::fetch(revision).map(Compared::Other),
        }
    }

    /// The commit of a revision, and whether its documents are other than those of the commit `known`. In this case, the
    /// trees of the commit are in the clone.
    fn compare(revision: &GitRevision, known: &str) -> Result<(PartialClone, String, bool)> {
        let clone = PartialClone::of(&revision.repository)?;
        let [old, new] = clone.commits([known, &revision.rev])?;
        let differ = candidates_differ(&clone, &old.tree, &new.tree)?;
        if differ {
            clone.complete(&new.id)?;
        }
        Ok((clone, new.id, differ))
    }

    /// Fetches the documents of a commit whose trees are in `clone`.
    fn of_commit(revision: &GitRevision, clone: &PartialClone, commit: String) -> Result<Self> {
        let GitRevision { repository, rev } = revision;
        let name = format!("revision {rev} ({commit}) of {repository}");
        let mut upstream = Self {
            name: name.clone(),
            commit,
            documents: Vec::new(),
            skips: Vec::new(),
            unreadable: Vec::new(),
            vendored: BTreeMap::new(),
            elsewhere: BTreeMap::new(),
        };
        upstream.add_documents(clone).context(name)?;
        Ok(upstream)
    }

    fn add_documents(&mut self, clone: &PartialClone) -> Result<()> {
        let mut paths = BTreeMap::<String, Vec<String>>::new();
        for entry in clone.list(&self.commit)? {
            let (name, id) = (String::from_utf8_lossy(&entry.path).into_owned(), entry.id.clone());
            match candidate(entry) {
                Candidate::Document { path, blob } => {
                    paths.entry(blob).or_default().push(path);
                    continue;
                }
                Candidate::Skip(skip) => self.skips.push(skip),
                Candidate::Unrelated => {}
            }
            self.elsewhere.insert(id, name);
        }
        ensure!(!paths.is_empty(), "no Kling document under {}", FOLDERS.join(" or "));
        let ids = paths.keys().map(String::as_str).collect::<Vec<_>>();
        let contents = clone.blobs(&ids)?;
        for ((blob, paths), bytes) in paths.into_iter().zip(contents) {
            match document::parse(&bytes) {
                Ok(json) => self.documents.extend(copies(&blob, paths, json)),
                Err(error) => self.unreadable.push(Unreadable { paths, blob, error }),
            }
        }
        self.documents.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    /// The specs that are vendored of this revision, or why none can be.
    pub fn spec_set(&self) -> Result<SpecSet> {
        self.try_spec_set().with_context(|| self.name.clone())
    }

    fn try_spec_set(&self) -> Result<SpecSet> {
        self.check_vendored()?;
        let selection = select(&self.documents)?;
        let mut skips = [self.skips.as_slice(), &selection.skips].concat();
        skips.extend(self.unreadable.iter().flat_map(Unreadable::skips));
        skips.sort_by(|a, b| a.path.cmp(&b.path));
        let mut specs = BTreeMap::new();
        for (endpoint, document) in selection.selected {
            let text = document.facts(&endpoint).with_context(|| document.path.clone())?;
            let spec = Spec { path: document.path.clone(), blob: document.blob.clone(), text, endpoint };
            specs.insert(spec.endpoint.file(), spec);
        }
        let operations = self.operations();
        Ok(SpecSet { commit: self.commit.clone(), specs, skips, operations, released: None })
    }

    /// Checks that no vendored endpoint is lost because its document cannot be parsed.
    fn check_vendored(&self) -> Result<()> {
        for Unreadable { paths, error, .. } in &self.unreadable {
            let mut endpoints = paths.iter().filter_map(|path| self.vendored.get(path));
            if endpoints.any(|endpoint| !self.describes(endpoint)) {
                bail!("{}: {error:#}", paths.join(", "));
            }
        }
        Ok(())
    }

    fn describes(&self, endpoint: &Endpoint) -> bool {
        let endpoints = self.documents.iter().filter_map(|document| document.endpoints().ok());
        endpoints.flatten().any(|other| other == *endpoint)
    }

    /// The operations that the documents describe: `GET /v2/logs`.
    pub fn operations(&self) -> BTreeSet<String> {
        let operations = self.documents.iter().flat_map(Document::operations);
        operations.map(|(method, path)| format!("{} {path}", method.to_uppercase())).collect()
    }
}

impl Unreadable {
    fn skips(&self) -> impl Iterator<Item = Skip> {
        let reason = format!("{UNREADABLE}{:#}", self.error);
        let skip = move |path: &String| Skip {
            path: path.clone(),
            blob: self.blob.clone(),
            reason: reason.clone(),
            facts: None,
        };
        self.paths.iter().map(skip)
    }
}

/// The copies of one document, which share its parsed contents.
fn copies(blob: &str, paths: Vec<String>, json: Value) -> impl Iterator<Item = Document> {
    let json = Arc::new(json);
    paths.into_iter().map(move |path| Document { path, blob: blob.to_owned(), json: Arc::clone(&json) })
}

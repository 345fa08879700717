//! A revision of upstream: the documents that it contains, and the specs that are vendored of it.

pub mod candidate;
pub mod git;
pub mod select;

use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Context, Error, Result, bail, ensure};
use serde_json::Value;

use self::candidate::{Candidate, FOLDERS, candidate};
use self::git::{FetchedRevision, GitRevision};
use self::select::select;
use crate::openapi::document::{self, Document};
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
    /// The documents that cannot be parsed, with all their paths and the reason.
    pub unreadable: Vec<(Vec<String>, Error)>,
}

impl Upstream {
    /// Fetches the documents of a revision.
    pub fn fetch(revision: &GitRevision) -> Result<Self> {
        let GitRevision { repository, rev } = revision;
        let fetched =
            FetchedRevision::fetch(revision).with_context(|| format!("revision {rev} of {repository}"))?;
        let name = format!("revision {rev} ({}) of {repository}", fetched.commit);
        let mut upstream = Self {
            name: name.clone(),
            commit: fetched.commit.clone(),
            documents: Vec::new(),
            skips: Vec::new(),
            unreadable: Vec::new(),
        };
        upstream.add_documents(&fetched).context(name)?;
        Ok(upstream)
    }

    fn add_documents(&mut self, fetched: &FetchedRevision) -> Result<()> {
        let mut paths = BTreeMap::<String, Vec<String>>::new();
        for entry in fetched.list(&FOLDERS)? {
            match candidate(entry)? {
                Candidate::Document { path, blob } => paths.entry(blob).or_default().push(path),
                Candidate::Skip(skip) => self.skips.push(skip),
                Candidate::Unrelated => {}
            }
        }
        ensure!(!paths.is_empty(), "no Kling document under {}", FOLDERS.join(" or "));
        let ids = paths.keys().map(String::as_str).collect::<Vec<_>>();
        let contents = fetched.blobs(&ids)?;
        for ((blob, paths), bytes) in paths.into_iter().zip(contents) {
            match document::parse(&bytes) {
                Ok(json) => self.documents.extend(copies(&blob, paths, json)),
                Err(error) => self.unreadable.push((paths, error)),
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
        if let Some((paths, error)) = self.unreadable.first() {
            bail!("{}: {error:#}", paths.join(", "));
        }
        let selection = select(&self.documents)?;
        let mut skips = [self.skips.as_slice(), &selection.skips].concat();
        skips.sort_by(|a, b| a.path.cmp(&b.path));
        let mut specs = BTreeMap::new();
        for (endpoint, document) in selection.selected {
            let text = document.facts(&endpoint).with_context(|| document.path.clone())?;
            let spec = Spec { path: document.path.clone(), blob: document.blob.clone(), text, endpoint };
            specs.insert(spec.endpoint.file(), spec);
        }
        Ok(SpecSet { commit: self.commit.clone(), specs, skips })
    }
}

/// The copies of one document, which share its parsed contents.
fn copies(blob: &str, paths: Vec<String>, json: Value) -> impl Iterator<Item = Document> {
    let json = Rc::new(json);
    paths.into_iter().map(move |path| Document { path, blob: blob.to_owned(), json: Rc::clone(&json) })
}

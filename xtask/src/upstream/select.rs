//! Selects one document for each endpoint: by content, and among several candidates by name and folder.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

use super::candidate::{SERVICE_ENDPOINTS, UNIVERSAL_FETCH};
use crate::counted;
use crate::openapi::document::Document;
use crate::openapi::endpoint::{Endpoint, LEGACY_PATH, PATH};
use crate::openapi::model_id::{LEGACY_VERSIONS, names_kling};
use crate::vendored::lock::{Skip, sha256};

/// Prefixes of paths in order of preference: upstream keeps the folder that it publishes from up to date.
const PREFERRED: [&str; 5] = [
    UNIVERSAL_FETCH,
    SERVICE_ENDPOINTS,
    "docs/api-references/video-models/Kling-AI/",
    "docs/api-references/",
    "",
];

/// The reason for a document whose name indicates something other than its contents.
const CONTRADICTS: &str = "contradicts its file name";

/// The documents that describe each endpoint.
type Candidates<'a> = BTreeMap<Endpoint, Vec<&'a Document>>;

/// The document selected for each endpoint.
type Selected<'a> = BTreeMap<Endpoint, &'a Document>;

/// The documents that are vendored, and why the others are not.
pub struct Selection<'a> {
    /// The document selected for each endpoint.
    pub selected: Selected<'a>,
    /// The documents that are not vendored.
    pub skips: Vec<Skip>,
}

/// Assigns every document to the endpoints that it describes, or to the skips.
pub fn select(documents: &[Document]) -> Result<Selection<'_>> {
    let mut candidates = Candidates::new();
    for document in documents {
        for endpoint in document.endpoints().with_context(|| document.path.clone())? {
            candidates.entry(endpoint).or_default().push(document);
        }
    }
    check_complete(&candidates, documents)?;
    let mut selected = Selected::new();
    for (endpoint, candidates) in candidates {
        let best = best(&endpoint, &candidates)?;
        selected.insert(endpoint, best);
    }
    check_files(&selected)?;
    let skips = skips(documents, &selected)?;
    Ok(Selection { selected, skips })
}

/// Checks that a client can be generated from the documents. Before upstream moved to the current path, it had
/// no document of that path; while it moved, it had a few of them among many of the legacy path.
fn check_complete(candidates: &Candidates, documents: &[Document]) -> Result<()> {
    let models = candidates.keys().filter(|endpoint| matches!(endpoint, Endpoint::Create(_))).count();
    let legacy_documents =
        documents.iter().filter(|document| document.operations().any(|(_, path)| path == LEGACY_PATH));
    let legacy_models =
        documents.iter().flat_map(|document| document.models(LEGACY_PATH)).collect::<BTreeSet<_>>();
    let is_current = |model: &String| candidates.contains_key(&Endpoint::Create(model.clone()));
    let legacy_only = legacy_models.iter().filter(|model| !is_current(model)).count();
    ensure!(
        models > 0,
        "no document describes POST {PATH}; {} describe the legacy path {LEGACY_PATH} only",
        counted(legacy_documents.count(), "document")
    );
    ensure!(
        legacy_only <= models,
        "documents describe POST {PATH} for {}, and the legacy path {LEGACY_PATH} only for {}",
        counted(models, "model"),
        counted(legacy_only, "model")
    );
    ensure!(candidates.contains_key(&Endpoint::Fetch), "no document describes GET {PATH}");
    Ok(())
}

/// The best of the documents that describe `endpoint`. Documents that are equally good must state the same
/// facts.
fn best<'a>(endpoint: &Endpoint, candidates: &[&'a Document]) -> Result<&'a Document> {
    let best = candidates.iter().min_by_key(|document| rank(document, endpoint)).context("no document")?;
    for equal in candidates.iter().filter(|document| rank(document, endpoint) == rank(best, endpoint)) {
        if equal.blob != best.blob && facts(equal, endpoint)? != facts(best, endpoint)? {
            bail!(
                "{} and {} describe {endpoint} differently, and neither has the better name or folder",
                best.path,
                equal.path
            );
        }
    }
    Ok(best)
}

/// The rank of a document among those that describe `endpoint`, the best one first.
fn rank(document: &Document, endpoint: &Endpoint) -> (bool, bool, Option<usize>) {
    (document.contradicts_its_name(endpoint), document.has_several_paths(), folder_rank(&document.path))
}

/// The rank of a document by its path alone, the best one first.
pub fn folder_rank(path: &str) -> Option<usize> {
    PREFERRED.iter().position(|prefix| path.starts_with(prefix))
}

fn facts(document: &Document, endpoint: &Endpoint) -> Result<String> {
    document.facts(endpoint).with_context(|| document.path.clone())
}

/// Checks that no spec overwrites the file of another one, even on a file system that ignores case.
fn check_files(selected: &Selected) -> Result<()> {
    let mut files = BTreeMap::new();
    for (endpoint, document) in selected {
        let file = endpoint.file();
        if let Some(other) = files.insert(file.to_ascii_lowercase(), document) {
            bail!("{} and {} have model ids that map to the same file, {file}", other.path, document.path);
        }
    }
    Ok(())
}

fn skips(documents: &[Document], selected: &Selected) -> Result<Vec<Skip>> {
    let vendored = selected.values().map(|document| &document.path).collect::<BTreeSet<_>>();
    let mut skips = Vec::new();
    for document in documents {
        check_models_described(document, selected).with_context(|| document.path.clone())?;
        if !vendored.contains(&document.path) {
            skips.push(Skip {
                path: document.path.clone(),
                blob: document.blob.clone(),
                reason: reason(document, selected)?,
                facts: Some(sha256(document.all_facts().as_bytes())),
            });
        }
    }
    Ok(skips)
}

/// Checks that no model is lost because the only document that describes it names several models, or none.
fn check_models_described(document: &Document, selected: &Selected) -> Result<()> {
    let models = document.models(PATH);
    ensure!(!document.describes("post", PATH) || !models.is_empty(), "POST {PATH} names no model id");
    let is_lost =
        |model: &&String| names_kling(model) && !selected.contains_key(&Endpoint::Create((*model).clone()));
    if let Some(lost) = models.iter().find(is_lost) {
        bail!("POST {PATH} names {}, and no other document describes {lost}", counted(models.len(), "model"));
    }
    Ok(())
}

/// Why a document is not vendored.
fn reason(document: &Document, selected: &Selected) -> Result<String> {
    let endpoints = document.endpoints()?;
    match endpoints.first().and_then(|endpoint| selected.get_key_value(endpoint)) {
        Some((endpoint, better)) => why_worse(document, endpoint, better),
        None => Ok(why_unrelated(document)),
    }
}

/// Why `better` was selected for `endpoint` instead of `document`.
fn why_worse(document: &Document, endpoint: &Endpoint, better: &Document) -> Result<String> {
    let path = &better.path;
    Ok(if document.blob == better.blob {
        format!("same document as {path}")
    } else if document.contradicts_its_name(endpoint) && !better.contradicts_its_name(endpoint) {
        let what = endpoint.model().map_or("operation", |_| "model id");
        format!("its {what} {CONTRADICTS}; {path} describes {endpoint}")
    } else if document.has_several_paths() && !better.has_several_paths() {
        format!("declares several paths; {path} describes {endpoint}")
    } else if facts(document, endpoint)? == facts(better, endpoint)? {
        format!("states the same facts as {path}")
    } else {
        format!("another description of {endpoint}; {path} is in a preferred folder")
    })
}

/// Whether a document was skipped because its name indicates another model than its contents.
pub fn contradicts_its_name(skip: &Skip) -> bool {
    skip.reason.starts_with(&format!("its model id {CONTRADICTS}"))
}

/// Why a document describes no endpoint that is vendored.
fn why_unrelated(document: &Document) -> String {
    for path in [PATH, LEGACY_PATH] {
        let models = document.models(path).into_iter().collect::<Vec<_>>();
        match &models[..] {
            [] => {}
            [model] if names_kling(model) => {
                let versions = LEGACY_VERSIONS.join(" and ");
                return format!(
                    "describes {model} on the legacy path, which is vendored for {versions} only"
                );
            }
            [model] => return format!("describes {model}, which is not a Kling model"),
            _ => return format!("names {} models at once", models.len()),
        }
    }
    let operations = document.operations().map(|(method, path)| format!("{} {path}", method.to_uppercase()));
    let operations = operations.collect::<Vec<_>>();
    if operations.is_empty() {
        return "describes no operation".to_owned();
    }
    format!("describes {}, which is not vendored", operations.join(", "))
}

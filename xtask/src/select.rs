//! Decides which document describes which operation: by content, and between rivals by name and place.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

use crate::candidate::{REQUEST_LOG, UNIVERSAL_FETCH, names_kling};
use crate::counted;
use crate::document::Document;
use crate::lock::Skip;
use crate::operation::{LEGACY_PATH, LEGACY_VERSIONS, Operation, PATH};

/// Where the better of two documents stands, best first: upstream keeps the folder it publishes from up to
/// date.
const PLACES: [&str; 5] =
    [UNIVERSAL_FETCH, REQUEST_LOG, "docs/api-references/video-models/Kling-AI/", "docs/api-references/", ""];

/// What is said of a document whose name speaks of something else than its contents.
const CONTRADICTS: &str = "contradicts its file name";

/// The documents by the operation they describe.
type Claims<'a> = BTreeMap<Operation, Vec<&'a Document>>;

/// The best document of each operation.
type Chosen<'a> = BTreeMap<Operation, &'a Document>;

/// Which document describes which operation, and why the others are left out.
pub struct Selection<'a> {
    /// The document of each operation.
    pub chosen: Chosen<'a>,
    /// The documents left out.
    pub skips: Vec<Skip>,
}

/// Assigns every document to the operations it describes, or to the skips.
pub fn select(documents: &[Document]) -> Result<Selection<'_>> {
    let mut claims = Claims::new();
    for document in documents {
        for operation in document.operations().with_context(|| document.path.clone())? {
            claims.entry(operation).or_default().push(document);
        }
    }
    check_complete(&claims, documents)?;
    let mut chosen = Chosen::new();
    for (operation, claimants) in claims {
        let winner = winner(&operation, &claimants)?;
        chosen.insert(operation, winner);
    }
    check_files(&chosen)?;
    let skips = skips(documents, &chosen)?;
    Ok(Selection { chosen, skips })
}

/// Checks that a client can be made of the documents. Before upstream moved to today's path it had no
/// document of it, then a few among many of the legacy path.
fn check_complete(claims: &Claims, documents: &[Document]) -> Result<()> {
    let models = claims.keys().filter(|operation| matches!(operation, Operation::Create(_))).count();
    let legacy_documents =
        documents.iter().filter(|document| document.endpoints().any(|(_, path)| path == LEGACY_PATH));
    let legacy_models =
        documents.iter().flat_map(|document| document.models(LEGACY_PATH)).collect::<BTreeSet<_>>();
    let is_current = |model: &&str| claims.contains_key(&Operation::Create(model.to_string()));
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
    ensure!(claims.contains_key(&Operation::Fetch), "no document describes GET {PATH}");
    Ok(())
}

/// The best of the documents that describe `operation`. Two that are equally good must state the same facts.
fn winner<'a>(operation: &Operation, claimants: &[&'a Document]) -> Result<&'a Document> {
    let best = claimants.iter().min_by_key(|document| rank(document, operation)).context("no document")?;
    for rival in claimants.iter().filter(|rival| rank(rival, operation) == rank(best, operation)) {
        if rival.blob != best.blob && facts(rival, operation)? != facts(best, operation)? {
            bail!(
                "{} and {} describe {operation} differently, and neither is better named or placed",
                best.path,
                rival.path
            );
        }
    }
    Ok(best)
}

/// The better a document describes `operation`, the lower its rank.
fn rank(document: &Document, operation: &Operation) -> (bool, bool, Option<usize>) {
    (document.contradicts_its_name(operation), document.has_several_paths(), place(&document.path))
}

/// How well a document of this path is placed: the lower, the better.
pub fn place(path: &str) -> Option<usize> {
    PLACES.iter().position(|place| path.starts_with(place))
}

fn facts(document: &Document, operation: &Operation) -> Result<String> {
    document.facts(operation).with_context(|| document.path.clone())
}

/// Checks that no spec overwrites another's file, on a file system that ignores case either.
fn check_files(chosen: &Chosen) -> Result<()> {
    let mut files = BTreeMap::new();
    for (operation, document) in chosen {
        let file = operation.file();
        if let Some(other) = files.insert(file.to_ascii_lowercase(), document) {
            bail!("{} and {} have model ids that come to one file, {file}", other.path, document.path);
        }
    }
    Ok(())
}

fn skips(documents: &[Document], chosen: &Chosen) -> Result<Vec<Skip>> {
    let vendored = chosen.values().map(|document| &document.path).collect::<BTreeSet<_>>();
    let mut skips = Vec::new();
    for document in documents {
        check_models_described(document, chosen).with_context(|| document.path.clone())?;
        if !vendored.contains(&document.path) {
            let reason = reason(document, chosen)?;
            skips.push(Skip { path: document.path.clone(), blob: document.blob.clone(), reason });
        }
    }
    Ok(skips)
}

/// Checks that no model is lost because the only document to describe it names several, or none.
fn check_models_described(document: &Document, chosen: &Chosen) -> Result<()> {
    let models = document.models(PATH);
    ensure!(!document.has("post", PATH) || !models.is_empty(), "POST {PATH} names no model id");
    let is_lost =
        |model: &&&str| names_kling(model) && !chosen.contains_key(&Operation::Create(model.to_string()));
    if let Some(lost) = models.iter().find(is_lost) {
        bail!("POST {PATH} names {}, and no other document describes {lost}", counted(models.len(), "model"));
    }
    Ok(())
}

/// Why a document is left out.
fn reason(document: &Document, chosen: &Chosen) -> Result<String> {
    let operations = document.operations()?;
    match operations.first().and_then(|operation| chosen.get_key_value(operation)) {
        Some((operation, winner)) => lost(document, operation, winner),
        None => Ok(unclaimed(document)),
    }
}

/// Why `winner` describes `operation` and `document` does not.
fn lost(document: &Document, operation: &Operation, winner: &Document) -> Result<String> {
    let better = &winner.path;
    Ok(if document.blob == winner.blob {
        format!("same document as {better}")
    } else if document.contradicts_its_name(operation) && !winner.contradicts_its_name(operation) {
        let what = operation.model().map_or("operation", |_| "model id");
        format!("its {what} {CONTRADICTS}; {better} describes {operation}")
    } else if document.has_several_paths() && !winner.has_several_paths() {
        format!("declares several paths; {better} describes {operation}")
    } else if facts(document, operation)? == facts(winner, operation)? {
        format!("states the same facts as {better}")
    } else {
        format!("another description of {operation}; {better} is better placed")
    })
}

/// Whether a document was left out because its name speaks of another model than its contents.
pub fn contradicts_its_name(skip: &Skip) -> bool {
    skip.reason.starts_with(&format!("its model id {CONTRADICTS}"))
}

/// Why a document describes nothing that is vendored.
fn unclaimed(document: &Document) -> String {
    for path in [PATH, LEGACY_PATH] {
        let models = document.models(path).into_iter().collect::<Vec<_>>();
        match models[..] {
            [] => {}
            [model] if names_kling(model) => {
                let versions = LEGACY_VERSIONS.join(" and ");
                return format!(
                    "describes {model} on the legacy path, which is vendored for {versions} only"
                );
            }
            [model] => return format!("describes {model}, which is none of Kling's models"),
            _ => return format!("names {} models at once", models.len()),
        }
    }
    let endpoints = document.endpoints().map(|(method, path)| format!("{} {path}", method.to_uppercase()));
    let endpoints = endpoints.collect::<Vec<_>>();
    if endpoints.is_empty() {
        return "describes no operation".to_owned();
    }
    format!("describes {}, which is not vendored", endpoints.join(", "))
}

//! Finds the best document for each model in a revision, on whatever path the model is described. Unlike
//! [`select`](crate::upstream::select), this works for revisions that cannot be vendored.

use std::collections::BTreeMap;

use crate::openapi::document::{Document, models_of};
use crate::openapi::endpoint::{Endpoint, LEGACY_PATH, PATH};
use crate::openapi::model_id::names_kling;
use crate::upstream::candidate::UNIVERSAL_FETCH;
use crate::upstream::select::folder_rank;

/// A document that describes how videos are created with a model.
pub struct ModelDocument<'a> {
    /// The document.
    pub document: &'a Document,
    /// Method of the operation, in lower case.
    pub method: &'a str,
    /// Path of the operation.
    pub path: &'a str,
    /// Whether the name of the document indicates another model.
    pub contradicts_its_name: bool,
    rank: (usize, usize, bool, bool, Option<usize>),
}

impl<'a> ModelDocument<'a> {
    fn new(document: &'a Document, method: &'a str, path: &'a str, model: &str, models: usize) -> Self {
        let contradicts_its_name = document.contradicts_its_name(&Endpoint::Create(model.to_owned()));
        let paths = [PATH, LEGACY_PATH];
        let path_rank = paths.iter().position(|known| *known == path).unwrap_or(paths.len());
        let folder_rank = folder_rank(&document.path);
        let rank = (path_rank, models, contradicts_its_name, document.has_several_paths(), folder_rank);
        // The name of a document that describes several models cannot indicate one of them.
        Self { document, method, path, contradicts_its_name: contradicts_its_name && models == 1, rank }
    }
}

/// The best document for each model.
pub fn model_documents(documents: &[Document]) -> BTreeMap<String, ModelDocument<'_>> {
    let mut best = BTreeMap::<String, ModelDocument>::new();
    for document in documents {
        for (method, path) in document.operations() {
            let models = models_of(&document.json, method, path);
            for model in models.iter().filter(|model| names_kling(model)) {
                let candidate = ModelDocument::new(document, method, path, model, models.len());
                match best.get(model) {
                    Some(other) if other.rank <= candidate.rank => {}
                    _ => drop(best.insert(model.clone(), candidate)),
                }
            }
        }
    }
    best
}

/// The document that describes how videos of a model are fetched: the one that belongs to the model's document,
/// as upstream used to have, or the one for all models.
pub fn fetch_document<'a>(create: &ModelDocument, documents: &'a [Document]) -> Option<&'a Document> {
    let stem = create.document.path.trim_end_matches(".json");
    let pair = format!("{stem}-pair.json");
    let named = |name: &str| describing(documents, name, create.path);
    named(&pair).or_else(|| named(UNIVERSAL_FETCH))
}

/// The document with this name, if it describes `GET path`.
fn describing<'a>(documents: &'a [Document], name: &str, path: &str) -> Option<&'a Document> {
    documents.iter().find(|document| document.path == name && document.describes("get", path))
}

//! States that are made of JSON.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use xtask::drift::report::Side;
use xtask::openapi::document::{Document, parse};
use xtask::upstream::{Unreadable, Upstream};
use xtask::vendored::lock::sha256;
use xtask::vendored::spec_set::SpecSet;

/// The documents of `drift/base.json`, by path.
pub fn base_documents() -> Value {
    serde_json::from_str(include_str!("../drift/base.json")).unwrap()
}

/// The vendored specs of this repository.
pub fn vendored() -> SpecSet {
    SpecSet::from_disk(&vendored_folder()).unwrap()
}

/// The folder `specs/` of this repository.
pub fn vendored_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs")
}

/// The two states whose documents are the members of `old` and `new`, by path.
pub fn sides(old: &Value, new: &Value) -> (Side, Side) {
    let old = upstream_of("old", old);
    let vendored = old.spec_set().map(|set| set.endpoints()).unwrap_or_default();
    let new = Upstream { vendored, ..upstream_of("new", new) };
    (Side::upstream(&old).unwrap(), Side::upstream(&new).unwrap())
}

/// The revision whose documents are the members of `documents`, by path.
pub fn upstream_of(commit: &str, documents: &Value) -> Upstream {
    let mut upstream = Upstream {
        name: commit.to_owned(),
        commit: commit.to_owned(),
        documents: vec![],
        skips: vec![],
        unreadable: vec![],
        vendored: BTreeMap::new(),
        elsewhere: BTreeMap::new(),
    };
    for (path, json) in documents.as_object().unwrap() {
        let text = json.to_string();
        let (path, blob) = (path.clone(), sha256(text.as_bytes()));
        match parse(text.as_bytes()) {
            Ok(json) => upstream.documents.push(Document { path, blob, json: Arc::new(json) }),
            Err(error) => upstream.unreadable.push(Unreadable { paths: vec![path], blob, error }),
        }
    }
    upstream
}

/// Applies a merge patch.
pub fn merge(target: &mut Value, patch: &Value) {
    let Some(patch) = patch.as_object() else { return *target = patch.clone() };
    if !target.is_object() {
        *target = Value::Object(Default::default());
    }
    let target = target.as_object_mut().unwrap();
    for (key, value) in patch {
        match value {
            Value::Null => drop(target.remove(key)),
            value => merge(target.entry(key.clone()).or_insert(Value::Null), value),
        }
    }
}

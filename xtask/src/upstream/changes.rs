//! Whether a document of Kling has changed between two commits. Only the trees that differ are fetched, so that changes
//! of other documents cost a few kilobytes.

use std::collections::{BTreeMap, HashSet};
use std::str;

use anyhow::Result;

use super::candidate::{Candidate, candidate, is_documentation};
use super::partial_clone::{Entry, EntryKind, PartialClone};

/// The ids of two versions of a tree, of which one may not exist.
type Versions = [Option<String>; 2];

/// Whether a candidate was added, changed or removed between two trees of commits. The trees are fetched level by level.
pub fn candidates_differ(clone: &PartialClone, old: &str, new: &str) -> Result<bool> {
    let mut trees = BTreeMap::from([(Vec::new(), [Some(old.to_owned()), Some(new.to_owned())])]);
    while !trees.is_empty() {
        let ids = trees.values().flatten().flatten().map(String::as_str).collect::<Vec<_>>();
        clone.fetch_trees(&ids)?;
        let mut below = BTreeMap::<Vec<u8>, Versions>::new();
        for (path, versions) in &trees {
            for (version, entry) in differing(clone, path, versions)? {
                if entry.kind != EntryKind::Tree {
                    if !matches!(candidate(entry), Candidate::Unrelated) {
                        return Ok(true);
                    }
                } else if is_documentation(&String::from_utf8_lossy(&entry.path)) {
                    below.entry(entry.path).or_default()[version] = Some(entry.id);
                }
            }
        }
        trees = below;
    }
    Ok(false)
}

/// The entries that only one version of the tree at `path` has, each with the number of the version.
fn differing(clone: &PartialClone, path: &[u8], versions: &Versions) -> Result<Vec<(usize, Entry)>> {
    let entries = |version: &Option<String>| match version {
        Some(id) => clone.entries(id),
        None => Ok(vec![]),
    };
    let versions = [entries(&versions[0])?, entries(&versions[1])?];
    let only = |version: usize| {
        let other = versions[1 - version].iter().collect::<HashSet<_>>();
        let entries = versions[version].iter().filter(move |entry| !other.contains(entry)).cloned();
        entries.map(move |entry| (version, Entry { path: joined(path, &entry.path), ..entry }))
    };
    Ok(only(0).chain(only(1)).collect())
}

fn joined(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() { name.to_owned() } else { [folder, name].join(&b'/') }
}

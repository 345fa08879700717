//! Which entries of upstream's tree are documents of Kling or for all models, by path alone: other vendors'
//! are never read.

use anyhow::{Result, bail};

use crate::git::{Entry, EntryKind};
use crate::lock::Skip;

/// The folders that hold candidates.
pub const FOLDERS: [&str; 2] = ["docs/api-references", "docs/.gitbook/assets"];

/// The document of the fetch operation, which Kling shares with other vendors.
pub const UNIVERSAL_FETCH: &str = "docs/api-references/video-models/universal-video-fetch.json";

/// The document of the request log, which is for all models of the service.
pub const REQUEST_LOG: &str = "docs/api-references/service-endpoints/logs-v2.json";

const IMAGE_MODELS: &str = "docs/api-references/image-models/";
const ASSETS: &str = "docs/.gitbook/assets/";

/// What an entry of upstream's tree is to us.
pub enum Candidate {
    /// A document to read.
    Read {
        /// Path of the document.
        path: String,
        /// Blob id of the document.
        blob: String,
    },
    /// A document left out for what the tree says of it.
    Skip(Skip),
    /// None of our business.
    Unrelated,
}

/// Tells what `entry` is.
pub fn candidate(entry: Entry) -> Result<Candidate> {
    if !is_ours(&String::from_utf8_lossy(&entry.path)) {
        return Ok(Candidate::Unrelated);
    }
    let path = match String::from_utf8(entry.path) {
        Ok(path) => path,
        Err(error) => bail!("{}: its name is not UTF-8", String::from_utf8_lossy(error.as_bytes())),
    };
    let blob = entry.id;
    let reason = match entry.kind {
        EntryKind::Symlink => "a symbolic link",
        EntryKind::Submodule => "a submodule",
        EntryKind::File if path.starts_with(IMAGE_MODELS) => "makes images, not videos",
        EntryKind::File => return Ok(Candidate::Read { path, blob }),
    };
    Ok(Candidate::Skip(Skip { path, blob, reason: reason.to_owned() }))
}

fn is_ours(path: &str) -> bool {
    let is_json = path.to_ascii_lowercase().ends_with(".json");
    let is_legacy = || path.strip_prefix(ASSETS).is_some_and(is_legacy_asset);
    is_json && ([UNIVERSAL_FETCH, REQUEST_LOG].contains(&path) || names_kling(path) || is_legacy())
}

/// Whether a word of a path or model id is Kling's name or its maker's: `klingai` is, another vendor's
/// `inkling` is not.
pub fn names_kling(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word.starts_with("kling") || word.starts_with("kuaishou"))
}

/// Whether an asset is named `v<major>[.<minor>]-<tier>-…`, which only Kling's documents are.
fn is_legacy_asset(name: &str) -> bool {
    let Some((version, rest)) = name.strip_prefix('v').and_then(|name| name.split_once('-')) else {
        return false;
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let tiers = ["standard-", "standart-", "pro-", "master-"];
    version.splitn(2, '.').all(is_number) && tiers.iter().any(|tier| rest.starts_with(tier))
}

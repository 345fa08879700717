//! Decides by path alone which files of upstream are documents of Kling or of all models. Documents of other
//! vendors are never fetched.

use super::partial_clone::{Entry, EntryKind};
use crate::openapi::model_id::names_kling;
use crate::vendored::lock::Skip;

/// The folders that contain candidates.
pub const FOLDERS: [&str; 2] = ["docs/api-references", "docs/.gitbook/assets"];

/// The folders of upstream's programs, which contain no documentation.
const PROGRAMS: [&str; 3] = [".github", "packages", "shared"];

/// The document of the endpoint that fetches videos, which Kling shares with other vendors.
pub const UNIVERSAL_FETCH: &str = "docs/api-references/video-models/universal-video-fetch.json";

/// What the paths of documents begin with that describe operations for the videos of all vendors.
const UNIVERSAL: &str = "docs/api-references/video-models/universal-video-";

/// The folder of the endpoints that are the same for all models of the service.
pub const SERVICE_ENDPOINTS: &str = "docs/api-references/service-endpoints/";

/// The documents in that folder that the client is generated from.
const OF_SERVICE: [&str; 3] = ["logs-v2.json", "models.json", "model-metrics.json"];

const IMAGE_MODELS: &str = "docs/api-references/image-models/";
const ASSETS: &str = "docs/.gitbook/assets/";

/// What `sync-specs` does with an entry of upstream's tree.
pub enum Candidate {
    /// Fetches and parses it.
    Document {
        /// Path of the document.
        path: String,
        /// Blob id of the document.
        blob: String,
    },
    /// Records in the lock file why it is not vendored.
    Skip(Skip),
    /// Ignores it.
    Unrelated,
}

/// Classifies `entry`.
pub fn candidate(entry: Entry) -> Candidate {
    let name = String::from_utf8_lossy(&entry.path).into_owned();
    let blob = entry.id;
    if !is_kling(&name) {
        let reason = unread(&name).filter(|_| entry.kind == EntryKind::File);
        return reason.map_or(Candidate::Unrelated, |reason| {
            Candidate::Skip(Skip { path: name.clone(), blob, reason: reason.to_owned(), facts: None })
        });
    }
    let path = match String::from_utf8(entry.path) {
        Ok(path) => path,
        Err(_) => {
            let reason = "its name is not UTF-8".to_owned();
            return Candidate::Skip(Skip { path: name, blob, reason, facts: None });
        }
    };
    let reason = match entry.kind {
        EntryKind::Symlink => "a symbolic link",
        EntryKind::Submodule => "a submodule",
        EntryKind::File if path.starts_with(IMAGE_MODELS) => "makes images, not videos",
        EntryKind::Tree => return Candidate::Unrelated,
        EntryKind::File => return Candidate::Document { path, blob },
    };
    Candidate::Skip(Skip { path, blob, reason: reason.to_owned(), facts: None })
}

fn is_kling(path: &str) -> bool {
    let is_json = path.to_ascii_lowercase().ends_with(".json");
    let is_legacy = || path.strip_prefix(ASSETS).is_some_and(is_legacy_asset);
    let is_of_service =
        || path.strip_prefix(SERVICE_ENDPOINTS).is_some_and(|name| OF_SERVICE.contains(&name));
    let is_shared = || is_of_service() || path.starts_with(UNIVERSAL);
    is_json && is_watched(path) && (is_shared() || names_kling(path) || is_legacy())
}

/// Why a document that names Kling cannot be a candidate, if it seems to be a document.
fn unread(path: &str) -> Option<&'static str> {
    let lower = path.to_ascii_lowercase();
    if !names_kling(path) || !is_documentation(path) {
        None
    } else if lower.ends_with(".yaml") || lower.ends_with(".yml") {
        Some("is YAML, which is not read")
    } else {
        (lower.ends_with(".json") && !is_watched(path)).then_some("is outside of the folders with documents")
    }
}

/// Whether a file or a folder may contain documentation: it is in none of the folders of programs.
pub fn is_documentation(path: &str) -> bool {
    !PROGRAMS.contains(&path.split('/').next().unwrap_or_default())
}

fn is_watched(path: &str) -> bool {
    FOLDERS.iter().any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// Whether an asset is named `v<major>[.<minor>]-<tier>-…`. Only documents of Kling have such names.
fn is_legacy_asset(name: &str) -> bool {
    let Some((version, rest)) = name.strip_prefix('v').and_then(|name| name.split_once('-')) else {
        return false;
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let tiers = ["standard-", "standart-", "pro-", "master-"];
    version.splitn(2, '.').all(is_number) && tiers.iter().any(|tier| rest.starts_with(tier))
}

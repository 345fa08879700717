//! A path in JSON: text, or what the operating system uses if it is not Unicode.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredPath {
    Text(String),
    Native(OsString),
}

impl From<&Path> for StoredPath {
    fn from(path: &Path) -> Self {
        path.to_str().map_or_else(|| Self::Native(path.into()), |text| Self::Text(text.to_owned()))
    }
}

impl From<StoredPath> for PathBuf {
    fn from(path: StoredPath) -> Self {
        match path {
            StoredPath::Text(text) => text.into(),
            StoredPath::Native(native) => native.into(),
        }
    }
}

pub(super) fn serialize<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_deref().map(StoredPath::from).serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    Ok(Option::<StoredPath>::deserialize(deserializer)?.map(PathBuf::from))
}

/// The path as the database compares it: the text, or the JSON of anything else.
#[cfg(feature = "ledger")]
pub(super) fn as_sql(path: &Path) -> String {
    match StoredPath::from(path) {
        StoredPath::Text(text) => text,
        native => serde_json::to_string(&native).expect("a path is JSON"),
    }
}

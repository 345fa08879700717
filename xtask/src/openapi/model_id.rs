//! Ids of models: which are Kling's, and what they may consist of.

use anyhow::{Result, ensure};

/// The versions whose documents of the legacy endpoint are vendored.
pub const LEGACY_VERSIONS: [&str; 2] = ["v1", "v1.6"];

/// Whether a path or model id contains the name of Kling or of its maker as a word: `klingai` does, another
/// vendor's `inkling` does not.
pub fn names_kling(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word.starts_with("kling") || word.starts_with("kuaishou"))
}

/// Checks that a model id can be used as a file name without leaving its folder.
pub fn check(model: &str) -> Result<()> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let is_segment = |segment: &str| !["", ".", ".."].contains(&segment) && segment.bytes().all(is_allowed);
    ensure!(model.split('/').all(is_segment), "its model id {model:?} is not usable as a file name");
    Ok(())
}

/// The model id as a file name without its extension.
pub fn file_stem(model: &str) -> String {
    model.replace('/', "--")
}

/// Whether the document of `model` on the legacy endpoint is vendored.
pub fn is_legacy_version(model: &str) -> bool {
    model.split(['/', '-']).any(|word| LEGACY_VERSIONS.contains(&word))
}

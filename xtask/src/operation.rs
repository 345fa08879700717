//! The operations the client needs, each of which has one spec.

use std::fmt;

use anyhow::{Result, ensure};

/// Path of today's operations.
pub const PATH: &str = "/v2/video/generations";

/// Path of the request log.
pub const LOG_PATH: &str = "/v2/logs";

/// Path of the operations that upstream has left behind.
pub const LEGACY_PATH: &str = "/v2/generate/video/kling/generation";

/// The versions whose documents on the legacy path are vendored.
pub const LEGACY_VERSIONS: [&str; 2] = ["v1", "v1.6"];

/// An operation, told apart from others by path, method and model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Create a video with the model of this id.
    Create(String),
    /// Fetch a video.
    Fetch,
    /// List the requests made with a key.
    Log,
    /// Create a video with the model of this id, on the legacy path.
    LegacyCreate(String),
    /// Fetch a video, on the legacy path.
    LegacyFetch,
}

impl Operation {
    /// The operations that are for all models.
    pub const COMMON: [Self; 3] = [Self::Fetch, Self::Log, Self::LegacyFetch];

    /// Path of the operation.
    pub fn path(&self) -> &'static str {
        match self {
            Self::Create(_) | Self::Fetch => PATH,
            Self::Log => LOG_PATH,
            Self::LegacyCreate(_) | Self::LegacyFetch => LEGACY_PATH,
        }
    }

    /// Method of the operation, in lower case.
    pub fn method(&self) -> &'static str {
        if self.model().is_some() { "post" } else { "get" }
    }

    /// Id of the model, where the operation has one.
    pub fn model(&self) -> Option<&str> {
        match self {
            Self::Create(model) | Self::LegacyCreate(model) => Some(model),
            Self::Fetch | Self::Log | Self::LegacyFetch => None,
        }
    }

    /// File of the operation's spec, below `specs/`.
    pub fn file(&self) -> String {
        match self {
            Self::Create(model) => format!("models/{}.json", slug(model)),
            Self::Fetch => "fetch.json".to_owned(),
            Self::Log => "log.json".to_owned(),
            Self::LegacyCreate(model) => format!("legacy/{}.json", slug(model)),
            Self::LegacyFetch => "legacy/fetch.json".to_owned(),
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method().to_uppercase(), self.path())?;
        self.model().map_or(Ok(()), |model| write!(f, " for {model}"))
    }
}

fn slug(model: &str) -> String {
    model.replace('/', "--")
}

/// Checks that a model id is harmless as a file name, which it becomes.
pub fn check_model_id(model: &str) -> Result<()> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let is_segment = |segment: &str| !["", ".", ".."].contains(&segment) && segment.bytes().all(is_allowed);
    ensure!(model.split('/').all(is_segment), "its model id {model:?} does not fit into a file name");
    Ok(())
}

/// Whether the legacy document of `model` is vendored.
pub fn is_legacy_version(model: &str) -> bool {
    model.split(['/', '-']).any(|word| LEGACY_VERSIONS.contains(&word))
}

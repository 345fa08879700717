//! The endpoints that the client calls, each of which has one vendored spec.

use std::fmt;

use super::model_id;

/// Path of the current endpoints.
pub const PATH: &str = "/v2/video/generations";

/// Path of the request log.
pub const REQUEST_LOG_PATH: &str = "/v2/logs";

/// Path of the catalogue.
pub const CATALOGUE_PATH: &str = "/v1/models";

/// Path of the metrics.
pub const METRICS_PATH: &str = "/models/metrics";

/// Path of the legacy endpoints.
pub const LEGACY_PATH: &str = "/v2/generate/video/kling/generation";

/// An endpoint: a path, a method and, where one path serves many models, a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// Creates a video with the model of this id.
    Create(String),
    /// Fetches a video.
    Fetch,
    /// Lists the requests made with a key.
    RequestLog,
    /// Lists the models with their prices.
    Catalogue,
    /// Lists how long the models take.
    Metrics,
    /// Creates a video with the model of this id, on the legacy path.
    LegacyCreate(String),
    /// Fetches a video, on the legacy path.
    LegacyFetch,
}

impl Endpoint {
    /// The endpoints that are the same for all models.
    pub const SHARED: [Self; 5] =
        [Self::Fetch, Self::RequestLog, Self::Catalogue, Self::Metrics, Self::LegacyFetch];

    /// The endpoints that are the same for the models of all vendors, except those that fetch videos.
    pub const OF_SERVICE: [Self; 3] = [Self::RequestLog, Self::Catalogue, Self::Metrics];

    /// Path of the endpoint.
    pub fn path(&self) -> &'static str {
        match self {
            Self::Create(_) | Self::Fetch => PATH,
            Self::RequestLog => REQUEST_LOG_PATH,
            Self::Catalogue => CATALOGUE_PATH,
            Self::Metrics => METRICS_PATH,
            Self::LegacyCreate(_) | Self::LegacyFetch => LEGACY_PATH,
        }
    }

    /// Method of the endpoint, in lower case.
    pub fn method(&self) -> &'static str {
        if self.model().is_some() { "post" } else { "get" }
    }

    /// Method and path of the endpoint: `GET /v2/logs`.
    pub fn operation(&self) -> String {
        format!("{} {}", self.method().to_uppercase(), self.path())
    }

    /// Id of the model, unless the endpoint is the same for all models.
    pub fn model(&self) -> Option<&str> {
        match self {
            Self::Create(model) | Self::LegacyCreate(model) => Some(model),
            Self::Fetch | Self::RequestLog | Self::Catalogue | Self::Metrics | Self::LegacyFetch => None,
        }
    }

    /// File of the endpoint's spec, below `specs/`.
    pub fn file(&self) -> String {
        match self {
            Self::Create(model) => format!("models/{}.json", model_id::file_stem(model)),
            Self::Fetch => "fetch.json".to_owned(),
            Self::RequestLog => "log.json".to_owned(),
            Self::Catalogue => "catalogue.json".to_owned(),
            Self::Metrics => "metrics.json".to_owned(),
            Self::LegacyCreate(model) => format!("legacy/{}.json", model_id::file_stem(model)),
            Self::LegacyFetch => "legacy/fetch.json".to_owned(),
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.operation())?;
        self.model().map_or(Ok(()), |model| write!(f, " for {model}"))
    }
}

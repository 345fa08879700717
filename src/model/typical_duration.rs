//! How long the generation of a video takes.

use std::time::Duration;

use super::{Model, typical_seconds::documented};

/// Where none is documented for the model: the middle of those that are documented.
const SECONDS: u64 = 180;

impl Model {
    /// The processing time of a 5-second clip under normal load: the middle of what is documented for the
    /// model, or for all models where none is documented. Clips of 10 seconds take about twice as long.
    ///
    /// ```
    /// use aimlapi_kling::Model;
    ///
    /// assert_eq!(Model::V2MasterTextToVideo.typical_duration().as_secs(), 330);
    /// ```
    pub fn typical_duration(self) -> Duration {
        typical_duration(self.id())
    }
}

/// [`Model::typical_duration`] by a model id, which may be unknown to this crate.
pub(crate) fn typical_duration(id: &str) -> Duration {
    Duration::from_secs(documented(id).unwrap_or(SECONDS))
}

//! How long the generation of a video takes.

use std::time::Duration;

use super::Model;

/// The middle of the documented processing times, in seconds, by a part of the model id. The first row that
/// matches applies; the last row matches every id.
const SECONDS: [(&str, u64); 5] = [
    ("v2-master", 330),
    ("v2.1-master", 330),
    ("v2.1/pro", 210),
    ("v1.6/standard/text-to-video", 186),
    // From 78 to 431 seconds.
    ("", 180),
];

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
    let (_, seconds) = SECONDS.iter().find(|(part, _)| id.contains(part)).expect("the last row matches");
    Duration::from_secs(*seconds)
}

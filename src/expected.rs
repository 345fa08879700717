//! How long jobs take.

use std::time::Duration;

use crate::Model;

/// What upstream says of models by a part of their id: the seconds that a job takes at least. The
/// first that fits counts; the last fits all.
const SHORTEST: [(&str, u64); 5] = [
    ("v2-master", 5 * 60),
    ("v2.1-master", 5 * 60),
    ("v2.1/pro", 3 * 60),
    ("v1.6/standard/text-to-video", 3 * 60),
    ("", 78),
];

impl Model {
    /// The shortest time that a job is said to take: of a clip of 5 seconds, on an ordinary day.
    ///
    /// ```
    /// use aimlapi_kling::Model;
    ///
    /// assert_eq!(Model::V2MasterTextToVideo.shortest_duration().as_secs(), 300);
    /// ```
    pub fn shortest_duration(self) -> Duration {
        shortest_duration(self.id())
    }
}

/// That of a model by its id, known or not.
pub(crate) fn shortest_duration(id: &str) -> Duration {
    let (_, seconds) = SHORTEST.iter().find(|(part, _)| id.contains(part)).expect("the last fits all");
    Duration::from_secs(*seconds)
}

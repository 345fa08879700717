//! The documented processing times. The generator includes this file, so it imports nothing.

/// The middle of the documented processing times of a 5-second clip, in seconds, by a part of the model id. The first
/// row that matches applies.
const SECONDS: [(&str, u64); 4] =
    [("v2-master", 330), ("v2.1-master", 330), ("v2.1/pro", 210), ("v1.6/standard/text-to-video", 186)];

/// The processing time in seconds, if one is documented for the model.
pub fn documented(id: &str) -> Option<u64> {
    SECONDS.iter().find(|(part, _)| id.contains(part)).map(|(_, seconds)| *seconds)
}

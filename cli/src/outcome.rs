//! The outcome of a job.

use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The service did not accept the job.
    NotSubmitted,
    /// The service may have accepted the job.
    Unknown,
    /// The service has accepted the job; its video is not on disk.
    Unfinished,
    /// The job failed. It is not charged.
    Failed,
    /// The video is on disk.
    Downloaded,
}

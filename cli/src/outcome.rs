//! The outcome of a job.

use aimlapi_kling::ledger::State;
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

impl From<State> for Outcome {
    fn from(state: State) -> Self {
        match state {
            State::Named | State::Refused => Self::NotSubmitted,
            State::Submitted | State::Completed => Self::Unfinished,
            State::Downloaded => Self::Downloaded,
            State::Failed => Self::Failed,
            _ => Self::Unknown,
        }
    }
}

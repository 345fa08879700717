//! The states of a job record.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// How far a job has come.
///
/// ```
/// use aimlapi_kling::ledger::State;
///
/// assert_eq!("submitted".parse::<State>()?, State::Submitted);
/// assert!(State::Downloaded.is_final());
/// assert!(!State::Unknown.is_final());
/// # Ok::<(), aimlapi_kling::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// The client request id is stored. The service has not accepted the request: it has not been sent, or it
    /// has certainly not been accepted.
    Named,
    /// The request is about to be sent, or has been sent. A record that is found in this state after a crash
    /// may have been accepted.
    Sent,
    /// The result of sending the request is unknown. It is looked up in the request log of the service.
    Unknown,
    /// The service has accepted the request as a job.
    Submitted,
    /// The video is generated and charged.
    Completed,
    /// The video is in the output file.
    Downloaded,
    /// The job ended without a video, and is not charged.
    Failed,
    /// The service has rejected the request, and does not charge for it.
    Refused,
}

impl State {
    /// All states, in the order in which a job may enter them.
    pub const ALL: &'static [Self] = &[
        Self::Named,
        Self::Sent,
        Self::Unknown,
        Self::Submitted,
        Self::Completed,
        Self::Downloaded,
        Self::Failed,
        Self::Refused,
    ];

    /// The name of the state, as it is serialized: `submitted`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Sent => "sent",
            Self::Unknown => "unknown",
            Self::Submitted => "submitted",
            Self::Completed => "completed",
            Self::Downloaded => "downloaded",
            Self::Failed => "failed",
            Self::Refused => "refused",
        }
    }

    /// Whether the record cannot change any more. A [completed](Self::Completed) job whose record has no
    /// output file has ended too.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Downloaded | Self::Failed | Self::Refused)
    }

    /// Whether the service may have accepted the request without the record having the id of a job.
    pub const fn is_in_doubt(self) -> bool {
        matches!(self, Self::Sent | Self::Unknown)
    }

    /// Whether the service has charged for the job.
    pub const fn is_charged(self) -> bool {
        matches!(self, Self::Completed | Self::Downloaded)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for State {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL.iter().find(|state| state.as_str() == text).copied().ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|state| state.as_str()).collect();
            Error::configuration(format!("{text:?} is not a state; the states are {}", names.join(", ")))
        })
    }
}

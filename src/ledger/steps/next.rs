//! How to continue after a step.

use std::time::Duration;

use crate::error::Error;

/// How to continue after a step. The record contains the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// Take the next step after this delay.
    Again {
        /// The delay; zero if the next step can be taken at once.
        after: Duration,
    },
    /// The job is [done](super::JobRecord::is_done), and its video charged.
    Done,
    /// The job ended without a video, and is not charged.
    Failed,
    /// The service has rejected the request, and does not charge for it.
    Refused,
    /// The outcome of the job remains unknown, and another step is unlikely to change that soon: the
    /// submission is not in the request log after the settle time, or the job has not ended when it was
    /// overdue. The caller decides: the record can be advanced again later, or, if a submission was not found,
    /// its request be sent again ([`Steps::resend_if_not_found`](super::Steps::resend_if_not_found)).
    Unknown,
    /// The output file cannot be created or written, or the host of the video rejects the request or sends
    /// something else. Advance the record again when the
    /// reason, the [last error](super::JobRecord::last_error), is resolved. In the state
    /// [`Named`](super::State::Named) nothing was sent, and in the state [`Completed`](super::State::Completed)
    /// the video is charged.
    CannotDownload,
    /// Start no more jobs: every submission would be rejected for this reason. The record can be advanced
    /// again when it is resolved.
    Stop(StopReason),
}

/// Why no more jobs can be submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// The account does not have enough credits.
    OutOfCredits,
    /// The service, or a proxy in front of it, does not allow the request.
    Forbidden,
    /// The API key is missing or invalid.
    Unauthorized,
}

impl StopReason {
    pub(super) fn of(error: &Error) -> Option<Self> {
        match () {
            () if error.is_out_of_credits() => Some(Self::OutOfCredits),
            () if error.is_forbidden() => Some(Self::Forbidden),
            () if error.is_unauthorized() => Some(Self::Unauthorized),
            () => None,
        }
    }
}

//! What a caller learns about each poll.

use std::time::Duration;

use crate::{error::Error, job::Generation};

/// The result of one poll.
#[derive(Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The time since waiting began.
    pub elapsed: Duration,
    /// The number of polls so far, including this one.
    pub polls: u32,
    /// The state of the job, or the error of the poll, even if it will be retried.
    pub outcome: Result<&'a Generation, &'a Error>,
    /// The delay before the next poll; `None` if this was the last poll.
    pub next_poll: Option<Duration>,
}

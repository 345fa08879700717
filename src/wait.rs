//! Waits until a job is done.

use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::{Error, Generation};

/// When to ask for the state of a job, and when to give up.
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::WaitPolicy;
///
/// let patient = WaitPolicy::new().interval(Duration::from_secs(30)).deadline(Duration::from_secs(3600));
/// # let _ = patient;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct WaitPolicy {
    first: Duration,
    interval: Duration,
    deadline: Duration,
    tolerance: u32,
}

impl WaitPolicy {
    /// Asks after 10 s and every 10 s from then on, for 20 minutes (the slowest models need 14),
    /// and bears 5 passing faults in a row.
    pub const fn new() -> Self {
        Self {
            first: Duration::from_secs(10),
            interval: Duration::from_secs(10),
            deadline: Duration::from_secs(20 * 60),
            tolerance: 5,
        }
    }

    /// Time before the first poll; 10 s by default.
    pub const fn first(mut self, first: Duration) -> Self {
        self.first = first;
        self
    }

    /// Time between the end of a poll and the next one; 10 s by default.
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Time after which waiting ends, a poll in flight included; 20 minutes by default.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How many polls in a row may fail for a passing reason (no connection, 408, 429, 5xx, an
    /// unreadable body); 5 by default. Other faults end the waiting at once.
    pub const fn tolerance(mut self, faults: u32) -> Self {
        self.tolerance = faults;
        self
    }
}

impl Default for WaitPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// A poll that has come back.
#[derive(Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// Time since waiting began.
    pub elapsed: Duration,
    /// Polls so far, this one included.
    pub polls: u32,
    /// What it answered; a fault is shown when it is borne, too.
    pub outcome: Result<&'a Generation, &'a Error>,
    /// Time until the next poll; none when this was the last.
    pub next_poll: Option<Duration>,
}

/// Polls until the job is final.
pub(crate) async fn until_final<F>(
    policy: &WaitPolicy,
    mut poll: impl FnMut() -> F,
    mut on_progress: impl FnMut(&Progress<'_>),
) -> Result<Generation, Error>
where
    F: Future<Output = Result<Generation, Error>>,
{
    let start = Instant::now();
    // A deadline too far off to be told is none that anybody lives to see.
    let deadline =
        start.checked_add(policy.deadline).unwrap_or_else(|| start + Duration::from_secs(u32::MAX.into()));
    let mut pause = policy.first;
    let mut polls = 0;
    let mut faults = 0;
    let mut last = None;
    loop {
        let wake = Instant::now().checked_add(pause).filter(|wake| *wake < deadline);
        sleep_until(wake.unwrap_or(deadline)).await;
        if wake.is_none() {
            return Err(Error::deadline(policy.deadline, polls, last));
        }
        polls += 1;
        let Ok(outcome) = timeout_at(deadline, poll()).await else {
            return Err(Error::deadline(policy.deadline, polls, last));
        };
        pause = policy.interval;
        faults = if outcome.is_ok() { 0 } else { faults + 1 };
        let is_last = match &outcome {
            Ok(generation) => generation.status().is_final(),
            Err(error) => !error.is_transient() || faults > policy.tolerance,
        };
        on_progress(&Progress {
            elapsed: start.elapsed(),
            polls,
            outcome: outcome.as_ref(),
            next_poll: (!is_last).then_some(pause),
        });
        match outcome {
            _ if !is_last => last = outcome.ok().or(last),
            outcome => return outcome,
        }
    }
}

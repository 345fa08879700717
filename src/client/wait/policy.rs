//! When to poll for a job, and for how long.

use std::time::Duration;

use super::pacing::ExpectedDuration;
use crate::{
    client::retry::{MAX_RETRIES, Retries},
    job::Job,
    model::typical_duration,
};

/// The 90th percentile of durations whose median only is known, as a multiple of it.
const TYPICAL_SPREAD: f64 = 1.65;

/// When to poll for the state of a job, and when to give up.
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::WaitPolicy;
///
/// let policy = WaitPolicy::new().deadline(Duration::from_secs(3600)).max_retries(10);
/// # let _ = policy;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct WaitPolicy {
    pub(super) interval: Option<Duration>,
    /// The median and the 90th percentile.
    durations: Option<(Duration, Duration)>,
    pub(super) deadline: Duration,
    max_retries: u32,
}

impl WaitPolicy {
    /// The default policy: polls that are more frequent when the job is more likely to end; a deadline of 20
    /// minutes, because the slowest models need 14; and up to 5 retries of consecutive failed polls.
    ///
    /// If a model typically needs three minutes, the first poll is 54 s to 68 s after the submission, which differs
    /// from job to job. Polls are 9 s apart at the third minute and 11 s apart at the tenth, and never more than
    /// 55 s. A job costs fewer polls than with an interval of 15 s if it takes as long as it typically does.
    ///
    /// A client observes how long jobs take, and after three jobs of a model polls by that. The
    /// [ledger](crate::ledger::Steps::learn_durations) has the observations of earlier processes.
    pub const fn new() -> Self {
        Self {
            interval: None,
            durations: None,
            deadline: Duration::from_secs(20 * 60),
            max_retries: MAX_RETRIES,
        }
    }

    /// Sets how long jobs take: half of them at most `median`, and nine of ten at most `p90`. By default, these
    /// are what the client has observed of the last jobs of the model, or
    /// [`Model::typical_duration`](crate::Model::typical_duration) until it has observed a few, and 1.65 times as much.
    /// [`Client::metrics`](crate::Client::metrics) has what the service has measured. Values that are too short cost
    /// polls, and values that are too long cost delays of less than a minute.
    pub const fn durations(mut self, median: Duration, p90: Duration) -> Self {
        self.durations = Some((median, p90));
        self
    }

    /// Sets a fixed interval between polls. The first poll is one interval after the submission, or at once if
    /// the time of the submission is unknown.
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Sets the time after which waiting ends, even during a poll; 20 minutes by default.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Sets how many consecutive failed polls are retried; 5 by default. A poll also fails if there is no response
    /// within 30 s. Also retried are polls that normally fail for good, such as 401, 403, 404, and a completed job
    /// without a video: a proxy or a server that does not know the job yet may respond so once. A response that the
    /// poll is invalid (400, 422) ends the waiting at once.
    pub const fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Whether it decides when to poll, whatever is known about the model.
    pub(super) fn sets_schedule(&self) -> bool {
        self.interval.is_some() || self.durations.is_some()
    }

    /// Sets how long half of the jobs take at most.
    pub(super) fn median(self, median: Duration) -> Self {
        self.durations(median, median.mul_f64(TYPICAL_SPREAD))
    }

    pub(super) fn expected_duration(&self, job: &Job) -> ExpectedDuration {
        match self.durations {
            Some((median, p90)) => ExpectedDuration::new(median, p90),
            None => {
                let typical = typical_duration(job.model_id().unwrap_or_default());
                ExpectedDuration::new(typical, typical.mul_f64(TYPICAL_SPREAD))
            }
        }
    }

    pub(super) fn retries(&self, job: &Job, first_delay: Duration) -> Retries {
        Retries::new(self.max_retries, first_delay, job.id()).with_any_retry_after()
    }
}

impl Default for WaitPolicy {
    fn default() -> Self {
        Self::new()
    }
}

//! When to poll for a job, and for how long.

use std::time::Duration;

use crate::{
    client::retry::{JITTER, Retries, with_jitter},
    job::Job,
    model::typical_duration,
};

/// When to poll for the state of a job, and when to give up.
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::WaitPolicy;
///
/// let policy = WaitPolicy::new().interval(Duration::from_secs(30)).deadline(Duration::from_secs(3600));
/// # let _ = policy;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct WaitPolicy {
    initial_delay: Option<Duration>,
    interval: Duration,
    growth: f64,
    max_interval: Duration,
    jitter: f64,
    pub(super) poll_timeout: Duration,
    pub(super) deadline: Duration,
    max_retries: u32,
}

impl WaitPolicy {
    /// The default policy: the first poll after a quarter of the model's typical duration, because a job
    /// that fails often fails early; then intervals that grow from 10 s to 30 s; a deadline of 20 minutes,
    /// because the slowest models need 14; and up to 5 retries of consecutive failed polls.
    pub const fn new() -> Self {
        Self {
            initial_delay: None,
            interval: Duration::from_secs(10),
            growth: 1.25,
            max_interval: Duration::from_secs(30),
            jitter: JITTER,
            poll_timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(20 * 60),
            max_retries: 5,
        }
    }

    /// Sets the delay before the first poll. By default the first poll is due when a quarter of
    /// [`Model::typical_duration`](crate::Model::typical_duration) has passed since the submission, which
    /// is immediately if only the id of the job is known.
    pub const fn initial_delay(mut self, delay: Duration) -> Self {
        self.initial_delay = Some(delay);
        self
    }

    /// Sets the delay between the first poll and the second; 10 s by default.
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sets the factor by which each interval is longer than the one before it; 1.25 by default, 1 or less
    /// for equal intervals.
    pub const fn growth(mut self, factor: f64) -> Self {
        self.growth = factor;
        self
    }

    /// Sets the longest interval; 30 s by default. It is never shorter than [`interval`](Self::interval).
    pub const fn max_interval(mut self, interval: Duration) -> Self {
        self.max_interval = interval;
        self
    }

    /// Sets the largest fraction, from 0 to 1, by which an interval is longer after a transient error, so
    /// that many jobs are not polled at the same time; 0.25 by default. The extent differs from job to job
    /// and is the same for one job in every run.
    pub const fn jitter(mut self, fraction: f64) -> Self {
        self.jitter = fraction;
        self
    }

    /// Sets the timeout of one poll; 30 s by default. A timeout is a transient error.
    pub const fn poll_timeout(mut self, timeout: Duration) -> Self {
        self.poll_timeout = timeout;
        self
    }

    /// Sets the time after which waiting ends, even during a poll; 20 minutes by default.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Sets how many consecutive failed polls are retried; 5 by default. Also retried are polls that normally
    /// fail for good, such as 401, 403, 404, and a completed job without a video: a proxy or a server that does not
    /// know the job yet may respond so once. A response that the poll is invalid (400, 422) ends the waiting at
    /// once.
    pub const fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    pub(super) fn first_delay(&self, job: &Job) -> Duration {
        self.delay_before_first(job, job.age())
    }

    /// The delay before the first poll of a job that was submitted `elapsed` ago.
    pub(super) fn delay_before_first(&self, job: &Job, elapsed: Option<Duration>) -> Duration {
        let quarter = typical_duration(job.model_id().unwrap_or_default()) / 4;
        let remaining = elapsed.map(|elapsed| quarter.saturating_sub(elapsed));
        self.initial_delay.or(remaining).unwrap_or_default()
    }

    /// The regular delay after poll number `polls`.
    pub(super) fn delay_after(&self, polls: u32) -> Duration {
        let longest = self.max_interval.max(self.interval).min(FAR_FUTURE).as_secs_f64();
        let exponent = i32::try_from(polls - 1).unwrap_or(i32::MAX);
        let interval = self.interval.as_secs_f64() * self.growth.max(1.0).powi(exponent);
        // Timers have a resolution of a millisecond.
        Duration::from_millis((interval.min(longest) * 1000.0).round() as u64)
    }

    /// The regular delay after poll number `polls`, if that poll failed.
    pub(super) fn delay_after_error(&self, job: &Job, polls: u32) -> Duration {
        with_jitter(self.delay_after(polls), self.jitter.clamp(0.0, 1.0), job.id(), polls)
    }

    pub(super) fn retries<'a>(&self, job: &'a Job) -> Retries<'a> {
        Retries::new(self.max_retries, job.id()).with_any_retry_after()
    }
}

impl Default for WaitPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Longer than anyone waits, and short enough to be added to any point in time.
pub(super) const FAR_FUTURE: Duration = Duration::from_secs(u32::MAX as u64);

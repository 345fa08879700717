//! The delay before the next poll, as a function of the age of the job.
//!
//! Two things are bad about polling: the lag, which is the time between the end of a job and the poll that finds it,
//! and the number of polls. A poll rate λ in a second in which the job ends with the probability h costs a lag of
//! h / 2λ and λ polls. The sum, with a price for a poll, is least where λ = √(h / 2 price).
//!
//! The price is less the longer the jobs take, so that a job of any duration costs fewer polls than with a fixed
//! interval of 15 s. With a price of INTERVAL² / 2 median, the rate is λ = √(h median) / INTERVAL.

use std::time::Duration;

use super::WaitPolicy;
use crate::{
    client::retry::with_jitter,
    error::Error,
    job::{Generation, Job},
};

/// The interval, in seconds, between polls while the job ends with the probability 1 / median in a second.
const INTERVAL: f64 = 13.0;

/// The longest interval, in seconds: a job may fail early, or take another time than expected.
const LONGEST_INTERVAL: f64 = 55.0;

/// The longest time over which first polls are spread. With [`LONGEST_INTERVAL`], a job that takes 9 s is found within
/// a minute.
const LONGEST_SPREAD: Duration = Duration::from_secs(14);

/// The resolution of the schedule, in seconds.
const STEP: f64 = 1.0;

impl WaitPolicy {
    /// The delay before the next poll of a job that is polled by other means than
    /// [`Client::wait`](crate::Client::wait): by a worker of a job queue, for example.
    ///
    /// `elapsed` is the time since the submission, and `last` the result of the last poll, or `None` before the
    /// first one. Returns `None` if there must be no further poll: the last status is final, or the last error says
    /// that the poll is invalid or that the job failed. The deadline and the number of retries are left to the
    /// caller.
    ///
    /// ```
    /// use std::time::Duration;
    /// use aimlapi_kling::{Job, WaitPolicy};
    ///
    /// let job = Job::from_id("abc");
    /// let policy = WaitPolicy::new().interval(Duration::from_secs(30));
    /// let after_20_s = policy.next_delay(&job, Duration::from_secs(20), None);
    /// assert_eq!(after_20_s, Some(Duration::from_secs(10)));
    /// ```
    pub fn next_delay(
        &self,
        job: &Job,
        elapsed: Duration,
        last: Option<Result<&Generation, &Error>>,
    ) -> Option<Duration> {
        match last {
            None => Some(self.first_poll(job).saturating_sub(elapsed)),
            Some(Ok(generation)) if generation.status().is_final() => None,
            Some(Ok(_)) => Some(self.delay_at(job, elapsed)),
            Some(Err(error)) if error.ends_waiting() => None,
            Some(Err(error)) => {
                Some(self.delay_at(job, elapsed).max(error.retry_after().unwrap_or_default()))
            }
        }
    }

    /// When to poll first, as the time since the submission. The first polls of jobs that were submitted together are
    /// spread over the time until the first of them would be polled again, so that later polls are spread as well.
    fn first_poll(&self, job: &Job) -> Duration {
        if let Some(interval) = self.interval {
            return interval;
        }
        let first = self.delay_at(job, Duration::ZERO);
        let spread = self.delay_at(job, first).min(LONGEST_SPREAD);
        with_jitter(first, spread.div_duration_f64(first), job.id(), 0)
    }

    /// The delay after a poll that was `elapsed` after the submission.
    fn delay_at(&self, job: &Job, elapsed: Duration) -> Duration {
        self.interval.unwrap_or_else(|| self.expected_duration(job).delay_at(elapsed))
    }
}

/// How long a job will take: a log-logistic distribution, whose tail is long enough for expectations that are wrong.
pub(super) struct ExpectedDuration {
    median: f64,
    shape: f64,
}

impl ExpectedDuration {
    pub fn new(median: Duration, p90: Duration) -> Self {
        let median = median.as_secs_f64().max(STEP);
        let ratio = (p90.as_secs_f64() / median).max(1.1);
        // Nine jobs have ended for each one that has not.
        Self { median, shape: 9_f64.ln() / ratio.ln() }
    }

    pub fn median(&self) -> Duration {
        Duration::from_secs_f64(self.median)
    }

    /// The probability that a job of this age ends within the next second.
    fn hazard(&self, age: f64) -> f64 {
        self.shape / age / (1.0 + (self.median / age).powf(self.shape))
    }

    /// The number of polls per second.
    fn poll_rate(&self, age: f64) -> f64 {
        ((self.hazard(age) * self.median).sqrt() / INTERVAL).max(LONGEST_INTERVAL.recip())
    }

    /// The delay in which the poll rate comes to one poll.
    fn delay_at(&self, age: Duration) -> Duration {
        let (age, mut delay, mut polls) = (age.as_secs_f64(), 0.0, 0.0);
        loop {
            let in_step = STEP * self.poll_rate(age + delay + STEP / 2.0);
            if polls + in_step >= 1.0 {
                delay += STEP * (1.0 - polls) / in_step;
                // Timers have a resolution of a millisecond.
                return Duration::from_millis((delay * 1000.0).round() as u64);
            }
            delay += STEP;
            polls += in_step;
        }
    }
}

//! Waits until a job is done.

use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::{
    Error, Generation, Job, VideoFile, error::Waited, expected::shortest_duration, retry::share, trace,
};

/// When to ask for the state of a job, and when to give up.
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::WaitPolicy;
///
/// let patient = WaitPolicy::new().interval(Duration::from_secs(30)).deadline(Duration::from_secs(3600));
/// # let _ = patient;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct WaitPolicy {
    first: Option<Duration>,
    interval: Duration,
    growth: f64,
    max_interval: Duration,
    jitter: f64,
    poll_timeout: Duration,
    deadline: Duration,
    tolerance: u32,
}

impl WaitPolicy {
    /// Asks when a quarter of the time has passed that the model is known to need at least (what
    /// fails, fails early), then after 10 s, and ever more slowly up to every 30 s, for 20 minutes
    /// (the slowest models need 14), and bears 5 passing faults in a row.
    pub const fn new() -> Self {
        Self {
            first: None,
            interval: Duration::from_secs(10),
            growth: 1.25,
            max_interval: Duration::from_secs(30),
            jitter: 0.25,
            poll_timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(20 * 60),
            tolerance: 5,
        }
    }

    /// Time before the first poll. By default a quarter of [`shortest_duration`] after the submission,
    /// and at once where that has passed or the job is known by its id only.
    ///
    /// [`shortest_duration`]: crate::Model::shortest_duration
    pub const fn first(mut self, first: Duration) -> Self {
        self.first = Some(first);
        self
    }

    /// Time between the end of the first poll and the next one; 10 s by default.
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// By how much each interval is longer than the one before it: 1.25 times by default; 1 or less
    /// keeps them equal.
    pub const fn growth(mut self, factor: f64) -> Self {
        self.growth = factor;
        self
    }

    /// What intervals grow up to; 30 s by default, and never less than
    /// [`interval`](Self::interval).
    pub const fn max_interval(mut self, interval: Duration) -> Self {
        self.max_interval = interval;
        self
    }

    /// The part of an interval, from 0 to 1, that it may be longer after a fault, so that many jobs
    /// do not come back together; 0.25 by default. It differs from job to job, and is the same for
    /// one job in every run.
    pub const fn jitter(mut self, part: f64) -> Self {
        self.jitter = part;
        self
    }

    /// Time for one poll; 30 s by default. It is a passing fault where it is not enough.
    pub const fn poll_timeout(mut self, timeout: Duration) -> Self {
        self.poll_timeout = timeout;
        self
    }

    /// Time after which waiting ends, a poll in flight included; 20 minutes by default.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How many polls in a row may fail for a passing reason (no connection, no reply in time, 408,
    /// 429, 5xx, an unreadable body); 5 by default. Other faults end the waiting at once.
    pub const fn tolerance(mut self, faults: u32) -> Self {
        self.tolerance = faults;
        self
    }

    fn first_pause(&self, job: &Job) -> Duration {
        let expected = || {
            let quarter = shortest_duration(job.model().unwrap_or_default()) / 4;
            Some(quarter.saturating_sub(job.age()?))
        };
        self.first.or_else(expected).unwrap_or_default()
    }

    /// Time from poll number `polls` to the next one.
    fn pause(&self, polls: u32, outcome: &Result<Generation, Error>, id: &str) -> Duration {
        let most = self.max_interval.max(self.interval).min(AGES).as_secs_f64();
        let exponent = i32::try_from(polls - 1).unwrap_or(i32::MAX);
        let grown = self.interval.as_secs_f64() * self.growth.max(1.0).powi(exponent);
        let interval = grown.min(most);
        let Err(error) = outcome else { return millis(interval) };
        let spread = interval * (1.0 + self.jitter.clamp(0.0, 1.0) * share(id, polls));
        error.retry_after().unwrap_or_default().max(millis(spread))
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
    job: &Job,
    poll: impl FnMut() -> F,
    on_progress: impl FnMut(&Progress<'_>),
) -> Result<(Generation, VideoFile), Error>
where
    F: Future<Output = Result<Generation, Error>>,
{
    let mut waiting = Waiting::new(policy, job);
    match waiting.run(poll, on_progress).await.and_then(with_video) {
        Ok(finished) => Ok(finished),
        Err(mut error) => {
            if let (true, Some(fault)) = (error.is_deadline_exceeded(), waiting.fault.take()) {
                error = error.with_source(fault);
            }
            Err(error.with_generation_id(job.id()).after(waiting.into()))
        }
    }
}

/// What ended well has a video.
fn with_video(generation: Generation) -> Result<(Generation, VideoFile), Error> {
    match generation.video().cloned() {
        _ if generation.status().is_failed() => Err(Error::failed(generation)),
        None => Err(Error::no_video(generation)),
        Some(file) => Ok((generation, file)),
    }
}

/// How far the waiting for a job has come.
struct Waiting<'a> {
    policy: &'a WaitPolicy,
    job: &'a Job,
    start: Instant,
    deadline: Instant,
    polls: u32,
    faults: u32,
    last: Option<Generation>,
    /// What the last poll failed with, if it did.
    fault: Option<Error>,
}

impl<'a> Waiting<'a> {
    fn new(policy: &'a WaitPolicy, job: &'a Job) -> Self {
        let start = Instant::now();
        let deadline = later(start, policy.deadline);
        Self { policy, job, start, deadline, polls: 0, faults: 0, last: None, fault: None }
    }

    async fn run<F>(
        &mut self,
        mut poll: impl FnMut() -> F,
        mut on_progress: impl FnMut(&Progress<'_>),
    ) -> Result<Generation, Error>
    where
        F: Future<Output = Result<Generation, Error>>,
    {
        let mut pause = self.policy.first_pause(self.job);
        loop {
            self.sleep(pause).await?;
            let outcome = self.poll(poll()).await?;
            pause = self.policy.pause(self.polls, &outcome, self.job.id());
            let is_last = self.is_last(&outcome);
            on_progress(&Progress {
                elapsed: self.start.elapsed(),
                polls: self.polls,
                outcome: outcome.as_ref(),
                next_poll: (!is_last).then_some(pause),
            });
            match outcome {
                outcome if is_last => return outcome,
                Ok(generation) => (self.last, self.fault) = (Some(generation), None),
                Err(error) => self.fault = Some(error),
            }
        }
    }

    /// Sleeps until the next poll, or till the deadline where that comes first.
    async fn sleep(&self, pause: Duration) -> Result<(), Error> {
        let wake = later(Instant::now(), pause);
        sleep_until(wake.min(self.deadline)).await;
        if wake < self.deadline { Ok(()) } else { Err(Error::deadline(self.policy.deadline)) }
    }

    /// Polls within the time that a poll has, or the rest of the waiting where that is less.
    async fn poll(
        &mut self,
        poll: impl Future<Output = Result<Generation, Error>>,
    ) -> Result<Result<Generation, Error>, Error> {
        self.polls += 1;
        let end = later(Instant::now(), self.policy.poll_timeout);
        let outcome = match timeout_at(end.min(self.deadline), poll).await {
            Ok(outcome) => outcome,
            Err(_) if end < self.deadline => {
                Err(Error::timed_out("retrieving").with_generation_id(self.job.id()))
            }
            Err(_) => return Err(Error::deadline(self.policy.deadline)),
        };
        self.faults = if outcome.is_ok() { 0 } else { self.faults + 1 };
        self.tell(&outcome);
        Ok(outcome)
    }

    fn tell(&self, outcome: &Result<Generation, Error>) {
        match outcome {
            Ok(_generation) => {
                trace::event!(info, poll = self.polls, status = %_generation.status(), "polled");
            }
            Err(error) => trace::fault(error, "not polled"),
        }
    }

    fn is_last(&self, outcome: &Result<Generation, Error>) -> bool {
        match outcome {
            Ok(generation) => generation.status().is_final(),
            Err(error) => !error.is_transient() || self.faults > self.policy.tolerance,
        }
    }
}

impl From<Waiting<'_>> for Waited {
    fn from(waiting: Waiting<'_>) -> Self {
        Self { elapsed: waiting.start.elapsed(), polls: waiting.polls, last: waiting.last }
    }
}

/// Whole milliseconds, finer than which no timer is.
fn millis(seconds: f64) -> Duration {
    Duration::from_millis((seconds * 1000.0).round() as u64)
}

/// Longer than anybody waits, and short enough to be added to any time.
const AGES: Duration = Duration::from_secs(u32::MAX as u64);

fn later(time: Instant, pause: Duration) -> Instant {
    time.checked_add(pause).unwrap_or_else(|| time + AGES)
}

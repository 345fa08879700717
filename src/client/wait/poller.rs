//! Polls a job until it has ended.

use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use super::{Progress, WaitPolicy};
use crate::{
    client::{Client, RequestKind, retry::Retries, trace},
    error::{Error, WaitStats},
    job::{Generation, Job, VideoFile},
};

/// After which a poll has failed.
const POLL_TIMEOUT: Duration = Duration::from_secs(30);

/// Longer than anyone waits, and short enough to be added to any point in time.
const FAR_FUTURE: Duration = Duration::from_secs(u32::MAX as u64);

/// Polls until the status of the job is final, and returns its video.
pub(super) async fn until_final(
    mut poller: Box<Poller>,
    mut on_progress: impl FnMut(&Progress<'_>),
) -> Result<(Generation, VideoFile), Error> {
    loop {
        let Step { outcome, next_poll } = match poller.step().await {
            Ok(step) => step,
            Err(error) => return Err(poller.into_error(error)),
        };
        on_progress(&Progress {
            elapsed: poller.elapsed(),
            polls: poller.polls,
            outcome: outcome.as_ref(),
            next_poll,
        });
        match outcome {
            _ if next_poll.is_none() => {
                return outcome.and_then(finished).map_err(|error| poller.into_error(error));
            }
            Ok(generation) => poller.keep(Some(generation), None),
            Err(error) => poller.keep(None, Some(error)),
        }
    }
}

/// The video of a job with a final status.
pub(in crate::client) fn finished(generation: Generation) -> Result<(Generation, VideoFile), Error> {
    match generation.video().cloned() {
        _ if generation.status().is_failed() => Err(Error::failed(generation)),
        None => Err(Error::no_video(generation)),
        Some(file) => Ok((generation, file)),
    }
}

/// A completed job without a video is an error of the poll, because the video may be listed a little later.
pub(crate) fn with_video(generation: Generation) -> Result<Generation, Error> {
    let lacks_video = generation.status().is_completed() && generation.video().is_none();
    if lacks_video { Err(Error::no_video(generation)) } else { Ok(generation) }
}

/// The result of one poll, and the delay before the next one, if there is one.
pub(super) struct Step {
    pub outcome: Result<Generation, Error>,
    pub next_poll: Option<Duration>,
}

/// The state of waiting for one job.
pub(super) struct Poller {
    pub client: Client,
    policy: WaitPolicy,
    pub job: Job,
    start: Instant,
    /// The time between the submission and the start, if it is known.
    age_at_start: Option<Duration>,
    /// The age of the job when it was last known not to have ended.
    unfinished: Duration,
    deadline: Instant,
    /// When the next poll is due.
    next: Instant,
    pub polls: u32,
    retries: Retries,
    last: Option<Generation>,
    /// The error of the last poll, if it failed.
    last_error: Option<Error>,
}

impl Poller {
    /// In a box, because a future has a place for each variable that its state is moved to, and thousands of jobs may
    /// be waited for.
    pub fn new(client: &Client, policy: &WaitPolicy, job: &Job) -> Box<Self> {
        let start = Instant::now();
        let age_at_start = job.age();
        let expecting = client.with_expectation(policy, job);
        let first = age_at_start.and_then(|age| expecting.next_delay(job, age, None));
        Box::new(Self {
            client: client.clone(),
            policy: policy.clone(),
            job: job.clone(),
            start,
            age_at_start,
            unfinished: Duration::ZERO,
            deadline: after(start, policy.deadline),
            next: after(start, first.unwrap_or_default()),
            polls: 0,
            retries: policy.retries(job, client.retry_delay()),
            last: None,
            last_error: None,
        })
    }

    /// Polls once when it is due. Fails when the deadline passes first.
    pub async fn step(&mut self) -> Result<Step, Error> {
        self.sleep().await?;
        let outcome = self.poll().await?;
        if let Ok(generation) = &outcome {
            self.observe(generation);
        }
        let next_poll = self.next_poll(&outcome);
        self.next = after(Instant::now(), next_poll.unwrap_or_default());
        Ok(Step { outcome, next_poll })
    }

    /// Keeps what the error at the end may report: the last state, and the error if the last poll failed.
    pub fn keep(&mut self, generation: Option<Generation>, error: Option<Error>) {
        self.last = generation.or(self.last.take());
        self.last_error = error;
    }

    /// The time since waiting began.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Adds what is known to the error that ends the waiting.
    pub fn into_error(mut self: Box<Self>, mut error: Error) -> Error {
        if let (true, Some(last_error)) = (error.is_deadline_exceeded(), self.last_error.take()) {
            error = error.with_source(last_error);
        }
        error.with_job(&self.job).with_wait(WaitStats {
            elapsed: self.elapsed(),
            polls: self.polls,
            last: self.last,
        })
    }

    async fn sleep(&self) -> Result<(), Error> {
        sleep_until(self.next.min(self.deadline)).await;
        if self.next < self.deadline { Ok(()) } else { Err(self.deadline_error()) }
    }

    /// Polls once, within the poll timeout and the deadline. The poll timeout begins when the request may be sent.
    async fn poll(&mut self) -> Result<Result<Generation, Error>, Error> {
        let permit = timeout_at(self.deadline, self.client.permit(RequestKind::Poll)).await;
        let permit = permit.map_err(|_| self.deadline_error())?;
        self.polls += 1;
        let end = after(Instant::now(), POLL_TIMEOUT);
        let poll = Box::pin(self.client.retrieve_with(permit, &self.job));
        let outcome = match timeout_at(end.min(self.deadline), poll).await {
            Ok(outcome) => outcome.and_then(with_video).map_err(|error| error.with_job(&self.job)),
            Err(_) if end < self.deadline => Err(Error::timed_out("retrieving").with_job(&self.job)),
            Err(_) => return Err(self.deadline_error()),
        };
        match &outcome {
            Ok(_generation) => {
                trace::event!(info, poll = self.polls, status = %_generation.status(), "polled");
            }
            Err(error) => trace::error(error, "poll failed"),
        }
        Ok(outcome)
    }

    fn deadline_error(&self) -> Error {
        Error::deadline(self.policy.deadline)
    }

    /// The delay before the next poll, or `None` if there is none.
    fn next_poll(&mut self, outcome: &Result<Generation, Error>) -> Option<Duration> {
        let policy = self.client.with_expectation(&self.policy, &self.job);
        let delay = policy.next_delay(&self.job, self.age(&policy), Some(outcome.as_ref()))?;
        match outcome {
            Ok(_) => {
                self.retries.reset();
                Some(delay)
            }
            Err(error) => Some(delay.max(self.retries.next_delay(error.retry_after())?)),
        }
    }

    /// The time since the submission. If it is unknown, the job is taken to be about to end.
    fn age(&self, policy: &WaitPolicy) -> Duration {
        let at_start = self.age_at_start.unwrap_or_else(|| policy.expected_duration(&self.job).median());
        at_start.saturating_add(self.elapsed())
    }

    /// Observes how long the job takes, if the time of its submission is known.
    fn observe(&mut self, generation: &Generation) {
        let (Some(at_start), Some(model_id)) = (self.age_at_start, self.job.model_id()) else { return };
        let age = at_start.saturating_add(self.elapsed());
        if generation.status().is_completed() {
            self.client.observe_duration(model_id, self.unfinished, age);
        } else if !generation.status().is_final() {
            self.unfinished = age;
        }
    }
}

fn after(time: Instant, delay: Duration) -> Instant {
    time.checked_add(delay).unwrap_or_else(|| time + FAR_FUTURE)
}

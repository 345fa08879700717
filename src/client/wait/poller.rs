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
    client: &Client,
    policy: &WaitPolicy,
    job: &Job,
    on_progress: impl FnMut(&Progress<'_>),
) -> Result<(Generation, VideoFile), Error> {
    let mut poller = Poller::new(client, policy, job);
    match poller.run(on_progress).await.and_then(finished) {
        Ok(finished) => Ok(finished),
        Err(mut error) => {
            if let (true, Some(last_error)) = (error.is_deadline_exceeded(), poller.last_error.take()) {
                error = error.with_source(last_error);
            }
            Err(error.with_job(job).with_wait(poller.into()))
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

/// The state of waiting for one job.
struct Poller<'a> {
    client: &'a Client,
    policy: &'a WaitPolicy,
    job: &'a Job,
    start: Instant,
    /// The time between the submission and the start.
    age_at_start: Option<Duration>,
    deadline: Instant,
    polls: u32,
    retries: Retries<'a>,
    last: Option<Generation>,
    /// The error of the last poll, if it failed.
    last_error: Option<Error>,
}

impl<'a> Poller<'a> {
    fn new(client: &'a Client, policy: &'a WaitPolicy, job: &'a Job) -> Self {
        let start = Instant::now();
        Self {
            client,
            policy,
            job,
            start,
            age_at_start: job.age(),
            deadline: after(start, policy.deadline),
            polls: 0,
            retries: policy.retries(job, client.retry_delay()),
            last: None,
            last_error: None,
        }
    }

    async fn run(&mut self, mut on_progress: impl FnMut(&Progress<'_>)) -> Result<Generation, Error> {
        let first = self.age_at_start.and_then(|age| self.policy.next_delay(self.job, age, None));
        let mut delay = first.unwrap_or_default();
        loop {
            self.sleep(delay).await?;
            let outcome = self.poll().await?;
            let next_poll = self.next_poll(&outcome);
            on_progress(&Progress {
                elapsed: self.start.elapsed(),
                polls: self.polls,
                outcome: outcome.as_ref(),
                next_poll,
            });
            let Some(next) = next_poll else { return outcome };
            delay = next;
            match outcome {
                Ok(generation) => (self.last, self.last_error) = (Some(generation), None),
                Err(error) => self.last_error = Some(error),
            }
        }
    }

    /// Sleeps until the next poll is due, or fails when the deadline passes first.
    async fn sleep(&self, delay: Duration) -> Result<(), Error> {
        let wake = after(Instant::now(), delay);
        sleep_until(wake.min(self.deadline)).await;
        if wake < self.deadline { Ok(()) } else { Err(self.deadline_error()) }
    }

    /// Polls once, within the poll timeout and the deadline. The poll timeout begins when the request may be sent.
    async fn poll(&mut self) -> Result<Result<Generation, Error>, Error> {
        let permit = timeout_at(self.deadline, self.client.permit(RequestKind::Poll)).await;
        let permit = permit.map_err(|_| self.deadline_error())?;
        self.polls += 1;
        let end = after(Instant::now(), POLL_TIMEOUT);
        let poll = self.client.retrieve_with(permit, self.job);
        let outcome = match timeout_at(end.min(self.deadline), poll).await {
            Ok(outcome) => outcome.and_then(with_video).map_err(|error| error.with_job(self.job)),
            Err(_) if end < self.deadline => Err(Error::timed_out("retrieving").with_job(self.job)),
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
        let delay = self.policy.next_delay(self.job, self.age(), Some(outcome.as_ref()))?;
        match outcome {
            Ok(_) => {
                self.retries.reset();
                Some(delay)
            }
            Err(error) => Some(delay.max(self.retries.next_delay(error.retry_after())?)),
        }
    }

    /// The time since the submission. If it is unknown, the job is taken to be about to end.
    fn age(&self) -> Duration {
        let at_start = self.age_at_start.unwrap_or_else(|| self.policy.expected_duration(self.job).median());
        at_start.saturating_add(self.start.elapsed())
    }
}

impl From<Poller<'_>> for WaitStats {
    fn from(poller: Poller<'_>) -> Self {
        Self { elapsed: poller.start.elapsed(), polls: poller.polls, last: poller.last }
    }
}

fn after(time: Instant, delay: Duration) -> Instant {
    time.checked_add(delay).unwrap_or_else(|| time + FAR_FUTURE)
}

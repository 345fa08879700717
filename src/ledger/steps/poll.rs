//! The step that retrieves the state of the job.

use std::time::{Duration, SystemTime};

use super::{Next, StepEvent, Steps};
use crate::{
    client::with_video,
    error::Error,
    job::{Generation, Job},
    ledger::{JobRecord, State, Store},
};

impl Steps {
    /// Retrieves the job, and stores its state.
    pub(super) async fn poll(&self, record: &mut JobRecord, store: &impl Store) -> Result<Next, Error> {
        let job = job_of(record)?;
        let outcome = self.retrieve(&job, record).await;
        let next = match outcome {
            Ok(generation) => self.apply_generation(&job, &generation, record),
            Err(error) if error.is_configuration() => return Err(error),
            Err(error) => self.apply_poll_error(&job, &error, record),
        };
        self.save(record, store).await?;
        Ok(next)
    }

    /// Retrieves the job.
    pub(super) async fn retrieve(&self, job: &Job, record: &mut JobRecord) -> Result<Generation, Error> {
        record.polls = record.polls.saturating_add(1);
        let generation = self.client.retrieve(job).await.and_then(with_video)?;
        self.notify(record.client_request_id(), StepEvent::Retrieved(&generation));
        Ok(generation)
    }

    fn apply_generation(&self, job: &Job, generation: &Generation, record: &mut JobRecord) -> Next {
        record.succeeded();
        record.set_generation(generation);
        if generation.status().is_failed() {
            return self.end_without_video(job, generation, record);
        }
        if generation.status().is_completed() {
            record.enter(State::Completed, self.now());
            self.learn_durations([&*record]);
            return if record.is_done() { Next::Done } else { Next::Again { after: Duration::ZERO } };
        }
        record.has_not_ended(self.now());
        self.poll_again(job, Ok(generation), record)
    }

    fn end_without_video(&self, job: &Job, generation: &Generation, record: &mut JobRecord) -> Next {
        let error = Error::failed(generation.clone()).with_job(job);
        self.notify(record.client_request_id(), StepEvent::Failed(&error));
        record.last_error = Some((&error).into());
        record.cost = None;
        record.enter(State::Failed, self.now());
        Next::Failed
    }

    fn apply_poll_error(&self, job: &Job, error: &Error, record: &mut JobRecord) -> Next {
        self.failed(record, error);
        match (self.next_after_error(record, error), self.poll_again(job, Err(error), record)) {
            (Next::Again { after: backoff }, Next::Again { after }) => {
                Next::Again { after: after.max(backoff) }
            }
            (Next::Again { .. }, next) | (next, _) => next,
        }
    }

    fn poll_again(&self, job: &Job, last: Result<&Generation, &Error>, record: &JobRecord) -> Next {
        let elapsed = elapsed(record.entered(State::Submitted), self.now());
        if elapsed >= self.overdue_after {
            return Next::Unknown;
        }
        Next::Again { after: self.delay_before_poll(job, elapsed, Some(last)) }
    }
}

pub(super) fn job_of(record: &JobRecord) -> Result<Job, Error> {
    record.job().cloned().ok_or_else(|| {
        let (id, state) = (record.client_request_id(), record.state());
        Error::configuration(format!("the record {id} is {state}, but has no job"))
    })
}

/// The time since `start`; zero if it is unknown, or if the clock was set back.
fn elapsed(start: Option<SystemTime>, now: SystemTime) -> Duration {
    start.and_then(|start| now.duration_since(start).ok()).unwrap_or_default()
}

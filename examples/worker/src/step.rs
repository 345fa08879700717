//! One step of one job.

use std::time::Duration;

use aimlapi_kling::{
    ClientRequestId,
    ledger::{JobRecord, Next},
};
use awa::JobResult;

use crate::{
    Error,
    queue::{self, Queue},
    worker::Worker,
};

/// The delay after an error of the database, or while another worker has the job.
pub const RETRY_DELAY: Duration = Duration::from_secs(1);

/// The delay while a person has to resolve something: no credits, an invalid key, a full disk.
pub const PROBLEM_DELAY: Duration = Duration::from_secs(10);

impl Worker {
    /// Takes the next step of a job. Errors are snoozes: they burn no attempt, and a queue that gives up loses jobs
    /// that are paid for.
    pub async fn step(&self, queue: Queue, id: &ClientRequestId) -> JobResult {
        self.try_step(queue, id).await.unwrap_or_else(|error| {
            tracing::warn!(%id, ?queue, %error, "the step is taken again");
            JobResult::Snooze(RETRY_DELAY)
        })
    }

    async fn try_step(&self, queue: Queue, id: &ClientRequestId) -> Result<JobResult, Error> {
        let Some(_lock) = self.locks.try_lock(id).await? else { return Ok(JobResult::Snooze(RETRY_DELAY)) };
        let Some(mut record) = self.table.load(id).await? else { return Ok(JobResult::Completed) };
        // The queue may be behind the table: another worker has taken this step, or was killed in the middle of it.
        if !record.is_done() && Queue::of(record.state()) != Some(queue) {
            return self.continue_in(queue, &record, Duration::ZERO).await;
        }
        match self.steps.advance(&mut record, &self.table).await {
            Ok(next) => self.apply(queue, &record, next).await,
            Err(error) if error.is_configuration() => self.hold(id, &error.to_string()).await,
            Err(error) => Err(error.into()),
        }
    }

    async fn apply(&self, queue: Queue, record: &JobRecord, next: Next) -> Result<JobResult, Error> {
        match next {
            Next::Again { after } => self.continue_in(queue, record, after).await,
            Next::Done | Next::Failed | Next::Refused => Ok(JobResult::Completed),
            Next::Stop(reason) => {
                let reason = format!("{reason:?}");
                tracing::error!(reason, "submissions are paused");
                queue::pause(&self.pool, &reason).await?;
                Ok(JobResult::Snooze(PROBLEM_DELAY))
            }
            Next::CannotDownload => {
                tracing::error!(id = %record.client_request_id(), reason = reason(record, next));
                Ok(JobResult::Snooze(PROBLEM_DELAY))
            }
            // `Unknown`, and what a later version adds.
            _ => self.hold(record.client_request_id(), &reason(record, next)).await,
        }
    }

    /// Snoozes if the next step is taken in the same queue, otherwise adds it to its queue. If the process ends in
    /// between, the reconciler adds it.
    async fn continue_in(
        &self,
        queue: Queue,
        record: &JobRecord,
        after: Duration,
    ) -> Result<JobResult, Error> {
        match Queue::of(record.state()) {
            Some(next) if next == queue => Ok(JobResult::Snooze(after)),
            Some(next) => {
                queue::enqueue(&self.pool, next, record.client_request_id(), after).await?;
                Ok(JobResult::Completed)
            }
            None => Ok(JobResult::Completed),
        }
    }

    async fn hold(&self, id: &ClientRequestId, reason: &str) -> Result<JobResult, Error> {
        tracing::error!(%id, reason, "a person must decide how to continue");
        self.table.hold(id, reason).await?;
        Ok(JobResult::Completed)
    }
}

/// Why workers cannot continue.
pub fn reason(record: &JobRecord, next: Next) -> String {
    record.last_error().map_or_else(|| format!("{next:?}"), |error| format!("{next:?}: {}", error.message()))
}

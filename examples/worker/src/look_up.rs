//! The look-up of all submissions in doubt.
//!
//! The service allows 200 requests for its log a minute, for all workers together. So one job of the queue scans it for
//! all submissions at once, instead of one look-up for each.

use std::time::Duration;

use aimlapi_kling::ledger::{JobRecord, Next};
use awa::JobResult;

use crate::{
    Error,
    queue::{self, Queue},
    step::{PROBLEM_DELAY, RETRY_DELAY, reason},
    worker::Worker,
};

/// The number of submissions that one scan looks up. Each of them is locked during the scan, and PostgreSQL has room for
/// some thousand locks by default (`max_locks_per_transaction`).
const MAX_RECORDS: i64 = 1_000;

impl Worker {
    /// Scans the log once, and runs again as long as any submission is in doubt.
    pub async fn look_up(&self) -> JobResult {
        match self.try_look_up().await {
            Ok(Some(after)) => JobResult::Snooze(after),
            Ok(None) => JobResult::Completed,
            Err(error) => {
                tracing::warn!(%error, "the look-up runs again");
                JobResult::Snooze(RETRY_DELAY)
            }
        }
    }

    /// Returns when to look up again, or `None` if nothing is in doubt.
    async fn try_look_up(&self) -> Result<Option<Duration>, Error> {
        let ids = self.table.in_doubt(MAX_RECORDS).await?;
        if ids.is_empty() {
            return Ok(None);
        }
        // A submission that is being sent is locked by the worker that sends it.
        let (locked, _locks) = self.locks.try_lock_all(&ids).await?;
        let mut after = (locked.len() < ids.len()).then_some(RETRY_DELAY);
        let mut records = self.table.load_in_doubt(&locked).await?;
        let results = self.steps.look_up_all(&mut records, &self.table).await;
        for (record, result) in records.iter().zip(results) {
            let next = match result {
                Ok(next) => self.apply_look_up(record, next).await?,
                // Another worker has changed the record, or the database cannot be reached.
                Err(error) => {
                    tracing::warn!(id = %record.client_request_id(), %error, "the submission is looked up again");
                    Some(RETRY_DELAY)
                }
            };
            after = [after, next].into_iter().flatten().min();
        }
        Ok(after)
    }

    /// Returns when to look up again, if the submission is still in doubt.
    async fn apply_look_up(&self, record: &JobRecord, next: Next) -> Result<Option<Duration>, Error> {
        let id = record.client_request_id();
        match (next, Queue::of(record.state())) {
            (Next::Again { after }, Some(Queue::LookUp)) => Ok(Some(after)),
            (Next::Again { after }, Some(queue)) => {
                queue::enqueue(&self.pool, queue, id, after).await?;
                Ok(None)
            }
            (Next::Failed, _) => Ok(None),
            (Next::Stop(_), _) => Ok(Some(PROBLEM_DELAY)),
            (next, _) => {
                self.table.hold(id, &reason(record, next)).await?;
                Ok(None)
            }
        }
    }
}

//! Queues the next step of open jobs again.
//!
//! The table and the queue are changed one after the other, and a queue may lose a job: its worker is killed between the
//! two, an operator deletes a job, a backup is restored. So whatever is open and was not touched for long is queued
//! again. What is queued already is not added a second time.

use std::time::Duration;

use crate::{
    Error,
    queue::{self, Queue},
    worker::Worker,
};

/// The number of jobs that are queued at a time.
const MAX_JOBS: i64 = 1_000;

impl Worker {
    /// Queues idle jobs again and again. Every worker process does, so it does not matter which of them lives.
    pub async fn reconcile_forever(&self, idle_for: Duration) {
        loop {
            tokio::time::sleep(idle_for / 4).await;
            if let Err(error) = self.reconcile(idle_for).await {
                tracing::warn!(%error, "idle jobs are queued later");
            }
        }
    }

    /// Queues the next step of each job for which none was taken or queued for this time.
    pub async fn reconcile(&self, idle_for: Duration) -> Result<(), Error> {
        for (id, state) in self.table.touch_idle(idle_for.as_secs_f64(), MAX_JOBS).await? {
            if let Some(queue) = Queue::of(state) {
                queue::enqueue(&self.pool, queue, &id, Duration::ZERO).await?;
            }
        }
        Ok(())
    }
}

//! The queues, and what is put into them.

use std::time::Duration;

use aimlapi_kling::{
    ClientRequestId,
    ledger::{JobRecord, State},
};
use awa::{AwaError, InsertOpts, JobArgs, UniqueOpts, model};
use serde::{Deserialize, Serialize};
use sqlx::{PgExecutor, PgPool, types::chrono::Utc};

use crate::{Error, table::Table};

/// A queue for each kind of step, so that each has its own concurrency, and submissions can be paused alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Sends requests.
    Submit,
    /// Looks up submissions whose result is unknown.
    LookUp,
    /// Retrieves the states of jobs.
    Poll,
    /// Downloads videos.
    Download,
}

impl Queue {
    /// Its name in the queue engine.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Submit => "kling_submit",
            Self::LookUp => "kling_look_up",
            Self::Poll => "kling_poll",
            Self::Download => "kling_download",
        }
    }

    /// Where the next step of a job that is not done is taken.
    pub const fn of(state: State) -> Option<Self> {
        match state {
            State::Named => Some(Self::Submit),
            State::Sent | State::Unknown => Some(Self::LookUp),
            State::Submitted => Some(Self::Poll),
            State::Completed => Some(Self::Download),
            _ => None,
        }
    }
}

/// A step of one job. The table decides whether it is still to be taken.
#[derive(Debug, Serialize, Deserialize, JobArgs)]
pub struct VideoStep {
    /// The queue, which names the step.
    pub queue: Queue,
    /// The client request id of the job.
    pub id: ClientRequestId,
}

/// One scan of the request log for all submissions in doubt.
#[derive(Debug, Serialize, Deserialize, JobArgs)]
pub struct LookUpSubmissions {}

/// Queues the next step of a job, or the look-up, which is the same for all jobs. Does nothing if it is queued.
pub async fn enqueue<'e>(
    executor: impl PgExecutor<'e>,
    queue: Queue,
    id: &ClientRequestId,
    after: Duration,
) -> Result<(), AwaError> {
    let options = InsertOpts {
        queue: queue.name().to_owned(),
        run_at: (!after.is_zero()).then(|| Utc::now() + after),
        // A worker that is killed burns an attempt, and the reconciler adds what has none left.
        max_attempts: 1000,
        unique: Some(UniqueOpts { states: UNFINISHED, ..UniqueOpts::default() }),
        ..InsertOpts::default()
    };
    let inserted = match queue {
        Queue::LookUp => awa::insert_with(executor, &LookUpSubmissions {}, options).await,
        _ => awa::insert_with(executor, &VideoStep { queue, id: id.clone() }, options).await,
    };
    match inserted {
        Ok(_) | Err(AwaError::UniqueConflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The states in which a step is unique, as bits: scheduled, available, running, retryable and waiting. The default
/// includes completed ones, which would prevent that a job returns to a queue, to be polled again for example.
const UNFINISHED: u8 = 0b1001_0111;

/// Inserts a job and queues its first step, in one transaction. Does nothing if there is one with the same id, so a
/// program that was interrupted can insert its jobs again.
pub async fn insert(pool: &PgPool, records: impl IntoIterator<Item = JobRecord>) -> Result<u64, Error> {
    let mut transaction = pool.begin().await?;
    let mut inserted = 0;
    for record in records {
        let record = record.into_saved();
        if Table::insert(&mut transaction, &record).await? {
            enqueue(&mut *transaction, Queue::Submit, record.client_request_id(), Duration::ZERO).await?;
            inserted += 1;
        }
    }
    transaction.commit().await?;
    Ok(inserted)
}

/// Creates the tables of the queue engine and of the application, or brings them to this version.
pub async fn migrate(pool: &PgPool) -> Result<(), Error> {
    model::migrations::run(pool).await?;
    // A fresh database otherwise keeps the engine's old storage until a worker starts before any job exists. With it,
    // heartbeats have no effect, and steps run twice while their owner lives.
    sqlx::query("SELECT awa.storage_auto_finalize_if_fresh('awa')").execute(pool).await?;
    Table::new(pool.clone()).create().await?;
    Ok(())
}

/// Fails if the engine's storage is not the one that [`migrate`] activates.
pub async fn check_storage(pool: &PgPool) -> Result<(), Error> {
    let status = model::storage::status(pool).await?;
    match (status.active_engine.as_str(), status.state.as_str()) {
        ("queue_storage", "active") => Ok(()),
        (engine, state) => {
            Err(format!("the storage of the queue is {engine} ({state}): run `worker migrate`").into())
        }
    }
}

/// Pauses submissions, for the reason that is shown beside the queue.
pub async fn pause(pool: &PgPool, reason: &str) -> Result<(), AwaError> {
    model::admin::pause_queue(pool, Queue::Submit.name(), Some(reason)).await
}

/// Continues to submit.
pub async fn resume(pool: &PgPool) -> Result<(), AwaError> {
    model::admin::resume_queue(pool, Queue::Submit.name()).await
}

//! Who works on a job at the moment.
//!
//! A queue runs a job at least once: when a lease runs out while its owner lives, a second worker has the same job.
//! The revision of the record already prevents that both send its request. The lock prevents that the second one
//! looks a submission up that the first one is still sending, and that both write the same file.

use std::time::Duration;

use aimlapi_kling::ClientRequestId;
use sqlx::{
    Postgres,
    pool::{Pool, PoolConnection, PoolOptions},
    postgres::PgConnectOptions,
};

/// Advisory locks. PostgreSQL releases them when the connection of their owner ends, so no clock decides whether an
/// owner is still there, and nothing has to be cleaned up after a crash.
#[derive(Clone, Debug)]
pub struct Locks {
    pool: Pool<Postgres>,
}

/// Locks on some jobs. They are released when it is dropped.
#[derive(Debug)]
#[must_use = "the locks are released when it is dropped"]
pub struct Held {
    _connection: PoolConnection<Postgres>,
}

impl Locks {
    /// Creates a pool of connections for the locks alone, one for each step at a time. No transaction is open on
    /// them, so a step that takes minutes does not hold up vacuuming.
    pub fn new(options: PgConnectOptions, connections: u32) -> Self {
        let pool = PoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(10))
            // A connection that returns to the pool holds no locks, however the step has ended.
            .after_release(|connection, _| {
                Box::pin(async move {
                    sqlx::query("SELECT pg_advisory_unlock_all()").execute(connection).await?;
                    Ok(true)
                })
            });
        Self { pool: pool.connect_lazy_with(options) }
    }

    /// Locks a job, or returns `None` if it is locked.
    pub async fn try_lock(&self, id: &ClientRequestId) -> sqlx::Result<Option<Held>> {
        let (ids, held) = self.try_lock_all(&[id.to_string()]).await?;
        Ok((!ids.is_empty()).then_some(held))
    }

    /// Locks those of the jobs that are not locked, and returns their ids.
    pub async fn try_lock_all(&self, ids: &[String]) -> sqlx::Result<(Vec<String>, Held)> {
        let sql = "SELECT id FROM unnest($1) AS id WHERE pg_try_advisory_lock(hashtextextended(id, 0))";
        let mut connection = self.pool.acquire().await?;
        let ids = sqlx::query_scalar(sql).bind(ids).fetch_all(&mut *connection).await?;
        Ok((ids, Held { _connection: connection }))
    }
}

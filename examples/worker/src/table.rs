//! The application's own table, which decides what is sent.

use aimlapi_kling::{
    ClientRequestId,
    ledger::{JobRecord, State, Store, StoreError},
};
use sqlx::{PgConnection, PgPool, Row as _, postgres::PgRow, types::Json};

/// The table `video_jobs` of `schema.sql`.
#[derive(Clone, Debug)]
pub struct Table {
    pool: PgPool,
}

impl Table {
    /// The table in the database of this pool.
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// Creates the table if it does not exist.
    pub async fn create(&self) -> sqlx::Result<()> {
        sqlx::raw_sql(include_str!("../schema.sql")).execute(&self.pool).await?;
        Ok(())
    }

    /// Inserts a new record, in a transaction of the caller for example. Returns `false` if there is one with the
    /// same client request id.
    pub async fn insert(connection: &mut PgConnection, record: &JobRecord) -> sqlx::Result<bool> {
        let sql = "INSERT INTO video_jobs (client_request_id, record, body, revision, state, model, is_done)
            VALUES ($1, $2, $3, $4, $5, $6, false) ON CONFLICT DO NOTHING";
        let inserted = sqlx::query(sql)
            .bind(record.client_request_id().as_str())
            .bind(Json(record.without_body()))
            .bind(record.body())
            .bind(revision(record))
            .bind(record.state().as_str())
            .bind(record.model_id())
            .execute(connection)
            .await?;
        Ok(inserted.rows_affected() == 1)
    }

    /// Loads a record, with its body if the next step submits it.
    pub async fn load(&self, id: &ClientRequestId) -> sqlx::Result<Option<JobRecord>> {
        let sql = "SELECT record, CASE WHEN state = 'named' THEN body END AS body
            FROM video_jobs WHERE client_request_id = $1 AND attention IS NULL";
        let row = sqlx::query(sql).bind(id.as_str()).fetch_optional(&self.pool).await?;
        row.as_ref().map(record).transpose()
    }

    /// Loads those of the records whose submission is in doubt. They are looked up, so they need no body.
    pub async fn load_in_doubt(&self, ids: &[String]) -> sqlx::Result<Vec<JobRecord>> {
        let sql = "SELECT record, NULL AS body FROM video_jobs
            WHERE client_request_id = ANY($1) AND state IN ('sent', 'unknown') AND attention IS NULL";
        let rows = sqlx::query(sql).bind(ids).fetch_all(&self.pool).await?;
        rows.iter().map(record).collect()
    }

    /// The ids of at most `limit` jobs whose submission is in doubt.
    pub async fn in_doubt(&self, limit: i64) -> sqlx::Result<Vec<String>> {
        let sql = "SELECT client_request_id FROM video_jobs
            WHERE NOT is_done AND attention IS NULL AND state IN ('sent', 'unknown') ORDER BY touched_at LIMIT $1";
        sqlx::query_scalar(sql).bind(limit).fetch_all(&self.pool).await
    }

    /// The open jobs for which no step was taken or queued for `seconds`. They count as touched from now on, so that
    /// several reconcilers share them.
    pub async fn touch_idle(&self, seconds: f64, limit: i64) -> sqlx::Result<Vec<(ClientRequestId, State)>> {
        let sql = "UPDATE video_jobs SET touched_at = now() WHERE client_request_id IN (
                SELECT client_request_id FROM video_jobs
                WHERE NOT is_done AND attention IS NULL AND touched_at < now() - make_interval(secs => $1)
                ORDER BY touched_at LIMIT $2 FOR UPDATE SKIP LOCKED
            ) RETURNING client_request_id, state";
        let rows = sqlx::query(sql).bind(seconds).bind(limit).fetch_all(&self.pool).await?;
        let parse = |row: &PgRow| Ok((parsed(row, "client_request_id")?, parsed(row, "state")?));
        rows.iter().map(parse).collect()
    }

    /// Leaves a job to a person, who decides by the reason how to continue.
    pub async fn hold(&self, id: &ClientRequestId, reason: &str) -> sqlx::Result<()> {
        let sql = "UPDATE video_jobs SET attention = $2 WHERE client_request_id = $1";
        // PostgreSQL cannot store U+0000 in a text.
        sqlx::query(sql).bind(id.as_str()).bind(reason.replace('\0', "\u{fffd}")).execute(&self.pool).await?;
        Ok(())
    }
}

impl Store for Table {
    /// Compares and sets: the revision before this one must be stored. One statement outside of a transaction is
    /// committed when it returns, so nothing is sent before its record says so.
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        let sql = "UPDATE video_jobs SET record = $2, revision = $3, state = $4, generation_id = $5,
                credits = $6, usd = $7, is_done = $8, touched_at = now()
            WHERE client_request_id = $1 AND revision = $3 - 1";
        let cost = record.cost().unwrap_or_default();
        let saved = sqlx::query(sql)
            .bind(record.client_request_id().as_str())
            .bind(Json(record.without_body()))
            .bind(revision(record))
            .bind(record.state().as_str())
            .bind(record.job().map(|job| job.id()))
            .bind(cost.credits)
            .bind(cost.usd)
            .bind(record.is_done())
            .execute(&self.pool)
            .await?;
        match saved.rows_affected() {
            1 => Ok(()),
            _ => Err("the record was changed by another worker".into()),
        }
    }
}

fn revision(record: &JobRecord) -> i64 {
    i64::try_from(record.revision()).expect("a record is saved less than 2^63 times")
}

fn record(row: &PgRow) -> sqlx::Result<JobRecord> {
    let Json(record) = row.try_get::<Json<JobRecord>, _>("record")?;
    Ok(match row.try_get::<Option<String>, _>("body")? {
        Some(body) => record.with_body(body),
        None => record,
    })
}

fn parsed<T: std::str::FromStr<Err: Into<sqlx::error::BoxDynError>>>(
    row: &PgRow,
    column: &str,
) -> sqlx::Result<T> {
    let text: String = row.try_get(column)?;
    text.parse().map_err(|error: T::Err| sqlx::Error::Decode(error.into()))
}

//! Progress and cost, by SQL.

use sqlx::{FromRow, PgPool};

/// The jobs of one model in one state.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Line {
    /// The id of the model.
    pub model: String,
    /// The state of the records.
    pub state: String,
    /// Why a person must decide, if workers cannot continue.
    pub attention: Option<String>,
    /// The number of jobs.
    pub jobs: i64,
    /// What they have cost, in credits. Only completed and downloaded jobs are charged.
    pub credits: f64,
}

/// Counts the jobs by model and state. 1 USD is 2,000,000 credits.
pub async fn report(pool: &PgPool) -> sqlx::Result<Vec<Line>> {
    let sql = "SELECT model, state, attention, count(*) AS jobs,
            coalesce(sum(coalesce(credits, usd * 2000000)) FILTER (WHERE state IN ('completed', 'downloaded')), 0)
                AS credits
        FROM video_jobs GROUP BY model, state, attention ORDER BY model, state, attention";
    sqlx::query_as(sql).fetch_all(pool).await
}

//! Reads and writes the rows of the tables.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter, types::Type};

use super::{JobFilter, Spending};
use crate::{
    job::ClientRequestId,
    ledger::{JobRecord, body::Body},
};

/// A record as it is written.
pub struct NewRow {
    pub id: String,
    revision: u64,
    record: String,
    body: Body,
}

impl From<&JobRecord> for NewRow {
    fn from(record: &JobRecord) -> Self {
        Self {
            id: record.client_request_id().to_string(),
            revision: record.revision(),
            record: serde_json::to_string(&record.without_body()).expect("a record is JSON"),
            body: record.body.clone(),
        }
    }
}

impl NewRow {
    /// Writes the record. Returns `false` if the stored one does not have the revision before it.
    pub fn write(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let Self { id, revision, record, body } = self;
        if *revision > 1 {
            let sql = "UPDATE jobs SET record = ? WHERE client_request_id = ? AND revision = ? - 1";
            return Ok(connection.execute(sql, params![record, id, revision])? == 1);
        }
        let sql = "INSERT INTO jobs (client_request_id, record) VALUES (?, ?) ON CONFLICT DO NOTHING";
        let is_new = connection.execute(sql, [id, record])? == 1;
        if is_new {
            let sql = "INSERT INTO bodies (client_request_id, body) VALUES (?, ?)";
            connection.execute(sql, [id, body.as_str()])?;
        }
        Ok(is_new)
    }
}

/// The id of the ledger.
#[cfg(feature = "batch")]
pub fn ledger_id(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT id FROM ledger", [], |row| row.get(0))
}

/// Selects the columns of [`record`], and the owner.
const SELECT: &str = "SELECT record, body, owner FROM jobs JOIN bodies USING (client_request_id)";

/// The same, with an empty body.
const SELECT_WITHOUT_BODY: &str = "SELECT record, '' AS body, owner FROM jobs";

pub fn get(connection: &Connection, id: &ClientRequestId) -> rusqlite::Result<Option<JobRecord>> {
    let sql = format!("{SELECT} WHERE client_request_id = ?");
    connection.query_row(&sql, [id.as_str()], record).optional()
}

pub fn select(connection: &Connection, filter: &JobFilter) -> rusqlite::Result<Vec<JobRecord>> {
    let (condition, values) = filter.to_sql();
    let columns = if filter.without_bodies { SELECT_WITHOUT_BODY } else { SELECT };
    let mut statement = connection.prepare(&format!("{columns} {condition}"))?;
    statement.query_map(params_from_iter(values), record)?.take(filter.max()).collect()
}

/// Sets the owner of the records that match a filter and have no owner, or one that does not run any more.
pub fn claim(
    connection: &Connection,
    filter: &JobFilter,
    owner: &str,
    is_running: impl Fn(&str) -> bool,
) -> rusqlite::Result<Vec<JobRecord>> {
    let (condition, values) = filter.to_sql();
    let mut statement = connection.prepare(&format!("{SELECT} {condition}"))?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut claimed = Vec::new();
    let mut running = HashMap::new();
    while let (Some(row), true) = (rows.next()?, claimed.len() < filter.max()) {
        let owner: Option<String> = row.get(2)?;
        if owner.is_none_or(|name| !*running.entry(name).or_insert_with_key(|name| is_running(name))) {
            claimed.push(record(row)?);
        }
    }
    for record in &claimed {
        set_owner(connection, record.client_request_id().as_str(), owner)?;
    }
    Ok(claimed)
}

pub fn set_owner(connection: &Connection, id: &str, owner: &str) -> rusqlite::Result<()> {
    connection.execute("UPDATE jobs SET owner = ? WHERE client_request_id = ?", [owner, id])?;
    Ok(())
}

pub fn release(connection: &Connection, id: &str, owner: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE jobs SET owner = NULL WHERE client_request_id = ? AND owner = ?";
    connection.execute(sql, [id, owner])?;
    Ok(())
}

pub fn spending(connection: &Connection, filter: &JobFilter) -> rusqlite::Result<Vec<Spending>> {
    let (condition, values) = filter.to_sql();
    let max = i64::try_from(filter.max()).unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT model, date(created_at / 1000, 'unixepoch') AS day,
            sum(state IN ('completed', 'downloaded')),
            sum(state = 'failed'), sum(state = 'refused'), sum(state IN ('sent', 'unknown')),
            sum(state IN ('named', 'submitted')),
            sum(iif(state IN ('completed', 'downloaded'), coalesce(credits, usd * 2000000.0), 0)),
            sum(iif(state IN ('completed', 'downloaded'), coalesce(usd, credits / 2000000.0), 0)),
            sum(state IN ('completed', 'downloaded') AND credits IS NULL AND usd IS NULL)
        FROM (SELECT * FROM jobs {condition} LIMIT {max}) GROUP BY model, day ORDER BY day, model"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok(Spending {
            model_id: row.get(0)?,
            day: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            made: row.get(2)?,
            failed: row.get(3)?,
            refused: row.get(4)?,
            unknown: row.get(5)?,
            running: row.get(6)?,
            credits: row.get::<_, Option<f64>>(7)?.unwrap_or_default(),
            usd: row.get::<_, Option<f64>>(8)?.unwrap_or_default(),
            without_cost: row.get(9)?,
        })
    });
    rows?.collect()
}

fn record(row: &Row<'_>) -> rusqlite::Result<JobRecord> {
    let record: String = row.get(0)?;
    let record: JobRecord = serde_json::from_str(&record)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into()))?;
    Ok(record.with_body(row.get::<_, String>(1)?))
}

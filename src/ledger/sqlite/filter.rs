//! Which records to list or to claim.

use std::{path::Path, time::SystemTime};

use rusqlite::types::Value;

use crate::{
    job::ClientRequestId,
    ledger::{State, clock::unix_millis, stored_path},
};

/// Which records to list or to claim; without restrictions, all of them.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use aimlapi_kling::ledger::{JobFilter, State};
///
/// let yesterday = SystemTime::now() - Duration::from_secs(24 * 3600);
/// let filter = JobFilter::new().states([State::Failed, State::Unknown]).since(yesterday).limit(20);
/// # let _ = filter;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct JobFilter {
    states: Option<Vec<State>>,
    model: Option<String>,
    since: Option<SystemTime>,
    unfinished: bool,
    limit: Option<u32>,
    id: Option<String>,
    id_prefix: Option<String>,
    generation_id: Option<String>,
    output: Option<String>,
    pub(super) without_bodies: bool,
}

impl JobFilter {
    /// All records.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only records in one of these states.
    pub fn states(mut self, states: impl IntoIterator<Item = State>) -> Self {
        self.states = Some(states.into_iter().collect());
        self
    }

    /// Only records of the model with this id.
    pub fn model(mut self, id: impl Into<String>) -> Self {
        self.model = Some(id.into());
        self
    }

    /// Only records that were created at this time or later.
    pub fn since(mut self, time: SystemTime) -> Self {
        self.since = Some(time);
        self
    }

    /// Only records that are not [done](super::super::JobRecord::is_done).
    pub fn unfinished(mut self) -> Self {
        self.unfinished = true;
        self
    }

    /// Only records whose client request id begins with this text.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.id_prefix = Some(prefix.into());
        self
    }

    /// At most this number of records, the newest.
    pub fn limit(mut self, records: u32) -> Self {
        self.limit = Some(records);
        self
    }

    /// Leaves the [bodies](super::super::JobRecord::body) of records that are listed empty, because they may contain
    /// megabytes of media. Such a record cannot be submitted, and records that are claimed have their bodies.
    pub fn without_bodies(mut self) -> Self {
        self.without_bodies = true;
        self
    }

    /// Only records of the job with this generation id.
    pub fn generation_id(mut self, id: impl Into<String>) -> Self {
        self.generation_id = Some(id.into());
        self
    }

    /// Only records with this [output file](super::super::JobRecord::output_path). Paths are compared as they were
    /// set.
    pub fn output(mut self, path: impl AsRef<Path>) -> Self {
        self.output = Some(stored_path::as_sql(path.as_ref()));
        self
    }

    pub(super) fn of_id(id: &ClientRequestId) -> Self {
        Self { id: Some(id.to_string()), ..Self::default() }
    }

    pub(super) fn max(&self) -> usize {
        self.limit.map_or(usize::MAX, |limit| limit as usize)
    }

    /// The condition and the order in SQL, and the values of its parameters. The limit is not part of it.
    pub(super) fn to_sql(&self) -> (String, Vec<Value>) {
        let mut conditions = vec!["TRUE".to_owned()];
        let mut values = Vec::new();
        let mut restrict = |condition: &str, value: Value| {
            conditions.push(condition.to_owned());
            values.push(value);
        };
        if let Some(id) = &self.id {
            restrict("client_request_id = ?", id.clone().into());
        }
        if let Some(prefix) = &self.id_prefix {
            // No character of an id is greater than `z`.
            restrict("client_request_id >= ?", prefix.clone().into());
            restrict("client_request_id < ?", format!("{prefix}~").into());
        }
        if let Some(model) = &self.model {
            restrict("model = ?", model.clone().into());
        }
        if let Some(id) = &self.generation_id {
            restrict("generation_id = ?", id.clone().into());
        }
        if let Some(path) = &self.output {
            restrict("output = ?", path.clone().into());
        }
        if let Some(since) = self.since {
            restrict("created_at >= ?", i64::try_from(unix_millis(since)).unwrap_or(i64::MAX).into());
        }
        if let Some(states) = &self.states {
            let names: Vec<_> = states.iter().map(|state| format!("'{state}'")).collect();
            conditions.push(format!("state IN ({})", names.join(", ")));
        }
        if self.unfinished {
            conditions.push("NOT is_done".to_owned());
        }
        let sql = format!("WHERE {} ORDER BY created_at DESC, jobs.rowid DESC", conditions.join(" AND "));
        (sql, values)
    }
}

//! The request log: a row for every submission.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{call::Call, cost, rate_window::RateWindow};
use crate::job::{ClientRequestId, iso_8601, seconds_since_epoch as time};

const MINUTE: Duration = Duration::from_secs(60);

const REQUESTS_PER_MINUTE: usize = 200;

const STATUSES: [&str; 2] = ["succeeded", "failed"];

const TIME: &str = "must be a time such as 2026-07-02T03:04:05Z";

pub(super) struct RequestLog {
    delay: Duration,
    /// The same point in time on both clocks.
    started: (SystemTime, Instant),
    /// Sorted from oldest to newest.
    rows: Mutex<Vec<Row>>,
    pub rate_limit: RateWindow,
}

struct Row {
    at: Instant,
    has_succeeded: bool,
    credits: u32,
    model: String,
    inference_id: String,
    request_id: String,
    client_request_id: Option<ClientRequestId>,
}

impl RequestLog {
    pub fn new(delay: Duration) -> Self {
        Self {
            delay,
            started: (SystemTime::now(), Instant::now()),
            rows: Mutex::default(),
            rate_limit: RateWindow::new(REQUESTS_PER_MINUTE, MINUTE),
        }
    }

    /// Records a submission that was accepted as the job `id`, or rejected.
    pub fn record(&self, call: &Call, model: &str, id: Option<&str>, credits: u32) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.push(Row {
            at: Instant::now(),
            has_succeeded: id.is_some(),
            credits,
            model: model.to_owned(),
            inference_id: id.map_or_else(|| call.inference_id(), str::to_owned),
            request_id: call.request_id(),
            client_request_id: call.client_request_id.clone(),
        });
    }

    /// The rows that match a query, or an error message.
    pub fn page(&self, query: &[(String, String)]) -> Result<Value, String> {
        let query = Query::parse(query)?;
        let Query { limit, offset, period, .. } = query;
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let end = rows.partition_point(|row| now - row.at >= self.delay);
        let start = rows.partition_point(|row| now - row.at > period).min(end);
        let rows: Vec<_> =
            rows[start..end].iter().rev().filter(|row| query.matches(row, self.created(row))).collect();
        let data: Vec<_> = rows.iter().skip(offset).take(limit).map(|row| self.row(row)).collect();
        let pagination = json!({
            "limit": limit,
            "offset": offset,
            "total": rows.len(),
            "has_more": offset.saturating_add(limit) < rows.len(),
        });
        Ok(json!({ "data": data, "pagination": pagination }))
    }

    fn created(&self, row: &Row) -> SystemTime {
        let (time, instant) = self.started;
        time + (row.at - instant)
    }

    fn row(&self, row: &Row) -> Value {
        json!({
            "created": iso_8601(self.created(row)),
            "status": row.status(),
            "origin": "api",
            "model": row.model,
            "cost": { "usd": cost::usd(row.credits), "credits": row.credits },
            "tokens": { "input": 0, "output": 0, "total": 0 },
            "request_id": row.request_id,
            "inference_id": row.inference_id,
            "client_request_id": row.client_request_id.as_ref().map(ClientRequestId::as_str),
        })
    }
}

impl Row {
    fn status(&self) -> &'static str {
        if self.has_succeeded { "succeeded" } else { "failed" }
    }
}

struct Query {
    limit: usize,
    offset: usize,
    period: Duration,
    /// In seconds since the Unix epoch.
    start: u64,
    end: u64,
    model: Option<String>,
    /// Any of them; all if empty.
    statuses: Vec<String>,
}

impl Query {
    fn parse(query: &[(String, String)]) -> Result<Self, String> {
        let mut parsed = Self {
            limit: 50,
            offset: 0,
            period: Duration::MAX,
            start: 0,
            end: u64::MAX,
            model: None,
            statuses: Vec::new(),
        };
        for (name, value) in query {
            let invalid = |requirement: &str| format!("Query validation error: {name}: {requirement}");
            let number = value.parse().ok();
            match name.as_str() {
                "limit" => {
                    let limit = number.filter(|limit| (1..=100).contains(limit));
                    parsed.limit = limit.ok_or_else(|| invalid("must be an integer from 1 to 100"))?;
                }
                "offset" => parsed.offset = number.ok_or_else(|| invalid("must be an integer, 0 or more"))?,
                "period" => {
                    let requirement = "must be a positive integer followed by h or d";
                    parsed.period = period(value).ok_or_else(|| invalid(requirement))?;
                }
                "start" => parsed.start = time(value).ok_or_else(|| invalid(TIME))?,
                "end" => parsed.end = time(value).ok_or_else(|| invalid(TIME))?,
                "model" => parsed.model = Some(value.clone()),
                "status" if STATUSES.contains(&value.as_str()) => parsed.statuses.push(value.clone()),
                "status" => return Err(invalid("must be succeeded or failed")),
                // An error is better than rows that the parameter would have excluded.
                _ => return Err(invalid("is not supported by the simulator")),
            }
        }
        Ok(parsed)
    }

    fn matches(&self, row: &Row, created: SystemTime) -> bool {
        let created = created.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        (self.start..self.end).contains(&created)
            && self.model.as_ref().is_none_or(|model| *model == row.model)
            && (self.statuses.is_empty() || self.statuses.iter().any(|status| status == row.status()))
    }
}

fn period(text: &str) -> Option<Duration> {
    let hours = |number: &str, factor: u64| Some(number.parse::<u64>().ok()?.saturating_mul(factor));
    let hours = match text.strip_suffix('h') {
        Some(number) => hours(number, 1),
        None => hours(text.strip_suffix('d')?, 24),
    };
    hours.filter(|hours| *hours > 0).map(|hours| Duration::from_secs(hours.saturating_mul(3600)))
}

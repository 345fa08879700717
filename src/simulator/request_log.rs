//! The request log: a row for every submission.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{call::Call, cost};
use crate::job::ClientRequestId;

pub(super) struct RequestLog {
    delay: Duration,
    /// The same point in time on both clocks.
    started: (SystemTime, Instant),
    /// Sorted from oldest to newest.
    rows: Mutex<Vec<Row>>,
}

struct Row {
    at: Instant,
    has_succeeded: bool,
    model: String,
    inference_id: String,
    request_id: String,
    client_request_id: Option<ClientRequestId>,
}

impl RequestLog {
    pub fn new(delay: Duration) -> Self {
        Self { delay, started: (SystemTime::now(), Instant::now()), rows: Mutex::default() }
    }

    /// Records a submission that was accepted as the job `id`, or rejected.
    pub fn record(&self, call: &Call, model: &str, id: Option<&str>) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.push(Row {
            at: Instant::now(),
            has_succeeded: id.is_some(),
            model: model.to_owned(),
            inference_id: id.map_or_else(|| call.inference_id(), str::to_owned),
            request_id: call.request_id(),
            client_request_id: call.client_request_id.clone(),
        });
    }

    /// The rows that match a query, or an error message.
    pub fn page(&self, query: &[(String, String)]) -> Result<Value, String> {
        let Query { limit, offset, period } = Query::parse(query)?;
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let end = rows.partition_point(|row| now - row.at >= self.delay);
        let start = rows.partition_point(|row| now - row.at > period).min(end);
        let rows = &rows[start..end];
        let data: Vec<_> = rows.iter().rev().skip(offset).take(limit).map(|row| self.row(row)).collect();
        let pagination = json!({
            "limit": limit,
            "offset": offset,
            "total": rows.len(),
            "has_more": offset.saturating_add(limit) < rows.len(),
        });
        Ok(json!({ "data": data, "pagination": pagination }))
    }

    fn row(&self, row: &Row) -> Value {
        let (time, instant) = self.started;
        let credits = if row.has_succeeded { cost::CREDITS } else { 0 };
        json!({
            "created": iso_8601(time + (row.at - instant)),
            "status": if row.has_succeeded { "succeeded" } else { "failed" },
            "origin": "api",
            "model": row.model,
            "cost": { "usd": cost::usd(credits), "credits": credits },
            "tokens": { "input": 0, "output": 0, "total": 0 },
            "request_id": row.request_id,
            "inference_id": row.inference_id,
            "client_request_id": row.client_request_id.as_ref().map(ClientRequestId::as_str),
        })
    }
}

struct Query {
    limit: usize,
    offset: usize,
    period: Duration,
}

impl Query {
    fn parse(query: &[(String, String)]) -> Result<Self, String> {
        let mut parsed = Self { limit: 50, offset: 0, period: Duration::MAX };
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
                // An error is better than rows that the parameter would have excluded.
                _ => return Err(invalid("is not supported by the simulator")),
            }
        }
        Ok(parsed)
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

/// Formats a time as `2026-07-02T03:04:05.000Z`.
fn iso_8601(time: SystemTime) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = httpdate::fmt_http_date(time);
    let parts: Vec<_> = text.split(' ').collect();
    let [_, day, month, year, clock, _] = parts[..] else { unreachable!("an HTTP date has six parts") };
    let month = 1 + MONTHS.iter().take_while(|name| **name != month).count();
    let age = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{year}-{month:02}-{day}T{clock}.{:03}Z", age.subsec_millis())
}

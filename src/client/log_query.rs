//! Which rows of the request log to read.

use std::time::{Duration, SystemTime};

use crate::job::iso_8601;

const MAX_HOURS: u32 = 92 * 24;

const HOUR: Duration = Duration::from_secs(3600);

/// Which rows of the request log to read, for [`Client::request_log`](crate::Client::request_log).
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use aimlapi_kling::LogQuery;
///
/// let three_days = LogQuery::last(Duration::from_secs(3 * 24 * 3600)).succeeded();
/// let end = SystemTime::now();
/// let hour = LogQuery::between(end - Duration::from_secs(3600), end).model("klingai/v2-master-text-to-video");
/// # let _ = (three_days, hour);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct LogQuery {
    window: Window,
    model: Option<String>,
    status: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
enum Window {
    Hours(u32),
    Between(SystemTime, SystemTime),
}

impl LogQuery {
    /// How far back the log reaches: 92 days.
    pub const REACH: Duration = Duration::from_secs(MAX_HOURS as u64 * 3600);

    /// The rows of the whole log, which covers 92 days.
    pub const fn all() -> Self {
        Self::last_hours(MAX_HOURS)
    }

    /// The rows that are at most this old by the clock of the service, rounded up to whole hours.
    pub fn last(age: Duration) -> Self {
        Self::last_hours(u32::try_from(age.as_nanos().div_ceil(HOUR.as_nanos())).unwrap_or(MAX_HOURS))
    }

    /// The window for a request of this age. It is at least an hour longer, because clocks may differ.
    pub(crate) fn for_age(age: Duration) -> Self {
        let hours = u32::try_from(age.as_secs() / HOUR.as_secs()).unwrap_or(MAX_HOURS);
        Self::last_hours(hours.saturating_add(2))
    }

    const fn last_hours(hours: u32) -> Self {
        let hours = if hours < 1 {
            1
        } else if hours > MAX_HOURS {
            MAX_HOURS
        } else {
            hours
        };
        Self { window: Window::Hours(hours), model: None, status: None }
    }

    /// The rows that were created from `start` up to `end`. New rows do not move old ones to other pages then,
    /// but the times are those of the clock of this machine.
    pub const fn between(start: SystemTime, end: SystemTime) -> Self {
        Self { window: Window::Between(start, end), model: None, status: None }
    }

    /// Only the rows of one model. The log may spell its id in another way than the request did, so a row that is
    /// missing then is no proof that a submission was not accepted.
    pub fn model(mut self, id: impl Into<String>) -> Self {
        self.model = Some(id.into());
        self
    }

    /// Only the rows of accepted requests.
    pub const fn succeeded(mut self) -> Self {
        self.status = Some("succeeded");
        self
    }

    /// Only the rows of failed requests.
    pub const fn failed(mut self) -> Self {
        self.status = Some("failed");
        self
    }

    /// How far back the query reaches, if it is relative to now.
    pub(crate) fn reach(&self) -> Option<Duration> {
        match self.window {
            Window::Hours(hours) => Some(HOUR * hours),
            Window::Between(..) => None,
        }
    }

    pub(super) fn period(&self) -> Option<String> {
        match self.window {
            Window::Hours(hours) => Some(format!("{hours}h")),
            Window::Between(..) => None,
        }
    }

    pub(super) fn start(&self) -> Option<String> {
        match self.window {
            Window::Hours(_) => None,
            Window::Between(start, _) => Some(iso_8601(start)),
        }
    }

    pub(super) fn end(&self) -> Option<String> {
        match self.window {
            Window::Hours(_) => None,
            Window::Between(_, end) => Some(iso_8601(end)),
        }
    }

    pub(super) fn model_id(&self) -> Option<&str> {
        self.model.as_deref()
    }

    pub(super) fn status(&self) -> Option<&str> {
        self.status
    }
}

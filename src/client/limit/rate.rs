//! How fast requests leave: a function of time and of what the service responds. No I/O and no waiting.
//!
//! The rate grows by the curve of CUBIC (RFC 9438), not linearly as with AIMD: it is back where the service
//! refused it after [`RECOVERY`], stays near it, and then departs from it faster and faster. So few requests are
//! refused while the limit of the service stays the same, and a limit that is much higher than the last estimate is
//! reached in minutes.
//!
//! `tests/snapshots/rate_limit_quotas.snap` has the rates that result under fixed and sliding windows, windows of a
//! second and token buckets, with and without `Retry-After`: 88 to 100 % of what the service allows once the rate has
//! settled, with at most 3.3 % of the requests refused. In a prototype, AIMD reached 5 to 100 % of limits from 60 to 3000
//! requests a minute in an hour (a decrease by 10 %, and 1 % more every 10 seconds), or 19 to 96 % (a decrease by half,
//! and 5 % more): from an estimate that is too low it needs hours.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use crate::client::retry::{FIRST_DELAY, backoff};

/// The rate after a 429, as a fraction of what the service admitted before.
const DECREASE: f64 = 0.9;

/// The time from a pause until the rate is what it was before. Limits are usually per minute.
const RECOVERY: Duration = Duration::from_secs(60);

/// The rate rises each time this has passed.
const STEP: Duration = Duration::from_secs(10);

/// The time over which requests are counted to estimate what the service allows.
const WINDOW: Duration = Duration::from_secs(60);

/// The lowest estimate from a count, in requests per second. So a single 429 hardly slows down a client that was idle.
const MIN_ESTIMATE: f64 = 1.0;

/// The lowest rate in requests per second.
const MIN_RATE: f64 = 1.0 / 30.0;

/// A longer `Retry-After` is more likely a defect than a request.
const MAX_PAUSE: Duration = Duration::from_secs(3600);

/// A request that leaves late by less than this, because timers have a resolution of a millisecond, does not delay
/// the next one.
const LATENESS: Duration = Duration::from_millis(10);

#[derive(Debug)]
pub(super) struct Rate {
    /// The highest rate, in requests per second.
    max: f64,
    last: Option<SlowDown>,
    /// When the pause ends that the service has requested.
    pause_end: Option<Instant>,
    /// When the next request may leave, unless there is a pause.
    next: Option<Instant>,
    /// Slow-downs since the service last admitted a request.
    refusals: u32,
    recent: RecentCount,
}

/// A reduction of the rate because of a 429.
#[derive(Clone, Copy, Debug)]
struct SlowDown {
    at: Instant,
    /// The rate that the service is assumed to allow, in requests per second.
    estimate: f64,
}

impl Rate {
    pub fn unlimited() -> Self {
        Self::at_most(f64::INFINITY)
    }

    pub fn at_most(max: f64) -> Self {
        Self { max, last: None, pause_end: None, next: None, refusals: 0, recent: RecentCount::default() }
    }

    /// Sends a request now, or returns when to try again.
    pub fn try_send(&mut self, now: Instant) -> Result<(), Instant> {
        let due = self.next.max(self.pause_end).unwrap_or(now);
        if due > now {
            return Err(due);
        }
        let left = if now - due < LATENESS { due } else { now };
        self.next = Some(left + Duration::from_secs_f64(1.0 / self.per_second(now)));
        Ok(())
    }

    /// The service has admitted a request.
    pub fn admitted(&mut self, now: Instant) {
        self.refusals = 0;
        self.recent.add(now);
    }

    /// The service has responded with 429 to a request that was sent at `sent`.
    pub fn rejected(&mut self, now: Instant, sent: Instant, retry_after: Option<Duration>) {
        // Requests that left before the last slow-down say nothing about the rate since then.
        let is_new = self.last.is_none_or(|last| sent > last.at);
        let pause = match retry_after {
            Some(delay) => delay.min(MAX_PAUSE),
            None if is_new => backoff(FIRST_DELAY, self.refusals + 1),
            None => Duration::ZERO,
        };
        if is_new {
            self.last = Some(SlowDown { at: now, estimate: self.estimate(now) });
            self.refusals += 1;
        }
        self.pause_end = self.pause_end.max(Some(now + pause));
    }

    /// What the service is assumed to allow after a 429, in requests per second.
    fn estimate(&mut self, now: Instant) -> f64 {
        let counted = self.recent.within(now) as f64 / WINDOW.as_secs_f64();
        let estimate = match self.last {
            // Nothing was admitted since the last slow-down, so that it was the pause that was too short.
            Some(last) if self.refusals > 0 => counted.clamp(DECREASE * last.estimate, last.estimate),
            _ => counted.max(MIN_ESTIMATE).min(self.per_second(now)),
        };
        estimate.max(MIN_RATE)
    }

    fn per_second(&self, now: Instant) -> f64 {
        let Some(SlowDown { estimate, .. }) = self.last else { return self.max };
        let since = self.pause_end.map_or(Duration::ZERO, |end| now.saturating_duration_since(end));
        let steps = (since.as_secs() / STEP.as_secs()) as f64;
        let recovered = 1.0 - steps * STEP.as_secs_f64() / RECOVERY.as_secs_f64();
        (estimate * (1.0 - (1.0 - DECREASE) * recovered.powi(3))).min(self.max)
    }
}

/// Counts the admitted requests of the last [`WINDOW`], in groups of up to a second.
#[derive(Debug, Default)]
struct RecentCount {
    groups: VecDeque<(Instant, u32)>,
}

impl RecentCount {
    fn add(&mut self, now: Instant) {
        match self.groups.back_mut() {
            Some((start, count)) if now.saturating_duration_since(*start) < Duration::from_secs(1) => {
                *count += 1
            }
            _ => {
                self.forget(now);
                self.groups.push_back((now, 1));
            }
        }
    }

    fn within(&mut self, now: Instant) -> u32 {
        self.forget(now);
        self.groups.iter().map(|(_, count)| count).sum()
    }

    fn forget(&mut self, now: Instant) {
        while self.groups.front().is_some_and(|(start, _)| now.saturating_duration_since(*start) > WINDOW) {
            self.groups.pop_front();
        }
    }
}

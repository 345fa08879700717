//! How far the search for a submission in the request log has come.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::clock::unix_millis;

/// The state of looking up one submission.
///
/// Whether the log has settled is decided by the time that has passed between look-ups, and of each interval
/// no more counts than the delay that was planned for it. So a clock that jumps forward cannot make the log
/// appear settled, and one that jumps back only delays it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LookUp {
    /// The time that counts, in milliseconds.
    waited: u64,
    /// When it was counted the last time, in milliseconds since the Unix epoch.
    counted_at: u64,
    /// Rows of the log that the current scan has read.
    pub offset: u64,
    /// Whether the current scan has found a row of a rejected request with the same id.
    pub found_failed: bool,
}

impl LookUp {
    /// Starts with a submission that was sent at `now`.
    pub fn start(now: SystemTime) -> Self {
        Self { counted_at: unix_millis(now), ..Self::default() }
    }

    pub fn is_new(&self) -> bool {
        *self == Self::default()
    }

    /// Counts the time since the last look-up, and starts a new scan.
    pub fn end_scan(&mut self, now: SystemTime, settle_time: Duration) {
        let now = unix_millis(now);
        let passed = now.saturating_sub(self.counted_at);
        let planned = self.next_delay(settle_time).as_millis() as u64;
        *self = Self { waited: self.waited + passed.min(planned), counted_at: now, ..Self::default() };
    }

    /// Whether the log will have settled when this scan ends in time. The scan decides whether the submission
    /// was accepted, so it must read the whole log.
    pub fn is_decisive(&self, settle_time: Duration) -> bool {
        Duration::from_millis(self.waited) + self.next_delay(settle_time) >= settle_time
    }

    pub fn is_settled(&self, settle_time: Duration) -> bool {
        Duration::from_millis(self.waited) >= settle_time
    }

    /// The delay before the next look-up: as long as the time that was already waited, so that most
    /// submissions are found early, but at most a fifth of the settle time, so that a jump of the clock
    /// counts for no more than that.
    pub fn next_delay(&self, settle_time: Duration) -> Duration {
        let waited = Duration::from_millis(self.waited);
        let delay = waited.clamp(settle_time / 30, settle_time / 5);
        // Whole milliseconds, rounded up, so that the settle time is reached.
        let millis = delay.min(settle_time.saturating_sub(waited)).as_micros().div_ceil(1000);
        Duration::from_millis(millis as u64)
    }
}

//! Detects a connection that delivers too little data.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::attempt_error::AttemptError;
use crate::error::Error;

/// The number of bytes that count as progress.
pub(super) const MIN_PROGRESS: u64 = 16 * 1024;

/// A timer that expires unless [`MIN_PROGRESS`] bytes arrive within the stall timeout.
pub(super) struct StallTimer {
    stall_timeout: Duration,
    since: Instant,
    received: u64,
}

impl StallTimer {
    pub fn new(stall_timeout: Duration) -> Self {
        Self { stall_timeout, since: Instant::now(), received: 0 }
    }

    /// Runs a future until the timer expires.
    pub async fn limit<F: Future>(&self, future: F) -> Result<F::Output, AttemptError> {
        let left = self.stall_timeout.saturating_sub(self.since.elapsed());
        let expired = |_| AttemptError::transient(Error::timed_out("downloading"));
        timeout(left, future).await.map_err(expired)
    }

    pub fn received(&mut self, bytes: usize) {
        self.received += bytes as u64;
        if self.received >= MIN_PROGRESS {
            *self = Self::new(self.stall_timeout);
        }
    }
}

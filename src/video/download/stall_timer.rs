//! Detects a connection that delivers too little data.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::attempt_error::AttemptError;
use crate::error::Error;

/// The number of bytes that count as progress.
pub(super) const MIN_PROGRESS: u64 = 16 * 1024;

/// A timer that expires unless [`MIN_PROGRESS`] bytes arrive within the stall timeout.
///
/// Only the time counts that is spent waiting for the host, not the time that writing takes.
pub(super) struct StallTimer {
    stall_timeout: Duration,
    waited: Duration,
    received: u64,
}

impl StallTimer {
    pub fn new(stall_timeout: Duration) -> Self {
        Self { stall_timeout, waited: Duration::ZERO, received: 0 }
    }

    /// Runs a future until the timer expires.
    pub async fn limit<F: Future>(&mut self, future: F) -> Result<F::Output, AttemptError> {
        let start = Instant::now();
        let result = timeout(self.stall_timeout.saturating_sub(self.waited), future).await;
        self.waited += start.elapsed();
        result.map_err(|_| AttemptError::transient(Error::timed_out("downloading")))
    }

    pub fn received(&mut self, bytes: usize) {
        self.received += bytes as u64;
        if self.received >= MIN_PROGRESS {
            *self = Self::new(self.stall_timeout);
        }
    }
}

//! How fast bytes have to come.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::fault::Fault;
use crate::Error;

/// Bytes that make progress.
pub(super) const PROGRESS: u64 = 16 * 1024;

/// A span of time in which some progress has to be made.
pub(super) struct Pace {
    stall_timeout: Duration,
    since: Instant,
    received: u64,
}

impl Pace {
    pub fn new(stall_timeout: Duration) -> Self {
        Self { stall_timeout, since: Instant::now(), received: 0 }
    }

    /// What the future answers, unless the time is up before.
    pub async fn within<T>(
        &self,
        future: impl Future<Output = Result<T, reqwest::Error>>,
    ) -> Result<T, Fault> {
        let left = self.stall_timeout.saturating_sub(self.since.elapsed());
        match timeout(left, future).await {
            Ok(outcome) => Ok(outcome?),
            Err(_) => Err(Fault::passing(Error::timed_out("downloading"))),
        }
    }

    pub fn received(&mut self, bytes: usize) {
        self.received += bytes as u64;
        if self.received >= PROGRESS {
            *self = Self::new(self.stall_timeout);
        }
    }
}

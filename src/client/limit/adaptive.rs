//! The default rate limit: a fair queue in front of a rate that adapts to the service.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync,
    time::{Instant, sleep_until},
};

use super::{RateLimit, RequestKind, RequestOutcome, rate::Rate};

/// A rate limit that follows what the service allows.
///
/// Requests leave evenly spaced, in the order of their arrival; submissions, polls and pages of the request log
/// take turns. By default they leave immediately until the service responds with 429. Then:
///
/// - No request leaves before the time that `Retry-After` names, which is respected up to an hour. Without it the
///   pause is one second, and twice as long each time until a request is admitted, up to 30 seconds.
/// - The rate is 90 % of what the service is assumed to allow: what it admitted in the minute before, or one request
///   per second if that is more, but never more than the rate before. It rises every 10 seconds: to 100 % within a minute
///   of the pause, then faster and faster, until the service responds with 429 again.
///
/// Several clients share one limit if they are built with clones of the same `Arc`:
///
/// ```
/// use std::sync::Arc;
/// use aimlapi_kling::{AdaptiveRateLimit, Client};
///
/// let limit = Arc::new(AdaptiveRateLimit::per_minute(600));
/// let client = Client::builder("your-api-key").rate_limit(Arc::clone(&limit)).build()?;
/// let other = Client::builder("your-api-key").rate_limit(limit).build()?;
/// # let _ = (client, other);
/// # Ok::<(), aimlapi_kling::Error>(())
/// ```
#[derive(Debug)]
pub struct AdaptiveRateLimit {
    /// One line for each kind of request. Only the first request of each line queues at the gate, so that lines of
    /// any length take turns. A request that is dropped leaves both queues.
    lines: [sync::Mutex<()>; 3],
    gate: sync::Mutex<()>,
    rate: Mutex<Rate>,
}

impl AdaptiveRateLimit {
    /// A rate that only the service limits.
    pub fn new() -> Self {
        Self::with(Rate::unlimited())
    }

    /// A rate of at most this number of requests per minute, and at least 1.
    pub fn per_minute(requests: u32) -> Self {
        Self::with(Rate::at_most(f64::from(requests.max(1)) / 60.0))
    }

    fn with(rate: Rate) -> Self {
        Self { lines: Default::default(), gate: sync::Mutex::default(), rate: Mutex::new(rate) }
    }

    fn rate(&self) -> MutexGuard<'_, Rate> {
        self.rate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for AdaptiveRateLimit {
    fn default() -> Self {
        Self::new()
    }
}

impl RateLimit for AdaptiveRateLimit {
    async fn acquire(&self, kind: RequestKind) {
        let line = match kind {
            RequestKind::Submission => &self.lines[0],
            RequestKind::Poll => &self.lines[1],
            RequestKind::Query => &self.lines[2],
        };
        let _first_in_line = line.lock().await;
        let _first_at_gate = self.gate.lock().await;
        loop {
            let Err(next) = self.rate().try_send(Instant::now()) else { return };
            sleep_until(next).await;
        }
    }

    fn report(&self, _: RequestKind, outcome: RequestOutcome, elapsed: Duration) {
        let now = Instant::now();
        match outcome {
            RequestOutcome::Admitted => self.rate().admitted(now),
            RequestOutcome::RateLimited { retry_after } => {
                let sent = now.checked_sub(elapsed).unwrap_or(now);
                self.rate().rejected(now, sent, retry_after);
            }
            RequestOutcome::NoResponse => {}
        }
    }
}

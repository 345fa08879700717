//! The one retry policy of the crate, used for submissions, the request log, waiting and downloads: how often
//! to retry, how long to wait before each retry, and when to give up.

use std::time::Duration;

use super::trace;
use crate::error::Error;

/// The number of attempts for a submission, unless the caller chooses another one.
pub(super) const SUBMIT_ATTEMPTS: u32 = 3;

/// The number of attempts for a query of the request log, the catalogue or the metrics.
pub(super) const QUERY_ATTEMPTS: u32 = 5;

/// How many consecutive errors of polls, and of downloads, are retried, unless the caller chooses another number.
pub(crate) const MAX_RETRIES: u32 = 5;

/// If the server requests a longer delay than this, the operation fails instead of waiting.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// The delay before the first retry, unless the caller or the server chooses another one.
pub(super) const FIRST_DELAY: Duration = Duration::from_secs(1);

/// The longest delay without `Retry-After`, before jitter, as a multiple of the first.
const MAX_BACKOFF: u32 = 30;

/// The largest fraction by which jitter lengthens a delay.
const JITTER: f64 = 0.25;

/// Calls an operation up to `attempts` times, as long as it fails with an error that `is_retryable`.
pub(super) async fn retry<T, F>(
    attempts: u32,
    first_delay: Duration,
    seed: &str,
    is_retryable: impl Fn(&Error) -> bool,
    mut operation: impl FnMut() -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut retries = Retries::new(attempts.saturating_sub(1), first_delay, seed);
    loop {
        let error = match operation().await {
            Ok(value) => return Ok(value),
            Err(error) if is_retryable(&error) => error,
            Err(error) => return Err(error),
        };
        let Some(delay) = retries.next_delay(error.retry_after()) else { return Err(error) };
        trace::error(&error, "retrying");
        trace::event!(info, retry = retries.count, ?delay, "retrying");
        tokio::time::sleep(delay).await;
    }
}

/// Counts consecutive failures, and computes the delay before each retry.
pub(crate) struct Retries {
    max: u32,
    first_delay: Duration,
    max_retry_after: Duration,
    /// Retries since the last success.
    count: u32,
    /// Determines the jitter.
    seed: String,
}

impl Retries {
    pub fn new(max: u32, first_delay: Duration, seed: impl Into<String>) -> Self {
        Self { max, first_delay, max_retry_after: MAX_RETRY_AFTER, count: 0, seed: seed.into() }
    }

    /// Accepts any `Retry-After`, for an operation with a deadline of its own.
    pub fn with_any_retry_after(self) -> Self {
        Self { max_retry_after: Duration::MAX, ..self }
    }

    /// Starts counting again after a success.
    pub fn reset(&mut self) {
        self.count = 0;
    }

    /// Counts a failure. Returns the delay before the next attempt, or `None` if there must be no further
    /// attempt.
    pub fn next_delay(&mut self, retry_after: Option<Duration>) -> Option<Duration> {
        if self.count == self.max || retry_after.is_some_and(|delay| delay > self.max_retry_after) {
            return None;
        }
        self.count += 1;
        Some(retry_delay(retry_after, self.first_delay, &self.seed, self.count))
    }
}

/// The delay before retry number `count`, from 1: the one that the server requests, or a growing one.
pub(crate) fn retry_delay(
    retry_after: Option<Duration>,
    first_delay: Duration,
    seed: &str,
    count: u32,
) -> Duration {
    retry_after.unwrap_or_else(|| with_jitter(backoff(first_delay, count), JITTER, seed, count))
}

/// The first delay, doubled for each further retry, up to [`MAX_BACKOFF`] times the first.
pub(super) fn backoff(first_delay: Duration, retry: u32) -> Duration {
    first_delay.saturating_mul((1 << (retry - 1).min(5)).min(MAX_BACKOFF))
}

/// Lengthens a delay by at most the fraction `jitter`. The extent depends only on `seed` and `count`: what failed
/// at the same time is not retried at the same time, and each delay is reproducible.
pub(super) fn with_jitter(delay: Duration, jitter: f64, seed: &str, count: u32) -> Duration {
    let factor = 1.0 + jitter * fraction(seed, count);
    Duration::from_millis((delay.as_millis() as f64 * factor).round() as u64)
}

/// A pseudorandom number from 0 to 1.
fn fraction(seed: &str, count: u32) -> f64 {
    // FNV-1a, because the hashers of the standard library may change between versions of Rust.
    let bytes = seed.bytes().chain(count.to_le_bytes());
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (hash >> 11) as f64 / (1_u64 << 53) as f64
}

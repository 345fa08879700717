//! Calls again what may be called again, and when.

use std::time::Duration;

use crate::{Error, trace};

/// A service that wants to be left alone for longer than this is not waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Calls until there is an answer, at most so many times, as long as the error `may_repeat`: after
/// `Retry-After` where the service asks for it, else after a pause of its own.
pub(crate) async fn until_answered<T, F>(
    attempts: u32,
    name: &str,
    may_repeat: impl Fn(&Error) -> bool,
    mut call: impl FnMut() -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut attempt = 1;
    loop {
        let error = match call().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let pause = error.retry_after().unwrap_or_else(|| back_off(attempt, name));
        if attempt >= attempts || pause > PATIENCE || !may_repeat(&error) {
            return Err(error);
        }
        trace::fault(&error, "to be repeated");
        trace::event!(info, attempt, again_in = ?pause, "repeating");
        tokio::time::sleep(pause).await;
        attempt += 1;
    }
}

/// The pause after `attempt` attempts, the first one of which is 1: a second, doubled each time, half
/// a minute at most, and up to a quarter more. How much more is told by `name`, so that what failed
/// together does not come back together, and one name always waits alike.
pub(crate) fn back_off(attempt: u32, name: &str) -> Duration {
    let seconds = (1 << attempt.saturating_sub(1).min(5)).min(30);
    Duration::from_millis(seconds * 1000 + (share(name, attempt) * (seconds * 250) as f64) as u64)
}

/// A part of 1 that looks random and is not.
pub(crate) fn share(name: &str, attempt: u32) -> f64 {
    // FNV-1a, which is the same in every version of Rust.
    let bytes = name.bytes().chain(attempt.to_le_bytes());
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (hash >> 11) as f64 / (1_u64 << 53) as f64
}

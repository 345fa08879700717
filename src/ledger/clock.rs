//! The time of day, from a source that the caller chooses.

use std::time::{Duration, SystemTime};

/// A source of the time of day, for the times in a [`JobRecord`](super::JobRecord).
///
/// Several machines that work on the same records can use the clock of their database, and a test can use a
/// clock of its own. A clock that jumps makes the recorded times wrong, but never causes a request to be sent
/// twice: see [`Steps::settle_time`](super::Steps::settle_time).
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use aimlapi_kling::ledger::Clock;
///
/// struct DatabaseClock {
///     ahead_of_this_machine: Duration,
/// }
///
/// impl Clock for DatabaseClock {
///     fn now(&self) -> SystemTime {
///         SystemTime::now() + self.ahead_of_this_machine
///     }
/// }
/// ```
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> SystemTime;
}

/// The clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Milliseconds since the Unix epoch; zero for an earlier time.
pub(super) fn unix_millis(time: SystemTime) -> u64 {
    let age = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(age.as_millis()).unwrap_or(u64::MAX)
}

/// The time of [`unix_millis`].
pub(super) fn from_unix_millis(millis: u64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis))
}

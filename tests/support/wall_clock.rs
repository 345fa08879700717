//! The time of day, which can jump.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime},
};

use aimlapi_kling::ledger::Clock;
use tokio::time::Instant;

/// A clock that shows `tokio`'s time, and can be set.
#[derive(Clone)]
pub struct WallClock {
    started: Instant,
    offset_secs: Arc<AtomicI64>,
}

impl WallClock {
    pub fn new() -> Self {
        Self { started: Instant::now(), offset_secs: Arc::default() }
    }

    /// Sets the clock forward, or back if negative.
    pub fn jump(&self, seconds: i64) {
        self.offset_secs.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for WallClock {
    fn now(&self) -> SystemTime {
        let base = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
        let offset = self.offset_secs.load(Ordering::Relaxed);
        let time = base + self.started.elapsed();
        let jump = Duration::from_secs(offset.unsigned_abs());
        if offset < 0 { time - jump } else { time + jump }
    }
}

//! Clocks for tests.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    time::{Duration, SystemTime},
};

use aimlapi_kling::ledger::Clock;
use tokio::{task, time::Instant};

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

/// Holds a paused clock, which otherwise jumps to the next timer while a response is on its way: `tokio` does
/// not count a socket as something to be done, but it does count a blocking task.
pub struct HeldClock(#[expect(dead_code, reason = "dropping it releases the clock")] mpsc::Sender<()>);

impl HeldClock {
    pub fn new() -> Self {
        let (held, released) = mpsc::channel();
        task::spawn_blocking(move || released.recv());
        Self(held)
    }
}

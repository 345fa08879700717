//! Time that passes only while nothing is on its way.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::{
    task::{spawn_blocking, yield_now},
    time::{Instant, sleep},
};

/// Pauses between polls, and between the attempts of a download, are multiples of it.
const STEP: Duration = Duration::from_secs(1);

/// Real time after which a host that works is stuck.
const STUCK: Duration = Duration::from_secs(60);

/// A paused clock that knows whether a host is at work. By itself `tokio` lets a paused clock jump
/// to the next timer whenever no task can go on, though a reply may be on its way through a socket.
#[derive(Clone, Default)]
pub struct Clock(Arc<AtomicUsize>);

/// Holds the clock until it is dropped.
pub struct Work(Arc<AtomicUsize>);

impl Clock {
    pub fn work(&self) -> Work {
        self.0.fetch_add(1, Relaxed);
        Work(self.0.clone())
    }

    /// What a call answers, and how many seconds it takes.
    pub async fn run<T>(&self, call: impl Future<Output = T>) -> (T, u64) {
        let start = Instant::now();
        let outcome = tokio::select! {
            outcome = call => outcome,
            () = self.pass() => unreachable!("time has no end"),
        };
        // What should not be sent any more comes to light now.
        settle().await;
        (outcome, start.elapsed().as_secs())
    }

    async fn pass(&self) {
        let mut idle = std::time::Instant::now();
        loop {
            settle().await;
            if self.0.load(Relaxed) == 0 {
                sleep(STEP).await;
                idle = std::time::Instant::now();
            }
            assert!(idle.elapsed() < STUCK, "a host is stuck");
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Turns of the runtime that hold the clock and let arrive what has been sent on this machine.
pub async fn settle() {
    for _ in 0..10 {
        spawn_blocking(|| ()).await.expect("it does nothing");
        // Where it is done already, nothing has had its turn yet.
        yield_now().await;
    }
}

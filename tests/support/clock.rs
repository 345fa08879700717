//! Control of tokio's paused clock.
//!
//! A test with `start_paused = true` waits for hours in no time: whenever every task waits, tokio moves the
//! clock to the next timer. But it does not count a socket as work. While a response is on its way through the
//! kernel, or another thread is about to write one, every task waits, and the clock jumps past a timeout that
//! has not elapsed.
//!
//! What does keep the clock from moving is a blocking task that has not ended. [`Clock`] uses this in two
//! ways: [`hold`](Clock::hold) stops the clock until the guard is dropped, and [`run`](Clock::run) lets it
//! move to the next timer only when nothing is on its way. A [`ScriptedHost`](super::host::ScriptedHost)
//! holds the clock while it is at work, so that times are exact. A server that does not hold it, such as the
//! simulator, needs [`in_steps`](Clock::in_steps), or for hours of many jobs
//! [`in_growing_steps`](Clock::in_growing_steps).

use std::{
    future::poll_fn,
    mem,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc,
    },
    task::Poll,
    time::Duration,
};

use tokio::{
    task::{spawn_blocking, yield_now},
    time::sleep,
};

/// Farther away than any timer of a test.
const FAR_FUTURE: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// Real time after which a host that still holds the clock is stuck.
const STUCK: Duration = Duration::from_secs(60);

#[derive(Clone)]
pub struct Clock {
    holds: Arc<Holds>,
    /// How often a watched future was polled.
    activity: Arc<AtomicUsize>,
    min_step: Duration,
    max_step: Duration,
    turns: usize,
}

#[derive(Default)]
struct Holds {
    current: AtomicUsize,
    /// How many there have been.
    total: AtomicUsize,
}

/// Stops the clock until it is dropped.
pub struct Hold {
    holds: Arc<Holds>,
    /// The blocking task ends when it is dropped.
    _release: mpsc::Sender<()>,
}

impl Clock {
    /// Moves from timer to timer.
    pub fn new() -> Self {
        let (holds, activity) = Default::default();
        Self { holds, activity, min_step: FAR_FUTURE, max_step: FAR_FUTURE, turns: 10 }
    }

    /// Never moves farther than `step` at once, for servers that do not hold the clock.
    pub fn in_steps(step: Duration) -> Self {
        Self::in_growing_steps(step, step)
    }

    /// Moves twice as far each time, up to `max_step`, and by `min_step` again after a [watched](Self::watch) future
    /// was woken: hours in which nothing happens take few steps, and a response is hardly ever late.
    pub fn in_growing_steps(min_step: Duration, max_step: Duration) -> Self {
        Self { min_step, max_step, turns: 1, ..Self::new() }
    }

    /// A future whose wake-ups count for [`in_growing_steps`](Self::in_growing_steps).
    pub fn watch<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        let activity = Arc::clone(&self.activity);
        let mut future = Box::pin(future);
        poll_fn(move |context| {
            activity.fetch_add(1, Relaxed);
            future.as_mut().poll(context)
        })
    }

    pub fn hold(&self) -> Hold {
        let (release, released) = mpsc::channel();
        spawn_blocking(move || released.recv());
        self.holds.current.fetch_add(1, Relaxed);
        self.holds.total.fetch_add(1, Relaxed);
        Hold { holds: Arc::clone(&self.holds), _release: release }
    }

    /// Awaits `call` while the clock moves, one timer after the other, whenever nothing is on its way.
    pub async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        let mut call = pin!(call);
        let (mut length, mut activity) = (self.min_step, 0);
        let output = loop {
            tokio::select! {
                biased;
                output = &mut call => break output,
                () = self.settled() => {}
            }
            let seen = mem::replace(&mut activity, self.activity.load(Relaxed));
            length = if seen == activity { (length * 2).min(self.max_step) } else { self.min_step };
            // From here on the clock may move. The first wake-up, such as that of an elapsed timer, stops it
            // again before `call` continues.
            let mut step = pin!(sleep(length));
            let mut is_woken = false;
            let woken = poll_fn(|context| {
                if mem::replace(&mut is_woken, true) {
                    return Poll::Ready(None);
                }
                let _ = step.as_mut().poll(context);
                call.as_mut().poll(context).map(Some)
            });
            if let Some(output) = woken.await {
                break output;
            }
        };
        // A request that should not have been sent any more comes to light now.
        settle(self.turns).await;
        output
    }

    /// Waits until nothing is on its way, while the clock stands still.
    async fn settled(&self) {
        let start = std::time::Instant::now();
        loop {
            let (current, total) = (self.holds.current.load(Relaxed), self.holds.total.load(Relaxed));
            settle(self.turns).await;
            // What a host has sent at last still needs its time to arrive.
            if current == 0 && total == self.holds.total.load(Relaxed) {
                return;
            }
            assert!(start.elapsed() < STUCK, "a host is stuck");
        }
    }
}

impl Hold {
    /// Lets the clock move on by `duration`, after everything that was sent so far has arrived.
    pub async fn pause(self, clock: &Clock, duration: Duration) -> Self {
        settle(clock.turns).await;
        drop(self);
        sleep(duration).await;
        clock.hold()
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.holds.current.fetch_sub(1, Relaxed);
    }
}

/// Lets everything arrive that has been sent on this machine, while the clock stands still.
pub async fn settle(turns: usize) {
    for _ in 0..turns {
        spawn_blocking(|| ()).await.expect("it does nothing");
        // Where the blocking task has ended already, no other task has had its turn yet.
        yield_now().await;
    }
}

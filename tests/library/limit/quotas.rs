//! The rate that results where a service limits it, against the highest possible one.
//!
//! `cargo test --all-features --test library limit::quotas -- --nocapture` prints the table.

use std::{
    collections::VecDeque,
    fmt::Write as _,
    sync::{Arc, Mutex},
    time::Duration,
};

use aimlapi_kling::{AdaptiveRateLimit, RateLimit as _, RequestKind::Poll, RequestOutcome};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use crate::support::snapshot::assert_snapshot;

/// How long requests are sent, and from when on the rate counts as settled.
const RUN: Duration = Duration::from_secs(20 * 60);
const SETTLED: Duration = Duration::from_secs(5 * 60);

/// A request takes this long to the service, and its response as long back.
const LATENCY: Duration = Duration::from_millis(100);

/// A client has as many polls in progress.
const CONCURRENT_REQUESTS: usize = 24;

#[derive(Clone, Copy, Debug)]
enum Quota {
    /// A number of requests in each minute from the first request on.
    FixedWindow,
    /// A number of requests in any minute.
    SlidingWindow,
    /// The same, where refused requests count, too.
    SlidingWindowOfAll,
    /// A sixtieth in each second.
    Seconds,
    /// A constant rate, and a reserve of ten seconds.
    TokenBucket,
}

struct Service {
    quota: Quota,
    per_minute: usize,
    names_delay: bool,
    start: Instant,
    recent: VecDeque<Instant>,
    window: u64,
    in_window: usize,
    tokens: f64,
    last: Instant,
}

impl Service {
    fn new(quota: Quota, per_minute: usize, names_delay: bool) -> Self {
        let now = Instant::now();
        let tokens = per_minute as f64 / 6.0;
        let recent = VecDeque::new();
        Self {
            quota,
            per_minute,
            names_delay,
            start: now,
            recent,
            window: 0,
            in_window: 0,
            tokens,
            last: now,
        }
    }

    fn request(&mut self) -> RequestOutcome {
        let delay = match self.quota {
            Quota::FixedWindow => self.in_fixed_window(60, self.per_minute),
            Quota::Seconds => self.in_fixed_window(1, self.per_minute / 60),
            Quota::SlidingWindow => self.in_sliding_window(false),
            Quota::SlidingWindowOfAll => self.in_sliding_window(true),
            Quota::TokenBucket => self.in_bucket(),
        };
        let whole_seconds = |delay: f64| Duration::from_secs(delay.ceil() as u64);
        match delay {
            None => RequestOutcome::Admitted,
            Some(delay) => {
                RequestOutcome::RateLimited { retry_after: self.names_delay.then(|| whole_seconds(delay)) }
            }
        }
    }

    /// The seconds until the next request is admitted, if this one is not.
    fn in_fixed_window(&mut self, seconds: u64, max: usize) -> Option<f64> {
        let elapsed = self.start.elapsed();
        let window = elapsed.as_secs() / seconds;
        if window != self.window {
            (self.window, self.in_window) = (window, 0);
        }
        self.in_window += 1;
        let left = ((window + 1) * seconds) as f64 - elapsed.as_secs_f64();
        (self.in_window > max).then_some(left)
    }

    fn in_sliding_window(&mut self, counts_refused: bool) -> Option<f64> {
        let (now, minute) = (Instant::now(), Duration::from_secs(60));
        while self.recent.front().is_some_and(|request| now - *request >= minute) {
            self.recent.pop_front();
        }
        let is_admitted = self.recent.len() < self.per_minute;
        if is_admitted || counts_refused {
            self.recent.push_back(now);
        }
        let awaited = self.recent.len().saturating_sub(self.per_minute);
        (!is_admitted).then(|| 60.0 - (now - self.recent[awaited]).as_secs_f64())
    }

    fn in_bucket(&mut self) -> Option<f64> {
        let per_second = self.per_minute as f64 / 60.0;
        let added = self.last.elapsed().as_secs_f64() * per_second;
        (self.tokens, self.last) = ((self.tokens + added).min(per_second * 10.0), Instant::now());
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return None;
        }
        Some((1.0 - self.tokens) / per_second)
    }
}

#[derive(Default)]
struct Counts {
    admitted: usize,
    /// Of these, the ones after [`SETTLED`].
    settled: usize,
    refused: usize,
}

/// Sends requests as fast as the limit allows.
async fn run(service: Service) -> Counts {
    let (service, counts) = (Arc::new(Mutex::new(service)), Arc::new(Mutex::new(Counts::default())));
    let (limit, start) = (Arc::new(AdaptiveRateLimit::new()), Instant::now());
    let mut tasks = JoinSet::new();
    for _ in 0..CONCURRENT_REQUESTS {
        let (limit, service, counts) = (Arc::clone(&limit), Arc::clone(&service), Arc::clone(&counts));
        tasks.spawn(async move {
            while start.elapsed() < RUN {
                limit.acquire(Poll).await;
                sleep(LATENCY).await;
                let outcome = service.lock().unwrap().request();
                sleep(LATENCY).await;
                limit.report(Poll, outcome, 2 * LATENCY);
                let mut counts = counts.lock().unwrap();
                match outcome {
                    _ if start.elapsed() >= RUN => {}
                    RequestOutcome::Admitted => {
                        counts.admitted += 1;
                        counts.settled += usize::from(start.elapsed() >= SETTLED);
                    }
                    _ => counts.refused += 1,
                }
            }
        });
    }
    tasks.join_all().await;
    std::mem::take(&mut *counts.lock().unwrap())
}

#[tokio::test(start_paused = true)]
async fn the_rate_is_near_what_the_service_allows_and_few_requests_are_refused() {
    let mut table = String::from(
        "quota                per minute   Retry-After   admitted   after 5 minutes   refused requests\n",
    );
    let percent = |part: usize, whole: usize| format!("{:.1} %", part as f64 * 100.0 / whole as f64);
    for quota in [
        Quota::FixedWindow,
        Quota::SlidingWindow,
        Quota::SlidingWindowOfAll,
        Quota::Seconds,
        Quota::TokenBucket,
    ] {
        for (per_minute, names_delay) in [(60, true), (60, false), (600, true), (600, false)] {
            let counts = run(Service::new(quota, per_minute, names_delay)).await;
            let possible = per_minute * RUN.as_secs() as usize / 60;
            let settled = per_minute * (RUN - SETTLED).as_secs() as usize / 60;
            writeln!(
                table,
                "{:20}{per_minute:>11}   {:11}{:>11}{:>18}{:>19}",
                format!("{quota:?}"),
                if names_delay { "yes" } else { "no" },
                percent(counts.admitted, possible),
                percent(counts.settled, settled),
                percent(counts.refused, counts.admitted + counts.refused),
            )
            .unwrap();
        }
    }
    println!("{table}");
    assert_snapshot!("rate_limit_quotas", table);
}

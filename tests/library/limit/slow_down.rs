//! One 429 slows all requests down together, and the rate returns step by step.

use std::time::{Duration, SystemTime};

use aimlapi_kling::{AdaptiveRateLimit, RateLimit as _, RequestKind::Poll, RequestOutcome};
use futures_util::future::{join, join_all};
use tokio::time::Instant;

use super::{builder, job, queued, seconds, times, too_many_requests};
use crate::support::{
    host::{Responder, ScriptedHost, ScriptedResponse},
    request,
};

const ADMITTED: RequestOutcome = RequestOutcome::Admitted;
const NOW: Duration = Duration::ZERO;

fn rejected(retry_after: Option<u64>) -> RequestOutcome {
    RequestOutcome::RateLimited { retry_after: retry_after.map(seconds) }
}

/// A host that responds to the first requests with this, and then regularly.
fn host_with(first: usize, response: ScriptedResponse) -> ScriptedHost {
    let host = ScriptedHost::start();
    host.script(move |arrival| {
        Responder::Fixed(if arrival.number < first { response.clone() } else { queued() })
    });
    host
}

/// When the next requests leave, in milliseconds from now. Each of them is admitted at once.
async fn departures(limit: &AdaptiveRateLimit, requests: usize) -> Vec<u128> {
    let (start, mut times) = (Instant::now(), Vec::new());
    for _ in 0..requests {
        limit.acquire(Poll).await;
        limit.report(Poll, ADMITTED, NOW);
        times.push(start.elapsed().as_millis());
    }
    times
}

#[tokio::test(start_paused = true)]
async fn one_429_pauses_the_requests_of_all_clones_for_the_requested_seconds() {
    let host = host_with(1, too_many_requests("7"));
    let client = builder(&host).build().unwrap();
    let (clone, job) = (client.clone(), job());
    let error = host.run(client.retrieve(&job)).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(seconds(7)));
    let calls = join(clone.submit(request()), join(clone.retrieve(&job), client.retrieve(&job)));
    host.run(calls).await.0.unwrap();
    // Nine requests in ten seconds.
    assert_eq!(times(&host), [0, 7000, 8112, 9223]);
}

#[tokio::test(start_paused = true)]
async fn the_requested_time_may_be_a_date() {
    let date = httpdate::fmt_http_date(SystemTime::now() + seconds(90));
    let host = host_with(1, too_many_requests(&date));
    let client = builder(&host).build().unwrap();
    host.run(client.retrieve(&job())).await.unwrap_err();
    host.run(client.retrieve(&job())).await.unwrap();
    // A date has no fractions of a second, and the system's clock is not paused.
    assert!((85_000..=90_000).contains(&times(&host)[1]), "{:?}", times(&host));
}

#[tokio::test(start_paused = true)]
async fn without_a_requested_delay_the_pause_doubles_until_a_request_is_admitted() {
    let (limit, minute) = (AdaptiveRateLimit::new(), seconds(60));
    let mut pauses = Vec::new();
    limit.acquire(Poll).await;
    for _ in 0..7 {
        // A minute until the response, so that the request after it does not wait for the rate.
        tokio::time::sleep(minute).await;
        limit.report(Poll, rejected(None), minute);
        let start = Instant::now();
        limit.acquire(Poll).await;
        pauses.push(start.elapsed().as_secs());
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
    limit.report(Poll, ADMITTED, NOW);
    limit.acquire(Poll).await;
    tokio::time::sleep(minute).await;
    limit.report(Poll, rejected(None), minute);
    assert_eq!(departures(&limit, 1).await, [1000]);
}

#[tokio::test(start_paused = true)]
async fn a_delay_of_more_than_an_hour_is_cut_to_an_hour() {
    let limit = AdaptiveRateLimit::new();
    limit.acquire(Poll).await;
    limit.report(Poll, rejected(Some(u64::MAX)), NOW);
    assert_eq!(departures(&limit, 1).await, [3_600_000]);
}

#[tokio::test(start_paused = true)]
async fn many_429s_for_requests_that_left_together_slow_down_once() {
    let host = host_with(24, too_many_requests("5"));
    let client = builder(&host).build().unwrap();
    let job = job();
    host.run(join_all((0..24).map(|_| client.retrieve(&job)))).await;
    host.run(join_all((0..3).map(|_| client.retrieve(&job)))).await;
    assert_eq!(times(&host)[24..], [5000, 6112, 7223]);
}

#[tokio::test(start_paused = true)]
async fn submissions_that_are_retried_leave_one_by_one_after_the_pause() {
    let host = host_with(5, too_many_requests("5"));
    let client = builder(&host).submit_attempts(2).build().unwrap();
    let jobs = host.run(join_all((0..5).map(|_| client.submit(request())))).await;
    jobs.into_iter().for_each(|job| drop(job.unwrap()));
    assert_eq!(times(&host)[5..], [5000, 6112, 7223, 8334, 9445]);
}

#[tokio::test(start_paused = true)]
async fn the_rate_returns_step_by_step() {
    let limit = AdaptiveRateLimit::new();
    // The service admits 600 requests in a minute, and refuses the next one.
    for _ in 0..600 {
        limit.acquire(Poll).await;
        limit.report(Poll, ADMITTED, NOW);
    }
    tokio::time::sleep(seconds(1)).await;
    limit.acquire(Poll).await;
    limit.report(Poll, rejected(Some(30)), NOW);
    let times = departures(&limit, 2000).await;
    let steps: Vec<_> = (3..=15)
        .map(|step| times.iter().filter(|time| (step * 10_000..(step + 1) * 10_000).contains(*time)).count())
        .collect();
    // Requests in each ten seconds: 90 % of the rate before, up to all of it in a minute, and then more.
    assert_eq!(steps, [90, 95, 97, 98, 100, 100, 100, 100, 100, 102, 103, 105, 110]);
}

#[tokio::test(start_paused = true)]
async fn the_rate_never_rises_above_the_configured_one() {
    let limit = AdaptiveRateLimit::per_minute(60);
    limit.acquire(Poll).await;
    limit.report(Poll, rejected(Some(1)), NOW);
    let times = departures(&limit, 600).await;
    assert_eq!(times[0], 1000);
    assert!(times[60..].windows(2).all(|pair| pair[1] - pair[0] >= 1000), "{times:?}");
}

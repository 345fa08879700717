//! When requests leave.

use aimlapi_kling::{AdaptiveRateLimit, WaitPolicy};
use futures_util::future::{join, join_all};

use super::{builder, completed, job, queued, seconds, times, too_many_requests};
use crate::support::{host::ScriptedHost, request};

#[tokio::test(start_paused = true)]
async fn by_default_requests_leave_immediately() {
    let host = ScriptedHost::start();
    host.respond(|_| queued());
    let client = builder(&host).build().unwrap();
    let job = job();
    host.run(join_all((0..20).map(|_| client.retrieve(&job)))).await;
    assert_eq!(times(&host), [0; 20]);
}

#[tokio::test(start_paused = true)]
async fn the_requests_of_a_client_and_its_clones_are_evenly_spaced() {
    let host = ScriptedHost::start();
    host.respond(|_| queued());
    let client = builder(&host).rate_limit(AdaptiveRateLimit::per_minute(120)).build().unwrap();
    let (clone, job) = (client.clone(), job());
    let polls = join_all((0..3).map(|_| client.retrieve(&job)));
    let submissions = join_all((0..3).map(|_| clone.submit(request())));
    host.run(join(polls, submissions)).await;
    assert_eq!(times(&host), [0, 500, 1000, 1500, 2000, 2500]);
}

#[tokio::test(start_paused = true)]
async fn without_a_rate_limit_a_429_delays_no_other_request() {
    let host = ScriptedHost::start();
    host.respond(|_| too_many_requests("7"));
    let client = builder(&host).rate_limit(()).build().unwrap();
    for _ in 0..3 {
        host.run(client.retrieve(&job())).await.unwrap_err();
    }
    assert_eq!(times(&host), [0; 3]);
}

#[tokio::test(start_paused = true)]
async fn clients_share_a_limit_by_an_arc() {
    let host = ScriptedHost::start();
    host.respond(|_| queued());
    let limit = std::sync::Arc::new(AdaptiveRateLimit::per_minute(60));
    let one = builder(&host).rate_limit(std::sync::Arc::clone(&limit)).build().unwrap();
    let other = builder(&host).rate_limit(limit).build().unwrap();
    let job = job();
    host.run(join(one.retrieve(&job), other.retrieve(&job))).await.1.unwrap();
    assert_eq!(times(&host), [0, 1000]);
}

#[tokio::test(start_paused = true)]
async fn the_time_in_the_queue_counts_for_no_timeout() {
    let host = ScriptedHost::start();
    host.respond(|_| completed().pause(std::time::Duration::ZERO));
    let client = builder(&host)
        .rate_limit(AdaptiveRateLimit::per_minute(1))
        .request_timeout(seconds(2))
        .build()
        .unwrap();
    let policy = WaitPolicy::new().max_retries(0);
    let job = job();
    let waits = (0..3).map(|_| client.wait_with(&job, &policy, |_| {}));
    let videos = host.run(join(client.submit(request()), join_all(waits))).await;
    videos.0.unwrap();
    videos.1.into_iter().for_each(|video| drop(video.unwrap()));
    assert_eq!(times(&host), [0, 60_000, 120_000, 180_000]);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_passes_in_the_queue_ends_the_waiting() {
    let host = ScriptedHost::start();
    host.respond(|_| queued());
    let client = builder(&host).rate_limit(AdaptiveRateLimit::per_minute(1)).build().unwrap();
    host.run(client.retrieve(&job())).await.unwrap();
    let policy = WaitPolicy::new().deadline(seconds(30));
    let error = host.run(client.wait_with(&job(), &policy, |_| {})).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no video within 30 s (generation abc); 0 polls in 30 s; the job continues, wait for it again"
    );
    assert_eq!(host.requests().len(), 1);
}

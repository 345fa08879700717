//! How many requests and jobs are in progress at the same time.

use std::time::Duration;

use aimlapi_kling::WaitPolicy;
use futures_util::future::{join, join_all};
use tokio::time::timeout;

use super::{builder, completed, job, queued, seconds, times};
use crate::support::{host::ScriptedHost, request};

/// A host that takes ten seconds for a response.
fn slow_host() -> ScriptedHost {
    let host = ScriptedHost::start();
    host.respond(|_| queued_after(seconds(10)));
    host
}

fn queued_after(pause: Duration) -> crate::support::host::ScriptedResponse {
    let body = serde_json::json!({ "id": "abc", "status": "queued" }).to_string();
    crate::support::host::ScriptedResponse::new("200 OK")
        .header("content-length", body.len())
        .pause(pause)
        .send(body)
        .keep_alive()
}

#[tokio::test(start_paused = true)]
async fn by_default_24_requests_of_a_kind_are_in_progress() {
    let host = slow_host();
    let client = builder(&host).build().unwrap();
    let job = job();
    host.run(join_all((0..50).map(|_| client.retrieve(&job)))).await;
    let expected: Vec<_> = [vec![0; 24], vec![10_000; 24], vec![20_000; 2]].concat();
    assert_eq!(times(&host), expected);
}

#[tokio::test(start_paused = true)]
async fn submissions_do_not_wait_for_polls_in_progress() {
    let host = slow_host();
    let client = builder(&host).max_concurrent_requests(1).build().unwrap();
    let job = job();
    let polls = join_all((0..3).map(|_| client.retrieve(&job)));
    host.run(join(polls, join_all((0..2).map(|_| client.submit(request()))))).await;
    let mut submissions = host.requests();
    submissions.retain(|request| request.method() == "POST");
    let times: Vec<_> = submissions.iter().map(|request| request.at).collect();
    assert_eq!(times, [0.0, 10.0]);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_dropped_makes_room_for_the_next_one() {
    let host = slow_host();
    let client = builder(&host).max_concurrent_requests(1).build().unwrap();
    let job = job();
    let dropped = timeout(seconds(3), client.retrieve(&job));
    let (dropped, next) = host.run(join(dropped, client.retrieve(&job))).await;
    assert!(dropped.is_err());
    next.unwrap();
    assert_eq!(times(&host), [0, 3000]);
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_0_counts_as_1() {
    let host = ScriptedHost::start();
    host.play([queued(), completed()]);
    let client = builder(&host).max_concurrent_requests(0).max_concurrent_jobs(0).build().unwrap();
    host.run(client.generate(request()).into_future()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_job_of_generate_is_submitted_when_the_one_before_has_ended() {
    let host = ScriptedHost::start();
    host.respond(|request| if request.method() == "POST" { queued() } else { completed() });
    let policy = WaitPolicy::new().interval(seconds(40));
    let client = builder(&host).max_concurrent_jobs(2).wait_policy(policy).build().unwrap();
    let jobs = (0..4).map(|_| client.generate(request()).into_future());
    host.run(join_all(jobs)).await.into_iter().for_each(|video| drop(video.unwrap()));
    assert_eq!(times(&host), [0, 0, 40_000, 40_000, 40_000, 40_000, 80_000, 80_000]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_generate_makes_room_for_the_next_job() {
    let host = ScriptedHost::start();
    host.respond(|request| if request.method() == "POST" { queued() } else { completed() });
    let policy = WaitPolicy::new().interval(seconds(40));
    let client = builder(&host).max_concurrent_jobs(1).wait_policy(policy).build().unwrap();
    let dropped = timeout(seconds(5), client.generate(request()).into_future());
    let (dropped, next) = host.run(join(dropped, client.generate(request()).into_future())).await;
    assert!(dropped.is_err());
    next.unwrap();
    assert_eq!(times(&host), [0, 5000, 45_000]);
}

#[tokio::test(start_paused = true)]
async fn submitted_jobs_that_are_waited_for_are_not_limited() {
    let host = ScriptedHost::start();
    host.respond(|_| queued());
    let client = builder(&host).max_concurrent_jobs(1).build().unwrap();
    for _ in 0..3 {
        host.run(client.submit(request())).await.unwrap();
    }
    assert_eq!(times(&host), [0; 3]);
}

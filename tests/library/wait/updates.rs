//! The updates of a job as a stream: polls as for `wait`, and nothing is lost when a future of it is dropped.

use std::{pin::pin, time::Duration};

use aimlapi_kling::{Error, JobUpdate, WaitPolicy};
use futures_util::{Stream, StreamExt as _};
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

use super::{Polls, completed, every, expected_polls, host_with_responses, status, submitted, watch};
use crate::support::{
    client,
    host::{Responder, ScriptedHost, ScriptedResponse},
};

/// What a stream returns, up to its end: when each item arrived, and what it is.
async fn collect(updates: impl Stream<Item = Result<JobUpdate, Error>>) -> Polls {
    let start = Instant::now();
    let updates = updates.map(|update| (start.elapsed().as_secs_f64(), text(update)));
    updates.collect().await
}

fn text(update: Result<JobUpdate, Error>) -> String {
    match update {
        Ok(JobUpdate::Polled { polls, outcome: Ok(generation), next_poll, .. }) => {
            format!("{polls}: {}, next in {} s", generation.status(), next_poll.as_secs())
        }
        Ok(JobUpdate::Polled { polls, outcome: Err(error), next_poll, .. }) => {
            format!("{polls}: {error}, next in {} s", next_poll.as_secs())
        }
        Ok(JobUpdate::Finished(video)) => video.url().to_owned(),
        Ok(other) => panic!("{other:?}"),
        Err(error) => error.to_string(),
    }
}

async fn updates_of(host: &ScriptedHost, policy: &WaitPolicy) -> Polls {
    let updates = client(host.base_url()).updates_with(&submitted(), policy);
    host.run(collect(updates)).await
}

/// When the job was polled, in seconds.
fn times(host: &ScriptedHost) -> Vec<f64> {
    host.requests().iter().map(|poll| poll.at).collect()
}

#[tokio::test(start_paused = true)]
async fn every_poll_is_an_update_and_the_last_one_is_the_video() {
    let host = host_with_responses(&[
        status("queued"),
        (502, json!("bad gateway")),
        status("generating"),
        completed(),
    ]);
    let bad_gateway = "2: the service answered 502 Bad Gateway: bad gateway (generation abc), next in 10 s";
    assert_eq!(
        updates_of(&host, &every(10)).await,
        expected_polls(&[
            (10.0, "1: queued, next in 10 s"),
            (20.0, bad_gateway),
            (30.0, "3: generating, next in 10 s"),
            (40.0, "https://example.com/1.mp4"),
        ])
    );
}

#[tokio::test(start_paused = true)]
async fn the_stream_polls_when_waiting_does_and_ends_with_the_same_error() {
    let failed = (200, json!({ "id": "abc", "status": "error", "error": { "message": "No face" } }));
    let scripts = [
        vec![status("queued"), failed],
        vec![status("queued"), (400, json!({ "message": "no such job" }))],
        vec![status("generating"), (503, json!("busy"))],
        vec![status("queued")],
    ];
    for policy in [every(10), WaitPolicy::new()] {
        let policy = policy.deadline(Duration::from_secs(300));
        for script in &scripts {
            let host = host_with_responses(script);
            let (outcome, _) = watch(&host, &policy).await;
            let polls = times(&host);

            let host = host_with_responses(script);
            let updates = updates_of(&host, &policy).await;
            assert_eq!(times(&host), polls);
            assert_eq!(updates.last().unwrap().1, outcome.unwrap_err().to_string());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_at_the_deadline_has_the_last_state_of_the_job() {
    let host = host_with_responses(&[status("queued"), status("generating")]);
    let policy = every(10).deadline(Duration::from_secs(25));
    let updates = client(host.base_url()).updates_with(&submitted(), &policy);
    let last = host.run(updates.fold(None, async |_, update| Some(update))).await;
    let error = last.unwrap().unwrap_err();
    assert!(error.is_deadline_exceeded(), "{error}");
    assert_eq!(error.job(), Some(&submitted()));
    assert_eq!(error.generation().unwrap().status().as_str(), "generating");
}

/// The responses take longer than a future is awaited, so that most futures are dropped during a poll.
#[tokio::test(start_paused = true)]
async fn dropping_the_future_of_an_update_loses_nothing() {
    let host = ScriptedHost::start();
    let [queued, completed] = [status("queued"), completed()]
        .map(|(_, body)| ScriptedResponse::raw(200).pause(Duration::from_secs(5)).send(whole(&body)));
    host.script(move |arrival| {
        Responder::Fixed(if arrival.number < 2 { queued.clone() } else { completed.clone() })
    });
    let mut updates = pin!(client(host.base_url()).updates_with(&submitted(), &every(10)));
    let (mut texts, mut dropped) = (Vec::new(), 0);
    host.run(async {
        loop {
            match timeout(Duration::from_secs(1), updates.next()).await {
                Ok(Some(update)) => texts.push(text(update)),
                Ok(None) => break,
                Err(_) => dropped += 1,
            }
        }
    })
    .await;
    assert_eq!(texts, ["1: queued, next in 10 s", "2: queued, next in 10 s", "https://example.com/1.mp4"]);
    assert!(dropped >= 40, "{dropped}");
    assert_eq!(times(&host), [10.0, 25.0, 40.0]);
}

/// The bytes of a response, head and body.
fn whole(body: &serde_json::Value) -> Vec<u8> {
    let body = body.to_string();
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    (head + &body).into_bytes()
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_is_slow_skips_no_update_and_delays_no_more_than_itself() {
    let host = host_with_responses(&[status("queued"), status("generating"), completed()]);
    let mut updates = pin!(client(host.base_url()).updates_with(&submitted(), &every(10)));
    let mut texts = Vec::new();
    host.run(async {
        while let Some(update) = updates.next().await {
            texts.push(text(update));
            sleep(Duration::from_secs(60)).await;
        }
    })
    .await;
    assert_eq!(texts.len(), 3);
    assert_eq!(times(&host), [10.0, 70.0, 130.0]);
}

#[tokio::test(start_paused = true)]
async fn the_stream_borrows_nothing_so_that_a_task_can_own_it() {
    let host = host_with_responses(&[completed()]);
    let updates = client(host.base_url()).updates(&submitted());
    let task = tokio::spawn(collect(updates));
    let updates = host.run(task).await.unwrap();
    assert_eq!(updates.last().unwrap().1, "https://example.com/1.mp4");
}

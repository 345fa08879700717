//! What `tracing` tells of a job's life, and that it tells no prompt and no key.
#![cfg(all(feature = "simulator", feature = "tracing"))]

#[path = "support/collector.rs"]
mod collector;
mod support;

use std::time::Duration;

use aimlapi_kling::{
    Client, ClientRequestId, WaitPolicy,
    simulator::{Exchange, Fault, KEY, Operation, Simulator},
    types::V1ProImageToVideo,
};
use collector::Collector;
use support::request;
use tracing::Level;

/// The first poll and the first submission go wrong.
async fn simulator() -> Simulator {
    let faults = |exchange: &Exchange<'_>| match (exchange.operation, exchange.number) {
        (Operation::Submit, 0) => Some(Fault::refuse(429).retry_after("0")),
        (Operation::Poll, 0) => Some(Fault::refuse(503)),
        _ => None,
    };
    Simulator::builder().instant().faults(faults).start().await.unwrap()
}

async fn a_life(client: &Client) -> String {
    let name: ClientRequestId = "order-4711".parse().unwrap();
    let job = client.submit_as(&name, request()).await.unwrap();
    let policy =
        WaitPolicy::new().first(Duration::ZERO).interval(Duration::ZERO).max_interval(Duration::ZERO);
    let video = client.wait_with(&job, &policy, |_| {}).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    video.download_to(folder.path().join("1.mp4")).await.unwrap();
    client.find_submission(&name).await.unwrap();
    job.id().to_owned()
}

#[tokio::test]
async fn the_life_of_a_job() {
    let collector = Collector::default();
    let _told = tracing::subscriber::set_default(collector.clone());
    let simulator = simulator().await;
    let id = a_life(&simulator.client().build().unwrap()).await;
    let lines = collector.own(Level::INFO).join("\n").replace(&id, "[id]");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("tracing", lines);
    });
}

#[tokio::test]
async fn nothing_of_the_prompt_is_told_above_debug_and_nothing_of_the_key_at_all() {
    let collector = Collector::default();
    let _told = tracing::subscriber::set_default(collector.clone());
    let simulator = simulator().await;
    let client = simulator.client().build().unwrap();
    a_life(&client).await;
    let bad = simulator.client().validate(false).build().unwrap();
    let no_url = V1ProImageToVideo::new("A lighthouse");
    bad.submit(no_url.unlisted("lighthouse", 1)).await.unwrap_err();
    let lines = collector.lines();
    assert!(lines.iter().any(|(level, target, _)| target != "aimlapi_kling" && *level == Level::TRACE));
    for (level, target, text) in lines {
        assert!(!text.contains(KEY), "{level} {target}: {text}");
        if level <= Level::INFO {
            assert!(!text.contains("lighthouse"), "{level} {target}: {text}");
        }
    }
}

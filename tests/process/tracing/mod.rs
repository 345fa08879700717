//! What `tracing` reports of a job, without its prompt and the API key.

mod collector;

use std::time::Duration;

use aimlapi_kling::{
    Client, ClientRequestId, WaitPolicy,
    simulator::{Endpoint, Fault, IncomingRequest, KEY, Simulator},
    types::V1ProImageToVideo,
};
use collector::Collector;
use tracing::Level;

use crate::support::{request, snapshot::assert_snapshot};

/// The first submission and the first poll fail.
async fn simulator() -> Simulator {
    let faults = |request: &IncomingRequest<'_>| match (request.endpoint, request.number) {
        (Endpoint::Submit, 0) => Some(Fault::status(429).retry_after("0")),
        (Endpoint::Poll, 0) => Some(Fault::status(503)),
        _ => None,
    };
    Simulator::builder().instant().faults(faults).start().await.unwrap()
}

async fn run_job(client: &Client) -> String {
    let name: ClientRequestId = "order-4711".parse().unwrap();
    let job = client.submit_as(&name, request()).await.unwrap();
    let policy = WaitPolicy::new().interval(Duration::ZERO);
    let video = client.wait_with(&job, &policy, |_| {}).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    video.download_to(folder.path().join("1.mp4")).await.unwrap();
    client.find_submission(&name).await.unwrap();
    job.id().to_owned()
}

#[tokio::test]
async fn a_job_is_reported_from_submission_to_download() {
    let collector = Collector::default();
    let _default = tracing::subscriber::set_default(collector.clone());
    let simulator = simulator().await;
    let id = run_job(&simulator.client().build().unwrap()).await;
    let lines = collector.own(Level::INFO).join("\n").replace(&id, "[id]");
    assert_snapshot!("tracing", lines);
}

#[tokio::test]
async fn the_prompt_is_reported_at_debug_and_below_only_and_the_key_never() {
    let collector = Collector::default();
    let _default = tracing::subscriber::set_default(collector.clone());
    let simulator = simulator().await;
    let client = simulator.client().build().unwrap();
    run_job(&client).await;
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

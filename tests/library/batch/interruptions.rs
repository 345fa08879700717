//! A batch that is interrupted anywhere and repeated makes each video once.

use std::{pin::pin, time::Duration};

use aimlapi_kling::{
    batch::Batch,
    simulator::{Endpoint, Fault, IncomingRequest},
};
use futures_util::{TryStreamExt as _, stream};

use super::{Scene, all, simulator};
use crate::support::{clock::Clock, random::Random};

/// One request in four has a fault, and the tenth request for the same thing has none any more.
fn faults(request: &IncomingRequest<'_>) -> Option<Fault> {
    let id = request.client_request_id.map(|id| id.as_str()).unwrap_or_default();
    let seed = id.bytes().fold(request.number as u64, |seed, byte| seed.wrapping_mul(31) + u64::from(byte));
    if request.number >= 10 {
        return None;
    }
    match (request.endpoint, seed % 16) {
        (Endpoint::Submit, 0) => Some(Fault::close().after_processing()),
        (Endpoint::Submit, 1) => Some(Fault::status(504).after_processing()),
        (Endpoint::Submit, 2) => Some(Fault::status(429)),
        (Endpoint::Poll, 0 | 1) => Some(Fault::status(503)),
        (Endpoint::Poll, 2) => Some(Fault::close()),
        (Endpoint::Log, 0 | 1) => Some(Fault::status(502)),
        (Endpoint::Video, 0 | 1) => Some(Fault::close()),
        (Endpoint::Video, 2) => Some(Fault::truncate(700)),
        _ => None,
    }
}

/// Runs a batch, and drops it after this number of events.
async fn run_until(batch: Batch, scene: &Scene, count: usize, events: usize) {
    let items = stream::iter(scene.items(count));
    Clock::in_steps(Duration::from_millis(100))
        .run(async move {
            let mut stream = pin!(batch.run(items));
            for _ in 0..events {
                if stream.try_next().await.unwrap().is_none() {
                    break;
                }
            }
        })
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_is_dropped_and_repeated_loses_nothing_and_pays_for_nothing_twice() {
    let scene = Scene::new(simulator().log_delay(Duration::from_secs(3)).faults(faults)).await;
    let mut random = Random(12);
    for _ in 0..12 {
        let events = random.below(25);
        run_until(scene.batch().await.in_flight(6).budget_usd(100.0), &scene, 30, events).await;
    }
    let lines = scene.run(scene.batch().await.in_flight(6).budget_usd(100.0), scene.items(30)).await;
    let unfinished: Vec<_> = lines.iter().filter(|line| !line.contains("downloaded")).collect();
    assert!(unfinished.is_empty(), "{unfinished:?}");
    scene.assert_videos(30);
    assert_eq!(scene.run(scene.batch().await, scene.items(30)).await, all(30, "downloaded before"));
}

//! What stops a batch, and what does not.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::{
    batch::{BatchEvent, ItemEnd},
    ledger::State,
    simulator::{Fault, IncomingRequest},
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::{
    io::copy_bidirectional,
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep},
};

use super::{Scene, all, is_submission, simulator};
use crate::support::clock::Clock;

#[tokio::test(start_paused = true)]
async fn out_of_credits_stops_the_submissions_and_what_runs_is_fetched() {
    let (is_empty, submissions) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicUsize::new(0)));
    let (empty, count) = (Arc::clone(&is_empty), Arc::clone(&submissions));
    let faults = move |request: &IncomingRequest<'_>| {
        let number = is_submission(request).then(|| count.fetch_add(1, Ordering::Relaxed))?;
        (empty.load(Ordering::Relaxed) && number >= 5).then(|| Fault::status(403))
    };
    let scene = Scene::new(simulator().faults(faults)).await;
    let lines = scene.run(scene.batch().await.in_flight(3), scene.items(20)).await;
    let ended = |end: &str| lines.iter().filter(|line| line.ends_with(end)).count();
    assert_eq!((ended(" downloaded"), ended("not started")), (5, 15));
    assert!(lines.contains(&"stopped Service(OutOfCredits)".to_owned()), "{lines:?}");
    // At most those that were sent before the first rejection arrived.
    assert!(submissions.load(Ordering::Relaxed) <= 5 + 3, "{submissions:?}");
    scene.assert_videos(5);

    is_empty.store(false, Ordering::Relaxed);
    scene.run(scene.batch().await.in_flight(3), scene.items(20)).await;
    scene.assert_videos(20);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_key_stops_the_submissions() {
    let scene = Scene::new(simulator()).await;
    let client =
        aimlapi_kling::Client::builder("wrong-key").base_url(scene.simulator.base_url()).build().unwrap();
    let lines = scene.run(scene.batch_of(client).await.in_flight(2), scene.items(6)).await;
    let mut expected = all(6, "not started");
    expected.push("stopped Service(Unauthorized)".to_owned());
    assert_eq!(lines, expected);
    scene.run(scene.batch().await, scene.items(6)).await;
    scene.assert_videos(6);
}

#[tokio::test(start_paused = true)]
async fn a_ban_of_ten_minutes_delays_a_batch_and_loses_nothing() {
    let start = Instant::now();
    let banned = move |_: &IncomingRequest<'_>| {
        let minutes = start.elapsed().as_secs() / 60;
        (1..11).contains(&minutes).then(|| Fault::status(429))
    };
    let builder = simulator().timeline(Duration::from_secs(30), Duration::from_secs(30)).faults(banned);
    let scene = Scene::new(builder).await;
    let lines = scene.run(scene.batch().await.in_flight(3), scene.items(9)).await;
    assert_eq!(lines, all(9, "downloaded"));
    assert!(start.elapsed() > Duration::from_secs(600));
    scene.assert_videos(9);
}

#[tokio::test(start_paused = true)]
async fn ten_minutes_without_a_network_delay_a_batch_and_lose_nothing() {
    let scene = Scene::new(simulator()).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let base_url = format!("http://{}", socket.local_addr().unwrap());
    let service = scene.simulator.base_url().trim_start_matches("http://").to_owned();
    // Until it listens, connections are refused.
    let network = tokio::spawn(async move {
        sleep(Duration::from_secs(600)).await;
        let listener = socket.listen(64).unwrap();
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            let mut far = TcpStream::connect(&service).await.unwrap();
            tokio::spawn(async move { copy_bidirectional(&mut near, &mut far).await });
        }
    });
    let start = Instant::now();
    let client = scene.simulator.client().base_url(base_url).build().unwrap();
    let batch = scene.batch_of(client).await.in_flight(3).budget_usd(50.0);
    let lines = scene.run(batch, scene.items(7)).await;
    assert_eq!(lines, all(7, "downloaded"));
    assert!(start.elapsed() > Duration::from_secs(600));
    scene.assert_videos(7);
    network.abort();
}

#[tokio::test(start_paused = true)]
async fn a_stopped_batch_takes_no_more_requests_and_fetches_what_runs() {
    let scene = Scene::new(simulator()).await;
    let batch = scene.batch().await.in_flight(3);
    let handle = batch.stop_handle();
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&taken);
    let items = stream::iter(scene.items(20)).inspect(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    let (mut downloaded, mut stops) = (0, Vec::new());
    Clock::in_steps(Duration::from_millis(100))
        .run(async {
            let mut events = pin!(batch.run(items));
            while let Some(event) = events.try_next().await.unwrap() {
                match event {
                    BatchEvent::Changed { record, .. } if record.state() == State::Submitted => handle.stop(),
                    BatchEvent::Ended { end: ItemEnd::Downloaded(_), .. } => downloaded += 1,
                    BatchEvent::Stopped(reason) => stops.push(format!("{reason:?}")),
                    _ => {}
                }
            }
        })
        .await;
    assert_eq!(stops, ["Requested"]);
    assert!((1..=3).contains(&downloaded), "{downloaded}");
    assert!(taken.load(Ordering::Relaxed) <= 4, "{taken:?}");
    scene.assert_videos(downloaded);
    scene.run(scene.batch().await, scene.items(20)).await;
    scene.assert_videos(20);
}

//! Many unknown submissions are looked up with one scan of the request log.
//!
//! `LOOK_UP_ROWS` and `LOOK_UP_NAMES` set the size of the log and the number of submissions.

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use aimlapi_kling::{
    Client, ClientRequestId, LogQuery, Submission,
    simulator::{Endpoint, IncomingRequest, Simulator},
};
use futures_util::{StreamExt as _, stream};
use tokio::time::{Instant, sleep};

use crate::support::{clock::Clock, request};

const PAGE: usize = 100;

fn setting(name: &str, default: usize) -> usize {
    let text = env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is not a number: {text:?}")))
}

fn name(number: usize) -> ClientRequestId {
    format!("row-{number}").parse().expect("it is well-formed")
}

async fn fill(client: &Client, rows: usize) {
    let submissions = (0..rows).map(|number| async move {
        client.submit_as(&name(number), request()).await.unwrap();
    });
    stream::iter(submissions).buffer_unordered(32).count().await;
}

/// The number of names that are found one by one.
async fn find_one_by_one(client: &Client, names: &[ClientRequestId]) -> usize {
    let mut found = 0;
    for name in names {
        // The service allows 200 requests for the log a minute.
        sleep(Duration::from_secs(60)).await;
        let submission = client.find_submission(name).await.unwrap();
        found += usize::from(matches!(submission, Submission::Found(_)));
    }
    found
}

#[tokio::test(start_paused = true)]
async fn many_submissions_are_looked_up_with_one_scan_of_the_log() {
    let (rows, count) = (setting("LOOK_UP_ROWS", 1500), setting("LOOK_UP_NAMES", 15));
    let pages = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&pages);
    let count_pages = move |request: &IncomingRequest<'_>| {
        counted.fetch_add(usize::from(request.endpoint == Endpoint::Log), Relaxed);
        None
    };
    let simulator = Simulator::builder().instant().faults(count_pages).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let clock = Clock::in_steps(Duration::from_millis(20));
    clock.run(fill(&client, rows)).await;
    let names: Vec<_> = (0..count).map(|number| name(number * (rows / count))).collect();

    let start = Instant::now();
    let found = clock.run(client.find_submissions(&names, LogQuery::all())).await.unwrap();
    let (of_scan, time) = (pages.swap(0, Relaxed), start.elapsed());
    assert_eq!(found.len(), count);
    assert_eq!(of_scan, rows.div_ceil(PAGE));
    eprintln!("{count} of {rows} in one scan: {of_scan} pages, {} s", time.as_secs());

    let start = Instant::now();
    assert_eq!(clock.run(find_one_by_one(&client, &names)).await, count);
    let (of_each, time) = (pages.load(Relaxed), start.elapsed());
    eprintln!("{count} of {rows} one by one: {of_each} pages, {} s", time.as_secs());
    assert!(of_each >= count * of_scan / 2, "{of_each} pages");
}

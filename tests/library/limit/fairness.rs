//! Kinds of requests take turns, and a request that is dropped leaves the queue.

use std::sync::{Arc, Mutex};

use aimlapi_kling::{
    AdaptiveRateLimit, RateLimit as _,
    RequestKind::{self, Poll, Query, Submission},
};
use tokio::{
    task::{JoinSet, yield_now},
    time::{Instant, timeout},
};

use super::seconds;

/// Requests in the order in which they left, with the second.
type Departures = Arc<Mutex<Vec<(u64, RequestKind)>>>;

/// Adds requests to the queue.
async fn queue(
    limit: &Arc<AdaptiveRateLimit>,
    tasks: &mut JoinSet<()>,
    departures: &Departures,
    kind: RequestKind,
    count: usize,
) {
    let start = Instant::now();
    for _ in 0..count {
        let (limit, departures) = (Arc::clone(limit), Arc::clone(departures));
        tasks.spawn(async move {
            limit.acquire(kind).await;
            departures.lock().unwrap().push((start.elapsed().as_secs(), kind));
        });
    }
    yield_now().await;
}

#[tokio::test(start_paused = true)]
async fn submissions_and_the_request_log_do_not_wait_for_ten_thousand_polls() {
    let (limit, departures) = (Arc::new(AdaptiveRateLimit::per_minute(60)), Departures::default());
    let mut tasks = JoinSet::new();
    queue(&limit, &mut tasks, &departures, Poll, 10_000).await;
    queue(&limit, &mut tasks, &departures, Submission, 2).await;
    queue(&limit, &mut tasks, &departures, Query, 1).await;
    while departures.lock().unwrap().len() < 8 {
        tasks.join_next().await.unwrap().unwrap();
    }
    let first = departures.lock().unwrap()[..8].to_vec();
    assert_eq!(
        first,
        [(0, Poll), (1, Poll), (2, Submission), (3, Query), (4, Poll), (5, Submission), (6, Poll), (7, Poll)]
    );
}

#[tokio::test(start_paused = true)]
async fn polls_do_not_wait_for_ten_thousand_submissions() {
    let (limit, departures) = (Arc::new(AdaptiveRateLimit::per_minute(60)), Departures::default());
    let mut tasks = JoinSet::new();
    queue(&limit, &mut tasks, &departures, Submission, 10_000).await;
    queue(&limit, &mut tasks, &departures, Poll, 100).await;
    tokio::time::sleep(seconds(100)).await;
    let departures = departures.lock().unwrap();
    let polls = departures.iter().filter(|(second, kind)| (2..100).contains(second) && *kind == Poll);
    assert_eq!(polls.count(), 49);
}

#[tokio::test(start_paused = true)]
async fn requests_of_a_kind_leave_in_the_order_of_their_arrival() {
    let limit = Arc::new(AdaptiveRateLimit::per_minute(60));
    let (order, mut tasks) = (Arc::new(Mutex::new(Vec::new())), JoinSet::new());
    for number in 0..50 {
        let (limit, order) = (Arc::clone(&limit), Arc::clone(&order));
        tasks.spawn(async move {
            limit.acquire(Poll).await;
            order.lock().unwrap().push(number);
        });
    }
    tasks.join_all().await;
    assert_eq!(*order.lock().unwrap(), (0..50).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_dropped_gives_its_turn_to_the_next_one() {
    let limit = AdaptiveRateLimit::per_minute(1);
    let start = Instant::now();
    limit.acquire(Poll).await;
    // The first in its line, and then one behind it.
    let dropped = async {
        timeout(seconds(30), limit.acquire(Poll)).await.unwrap_err();
    };
    let also_dropped = async {
        timeout(seconds(40), limit.acquire(Poll)).await.unwrap_err();
    };
    let next = async {
        limit.acquire(Poll).await;
        start.elapsed().as_secs()
    };
    let (_, _, next) = tokio::join!(dropped, also_dropped, next);
    assert_eq!(next, 60);
}

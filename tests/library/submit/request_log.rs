//! The request log as a whole: filters, pages, and many submissions in one scan.

use std::{
    pin::pin,
    time::{Duration, SystemTime},
};

use aimlapi_kling::{
    Client, ClientRequestId, Error, LogQuery,
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
    types::{V1_6StandardTextToVideo, V2MasterTextToVideo},
};
use futures_util::TryStreamExt as _;
use tokio::time::{Instant, sleep};

use crate::support::{clock::Clock, http, request};

async fn submit(client: &Client, id: &str) {
    let _ = client.submit_as(&id.parse().unwrap(), request()).await;
}

/// The client request ids of the rows.
async fn rows(client: &Client, query: LogQuery) -> Result<Vec<String>, Error> {
    let rows = pin!(client.request_log(query));
    rows.map_ok(|row| row.client_request_id().unwrap().to_string()).try_collect().await
}

#[tokio::test(start_paused = true)]
async fn rows_are_filtered_by_time_model_and_status() {
    let clock = Clock::new();
    let mut hold = clock.hold();
    let start = SystemTime::now();
    let invalid = |request: &IncomingRequest<'_>| {
        let is_third = request.client_request_id.is_some_and(|id| id.as_str() == "c");
        (request.endpoint == Endpoint::Submit && is_third).then(|| Fault::status(503).after_processing())
    };
    let simulator = Simulator::builder().instant().faults(invalid).start().await.unwrap();
    let client = simulator.client().validate(false).build().unwrap();
    submit(&client, "a").await;
    hold = hold.pause(&clock, Duration::from_secs(3600)).await;
    let other = V2MasterTextToVideo::new("A lighthouse");
    client.submit_as(&"b".parse().unwrap(), other).await.unwrap();
    hold = hold.pause(&clock, Duration::from_secs(3600)).await;
    submit(&client, "c").await;
    let refused = V1_6StandardTextToVideo::new("A lighthouse").cfg_scale(7.0);
    assert!(client.submit_as(&"d".parse().unwrap(), refused).await.unwrap_err().is_invalid_request());
    let _hold = hold.pause(&clock, Duration::from_secs(1)).await;

    let minutes = |minutes: u64| start + Duration::from_secs(minutes * 60);
    let (standard, master) = ("kling-video/v1.6/standard/text-to-video", "klingai/v2-master-text-to-video");
    for (query, expected) in [
        (LogQuery::all(), vec!["d", "c", "b", "a"]),
        (LogQuery::last(Duration::from_secs(1800)), vec!["d", "c"]),
        (LogQuery::last(Duration::from_secs(7200)), vec!["d", "c", "b"]),
        (LogQuery::between(minutes(30), minutes(90)), vec!["b"]),
        (LogQuery::between(minutes(30), minutes(180)).model(standard), vec!["d", "c"]),
        (LogQuery::all().model(master), vec!["b"]),
        (LogQuery::all().failed(), vec!["d"]),
        (LogQuery::all().model(standard).succeeded(), vec!["c", "a"]),
    ] {
        assert_eq!(rows(&client, query.clone()).await.unwrap(), expected, "{query:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_row_that_moves_to_the_next_page_is_returned_once() {
    let clock = Clock::in_steps(Duration::from_millis(20));
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let test = async {
        for number in 0..150 {
            submit(&client, &format!("old-{number}")).await;
        }
        let mut stream = pin!(client.request_log(LogQuery::all()));
        let mut ids = Vec::new();
        while let Some(row) = stream.try_next().await.unwrap() {
            ids.push(row.client_request_id().unwrap().to_string());
            if ids.len() == 100 {
                for number in 0..7 {
                    submit(&client, &format!("new-{number}")).await;
                }
            }
        }
        let expected: Vec<_> = (0..150).rev().map(|number| format!("old-{number}")).collect();
        assert_eq!(ids, expected);
    };
    clock.run(test).await;
}

#[tokio::test(start_paused = true)]
async fn many_submissions_are_found_with_one_scan() {
    let clock = Clock::in_steps(Duration::from_millis(20));
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let test = async {
        for number in 0..450 {
            submit(&client, &format!("order-{}", number % 440)).await;
        }
        let ids: Vec<ClientRequestId> =
            (5..500).map(|number| format!("order-{number}").parse().unwrap()).collect();
        let start = Instant::now();
        let found = client.find_submissions(&ids, LogQuery::all()).await.unwrap();
        // Five pages, four pauses.
        assert!((1.2..2.0).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
        assert_eq!(found.len(), 435);
        for (id, rows) in &found {
            let number: usize = id.as_str()["order-".len()..].parse().unwrap();
            assert_eq!(rows.len(), if number < 10 { 2 } else { 1 }, "{id}");
            assert!(rows.iter().all(|row| row.client_request_id().as_ref() == Some(id)));
        }
        assert!(client.find_submissions([], LogQuery::all()).await.unwrap().is_empty());
    };
    clock.run(test).await;
}

#[tokio::test(start_paused = true)]
async fn the_log_of_the_simulator_accepts_200_requests_a_minute() {
    let clock = Clock::new();
    let hold = clock.hold();
    let simulator = Simulator::start().await.unwrap();
    let http = http();
    let url = format!("{}/v2/logs", simulator.base_url());
    let status = || async {
        let request = http.get(&url).bearer_auth(aimlapi_kling::simulator::KEY);
        request.send().await.unwrap().status().as_u16()
    };
    for _ in 0..200 {
        assert_eq!(status().await, 200);
    }
    assert_eq!(status().await, 429);
    let hold = hold.pause(&clock, Duration::from_secs(59)).await;
    assert_eq!(status().await, 429);
    let _hold = hold.pause(&clock, Duration::from_secs(1)).await;
    assert_eq!(status().await, 200);
}

#[tokio::test(start_paused = true)]
async fn a_scan_keeps_to_the_limit_of_the_log() {
    let clock = Clock::in_steps(Duration::from_millis(20));
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let test = async {
        for number in 0..2_500 {
            submit(&client, &format!("order-{number}")).await;
        }
        // Nine scans of 25 pages are more than 200 requests.
        for _ in 0..9 {
            assert_eq!(rows(&client, LogQuery::all()).await.unwrap().len(), 2_500);
            sleep(Duration::from_millis(300)).await;
        }
    };
    clock.run(test).await;
}

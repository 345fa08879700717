//! The simulator's log has a row for every submission, and its responses have the ids and the cost.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aimlapi_kling::{
    reqwest::Response,
    simulator::{KEY, Simulator},
};
use serde_json::{Value, json};

use crate::support::{clock::Clock, http, request};

const MODEL: &str = "kling-video/v1.6/standard/text-to-video";

async fn create(simulator: &Simulator, name: Option<&str>, body: &Value) -> Response {
    let url = format!("{}/v2/video/generations", simulator.base_url());
    let request = http().post(url).bearer_auth(KEY).body(body.to_string());
    let request = name.into_iter().fold(request, |request, name| request.header("x-client-request-id", name));
    request.send().await.unwrap()
}

async fn get(simulator: &Simulator, path: &str) -> Response {
    let url = format!("{}{path}", simulator.base_url());
    let request = http().get(url).bearer_auth(KEY);
    request.header("x-client-request-id", "order-2").send().await.unwrap()
}

async fn log(simulator: &Simulator, query: &str) -> Value {
    get(simulator, &format!("/v2/logs{query}")).await.json().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

fn body() -> Value {
    json!({ "model": MODEL, "prompt": "A lighthouse" })
}

#[tokio::test]
async fn accepted_and_refused_submissions_have_a_row() {
    let simulator = Simulator::start().await.unwrap();
    let accepted = create(&simulator, Some("order-1"), &body()).await;
    let refused = create(&simulator, None, &json!({ "model": MODEL })).await;
    let nothing = create(&simulator, None, &json!([])).await;
    assert_eq!(
        [accepted.status(), refused.status(), nothing.status()].map(|one| one.as_u16()),
        [200, 400, 400]
    );
    let ids = [&accepted, &refused, &nothing].map(|one| header(one, "x-inference-id").unwrap().to_owned());
    let accepted: Value = accepted.json().await.unwrap();
    assert_eq!(accepted["id"], ids[0]);

    let mut log = log(&simulator, "").await;
    for row in log["data"].as_array_mut().unwrap() {
        let created = row["created"].take();
        assert_eq!(created.as_str().map(str::len), Some("2026-07-02T03:04:05.000Z".len()), "{created}");
        let request_id = row["request_id"].take();
        assert_eq!(request_id.as_str().map(str::len), Some(36), "{request_id}");
    }
    let row = |status: &str, model: &str, usd: f64, credits: u32, id: &str, name: Option<&str>| {
        json!({
            "created": null,
            "status": status,
            "origin": "api",
            "model": model,
            "cost": { "usd": usd, "credits": credits },
            "tokens": { "input": 0, "output": 0, "total": 0 },
            "request_id": null,
            "inference_id": id,
            "client_request_id": name,
        })
    };
    let expected = json!({
        "data": [
            row("failed", "", 0.0, 0, &ids[2], None),
            row("failed", MODEL, 0.0, 0, &ids[1], None),
            row("succeeded", MODEL, 0.28, 560_000, &ids[0], Some("order-1")),
        ],
        "pagination": { "limit": 50, "offset": 0, "total": 3, "has_more": false },
    });
    assert_eq!(log, expected);
}

#[tokio::test]
async fn responses_have_ids_and_cost() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let created = create(&simulator, Some("order-1"), &body()).await;
    assert_eq!(header(&created, "x-client-request-id"), Some("order-1"));
    assert_eq!(header(&created, "x-aimlapi-credits-used"), Some("560000"));
    assert_eq!(header(&created, "x-aimlapi-usd-spent"), Some("0.28"));
    let id = header(&created, "x-inference-id").unwrap().to_owned();

    let endpoint = "/v2/video/generations";
    let mut ids = vec![id.clone()];
    for path in [&*format!("{endpoint}?generation_id={id}"), endpoint, "/v2/logs", "/nowhere"] {
        let response = get(&simulator, path).await;
        assert_eq!(header(&response, "x-client-request-id"), Some("order-2"), "{path}");
        assert_eq!(header(&response, "x-aimlapi-credits-used"), None, "{path}");
        ids.push(header(&response, "x-inference-id").unwrap().to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5);

    let generation =
        simulator.client().build().unwrap().retrieve(&aimlapi_kling::Job::from_id(&id)).await.unwrap();
    assert_eq!((generation.credits_used(), generation.usd_spent()), (Some(560_000.0), Some(0.28)));
}

#[tokio::test]
async fn a_malformed_client_request_id_is_dropped() {
    let simulator = Simulator::start().await.unwrap();
    let longest = "a".repeat(128);
    let names =
        [("order 1", false), ("", false), ("a/b", false), (&"a".repeat(129), false), (&longest, true)];
    for (name, is_kept) in names {
        let response = create(&simulator, Some(name), &body()).await;
        assert_eq!(response.status(), 200);
        assert_eq!(header(&response, "x-client-request-id"), is_kept.then_some(name));
        let row = &log(&simulator, "?limit=1").await["data"][0];
        assert_eq!(row["client_request_id"].as_str(), is_kept.then_some(name));
        let kept = simulator.accepted().pop().unwrap().client_request_id;
        assert_eq!(kept.as_ref().map(|name| name.as_str()), is_kept.then_some(name));
    }
}

#[tokio::test]
async fn the_log_has_pages() {
    let simulator = Simulator::start().await.unwrap();
    let client = simulator.client().build().unwrap();
    for number in 0..5 {
        client.submit_as(&format!("order-{number}").parse().unwrap(), request()).await.unwrap();
    }
    let cases = [
        ("?limit=2", vec![4, 3], json!({ "limit": 2, "offset": 0, "total": 5, "has_more": true })),
        ("?limit=2&offset=2", vec![2, 1], json!({ "limit": 2, "offset": 2, "total": 5, "has_more": true })),
        ("?limit=2&offset=3", vec![1, 0], json!({ "limit": 2, "offset": 3, "total": 5, "has_more": false })),
        ("?limit=100&offset=9", vec![], json!({ "limit": 100, "offset": 9, "total": 5, "has_more": false })),
        ("?offset=4&period=1h", vec![0], json!({ "limit": 50, "offset": 4, "total": 5, "has_more": false })),
    ];
    for (query, orders, pagination) in cases {
        let log = log(&simulator, query).await;
        let names: Vec<_> =
            log["data"].as_array().unwrap().iter().map(|row| row["client_request_id"].clone()).collect();
        let orders: Vec<_> = orders.iter().map(|number| json!(format!("order-{number}"))).collect();
        assert_eq!((names, &log["pagination"]), (orders, &pagination), "{query}");
    }
}

#[tokio::test(start_paused = true)]
async fn rows_appear_late_and_leave_the_period() {
    let clock = Clock::new();
    let _hold = clock.hold();
    let simulator = Simulator::builder().log_delay(Duration::from_secs(3600)).start().await.unwrap();
    create(&simulator, None, &body()).await;
    let submitted = tokio::time::Instant::now();
    let mut seen = Vec::new();
    for age in [0, 3599, 3600, 7200, 7201, 86_400, 86_401] {
        tokio::time::advance(Duration::from_secs(age) - submitted.elapsed()).await;
        let mut totals = Vec::new();
        for query in ["", "?period=2h", "?period=1d", "?period=18446744073709551615d"] {
            totals.push(log(&simulator, query).await["pagination"]["total"].clone());
        }
        seen.push(json!([age, totals]));
    }
    let expected = json!([
        [0, [0, 0, 0, 0]],
        [3599, [0, 0, 0, 0]],
        [3600, [1, 1, 1, 1]],
        [7200, [1, 1, 1, 1]],
        [7201, [1, 0, 1, 1]],
        [86_400, [1, 0, 1, 1]],
        [86_401, [1, 0, 0, 1]],
    ]);
    assert_eq!(json!(seen), expected);
}

#[tokio::test]
async fn invalid_queries_are_refused() {
    let simulator = Simulator::start().await.unwrap();
    let limit = "must be an integer from 1 to 100";
    let offset = "must be an integer, 0 or more";
    let period = "must be a positive integer followed by h or d";
    let cases = [
        ("limit", "0", limit),
        ("limit", "101", limit),
        ("limit", "ten", limit),
        ("limit", "", limit),
        ("offset", "-1", offset),
        ("period", "0h", period),
        ("period", "7", period),
        ("period", "h", period),
        ("period", "1.5d", period),
        ("period", "-1d", period),
        ("period", "7w", period),
        ("status", "completed", "must be succeeded or failed"),
        ("start", "yesterday", "must be a time such as 2026-07-02T03:04:05Z"),
        ("end", "1790000000", "must be a time such as 2026-07-02T03:04:05Z"),
        ("key_prefix", "abc", "is not supported by the simulator"),
    ];
    for (name, value, expected) in cases {
        let response = get(&simulator, &format!("/v2/logs?{name}={value}")).await;
        assert_eq!(response.status(), 400);
        let response: Value = response.json().await.unwrap();
        assert_eq!(response["message"], format!("Query validation error: {name}: {expected}"));
        assert_eq!(response["path"], "/v2/logs");
    }
}

#[tokio::test]
async fn the_log_requires_the_key() {
    let simulator = Simulator::start().await.unwrap();
    let url = format!("{}/v2/logs", simulator.base_url());
    let response = http().get(url).send().await.unwrap();
    assert_eq!(response.status(), 401);

    let url = format!("{}/v2/video/generations", simulator.base_url());
    let refused = http().post(url).body(body().to_string()).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    assert_eq!(log(&simulator, "").await["data"], json!([]), "requests without the key are in no log");
}

#[tokio::test(start_paused = true)]
async fn rows_have_their_time() {
    let clock = Clock::new();
    let _hold = clock.hold();
    let before = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let simulator = Simulator::start().await.unwrap();
    let after = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    for months in 0..13 {
        create(&simulator, None, &body()).await;
        let created = log(&simulator, "?limit=1").await["data"][0]["created"].as_str().unwrap().to_owned();
        let passed = months * Duration::from_secs(31 * 24 * 3600);
        let earliest = before + passed - Duration::from_millis(1);
        assert!((earliest..=after + passed).contains(&age(&created)), "{created}");
        tokio::time::advance(Duration::from_secs(31 * 24 * 3600)).await;
    }
}

/// The time since 1970 of a moment such as `2026-07-02T03:04:05.000Z`.
fn age(moment: &str) -> Duration {
    assert!(moment.ends_with('Z'), "{moment}");
    let numbers: Vec<u64> =
        moment.trim_end_matches('Z').split(['-', 'T', ':', '.']).map(|part| part.parse().unwrap()).collect();
    let [year, month, day, hour, minute, second, millisecond] = numbers[..] else { panic!("{moment}") };
    let is_leap = |year: u64| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let years: u64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = years + months[..month as usize - 1].iter().sum::<u64>() + day - 1;
    Duration::from_secs(((days * 24 + hour) * 60 + minute) * 60 + second) + Duration::from_millis(millisecond)
}

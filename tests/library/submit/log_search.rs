//! A submission that cannot be looked up is not reported as not accepted.

use std::time::{Duration, SystemTime};

use aimlapi_kling::{ClientRequestId, Submission};
use serde_json::{Value, json};

use crate::support::{
    client,
    host::{ScriptedHost, ScriptedResponse},
};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn id() -> ClientRequestId {
    "order-4711".parse().unwrap()
}

fn row(inference_id: &str, status: &str) -> Value {
    json!({
        "created": "2026-07-02T03:04:05.678Z",
        "status": status,
        "model": "kling-video/v1.6/standard/text-to-video",
        "inference_id": inference_id,
        "client_request_id": "order-4711",
    })
}

fn page(rows: &[Value], has_more: bool) -> ScriptedResponse {
    ScriptedResponse::json(&json!({ "data": rows, "pagination": { "has_more": has_more } }))
}

/// Looks up a submission. Returns the period that was searched, too.
async fn find_in(pages: Vec<ScriptedResponse>, sent: SystemTime) -> (Submission, String) {
    let host = ScriptedHost::start();
    host.play(pages);
    let client = client(host.base_url());
    let found = host.run(client.find_submission_since(&id(), sent)).await.unwrap();
    let (_, period) =
        host.requests()[0].path().rsplit_once("period=").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    (found, period)
}

/// Looks up a submission in an empty log. The server's clock is ahead by `clock` seconds, if it sends its time.
async fn find(age: Duration, clock: Option<i64>) -> (Submission, String) {
    let now = SystemTime::now();
    let page = match clock {
        Some(seconds) if seconds < 0 => now - Duration::from_secs(seconds.unsigned_abs()),
        seconds => now + Duration::from_secs(seconds.unwrap_or_default().unsigned_abs()),
    };
    let page = match clock {
        Some(_) => self::page(&[], false).header("date", httpdate::fmt_http_date(page)),
        None => self::page(&[], false),
    };
    find_in(vec![page], now - age).await
}

#[tokio::test(start_paused = true)]
async fn a_submission_older_than_the_log_is_inconclusive() {
    assert_eq!(find(91 * DAY, None).await, (Submission::NotFound, "2186h".to_owned()));
    assert_eq!(find(92 * DAY, None).await, (Submission::Inconclusive, "2208h".to_owned()));
    assert_eq!(find(400 * DAY, Some(0)).await, (Submission::Inconclusive, "2208h".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_submission_in_the_future_is_inconclusive() {
    let host = ScriptedHost::start();
    host.play([page(&[], false)]);
    let client = client(host.base_url());
    let future = SystemTime::now() + DAY;
    let found = host.run(client.find_submission_since(&id(), future)).await.unwrap();
    assert_eq!(found, Submission::Inconclusive);
    // The search covers a day, since the age is unknown.
    assert!(host.requests()[0].path().ends_with("period=26h"));
}

#[tokio::test(start_paused = true)]
async fn the_clock_of_the_server_counts_too() {
    let hour = Duration::from_secs(3600);
    assert_eq!(find(hour, Some(0)).await.0, Submission::NotFound);
    // The clock of this machine is ahead, so the submission was sent just now, or in the future.
    assert_eq!(find(hour, Some(-3000)).await.0, Submission::Inconclusive);
    assert_eq!(find(hour, Some(-7200)).await.0, Submission::Inconclusive);
    // It is behind, so the submission may be older than the period that was searched.
    assert_eq!(find(hour, Some(3 * 3600)).await.0, Submission::Inconclusive);
    assert_eq!(find(Duration::from_secs(60), Some(3000)).await.0, Submission::Inconclusive);
}

#[tokio::test(start_paused = true)]
async fn every_row_of_a_client_request_id_is_found() {
    let other = json!({ "client_request_id": "order-4712", "inference_id": "x", "status": "succeeded" });
    let pages = vec![
        page(&[row("a", "failed"), row("b", "succeeded"), other], true),
        // A new row moved the last one to this page.
        page(&[row("b", "succeeded"), row("c", "succeeded")], false),
    ];
    let (found, _) = find_in(pages, SystemTime::now()).await;
    let ids: Vec<_> = found.jobs().iter().map(|job| job.id().to_owned()).collect();
    assert_eq!(ids, ["b", "c"]);
    let Submission::Found(entries) = found else { panic!("{found:?}") };
    let ids: Vec<_> =
        entries.iter().map(|entry| (entry.body()["inference_id"].as_str(), entry.is_failed())).collect();
    assert_eq!(ids, [(Some("b"), false), (Some("c"), false), (Some("a"), true)]);
    let (failed, _) = find_in(vec![page(&[row("a", "failed")], false)], SystemTime::now()).await;
    assert!(matches!(&failed, Submission::Found(entries) if entries.len() == 1));
    assert_eq!(failed.jobs(), []);
}

#[tokio::test(start_paused = true)]
async fn the_job_of_a_row_has_its_model_and_time() {
    let (found, _) = find_in(vec![page(&[row("a", "succeeded")], false)], SystemTime::now()).await;
    let job = &found.jobs()[0];
    assert_eq!(job.model_id(), Some("kling-video/v1.6/standard/text-to-video"));
    assert_eq!(job.client_request_id(), Some(&id()));
    let time = httpdate::parse_http_date("Thu, 02 Jul 2026 03:04:05 GMT").unwrap();
    assert_eq!(job.submitted_at(), Some(time));
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_row_is_converted_exactly() {
    let cases = [
        ("1970-01-01T00:00:00Z", Some("Thu, 01 Jan 1970 00:00:00 GMT")),
        ("2000-02-29T23:59:59.999Z", Some("Tue, 29 Feb 2000 23:59:59 GMT")),
        ("2027-12-31T12:00:00.000Z", Some("Fri, 31 Dec 2027 12:00:00 GMT")),
        ("2028-03-01T00:00:00Z", Some("Wed, 01 Mar 2028 00:00:00 GMT")),
        ("2100-03-01T00:00:00Z", Some("Mon, 01 Mar 2100 00:00:00 GMT")),
        ("1969-12-31T23:59:59Z", None),
        ("2026-13-01T00:00:00Z", None),
        ("2026-07-02T03:04:05+02:00", None),
        ("2026-07-02", None),
        ("yesterday", None),
    ];
    for (created, expected) in cases {
        let mut row = row("a", "succeeded");
        row["created"] = created.into();
        let (found, _) = find_in(vec![page(&[row], false)], SystemTime::now()).await;
        let time = found.jobs()[0].submitted_at().map(httpdate::fmt_http_date);
        assert_eq!(time.as_deref(), expected, "{created}");
    }
}

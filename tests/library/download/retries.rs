//! Transient errors are retried with growing back-off, and progress resets their count.

use std::{
    io,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use aimlapi_kling::{
    Client, Job,
    reqwest::{
        self,
        dns::{Name, Resolve, Resolving},
    },
};
use serde_json::json;
use tokio::time::Instant;

use super::{
    OVERLAP, TargetFolder, bytes, complete, download, from, interrupted_after, ranges, rest,
    rest_interrupted_at, run, run_to_end, times, whole,
};
use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    video::{ID, completed},
};

#[tokio::test(start_paused = true)]
async fn the_back_off_doubles_until_the_sixth_transient_error() {
    for status in ["408 Request Timeout", "429 Too Many Requests", "500 Internal Server Error", "503 Busy"] {
        let folder = TargetFolder::new();
        let (outcome, host) = run(&folder, vec![ScriptedResponse::empty(status); 6]).await;
        let error = outcome.unwrap_err();
        let status = reqwest::StatusCode::from_u16(status[..3].parse().unwrap()).unwrap();
        assert_eq!(error.to_string(), format!("the host of the video answered {status} (generation abc)"));
        assert!(error.is_download());
        assert_eq!(times(&host), [0.0, 1.094, 3.469, 7.594, 16.592, 36.088]);
        folder.assert_empty();
    }
}

#[tokio::test(start_paused = true)]
async fn five_consecutive_transient_errors_are_tolerated() {
    let folder = TargetFolder::new();
    let mut script = vec![ScriptedResponse::empty("502 Bad Gateway"); 5];
    script.push(complete());
    let times: Vec<_> = run_to_end(&folder, script).await.into_iter().map(|(at, _)| at).collect();
    assert_eq!(times, [0.0, 1.094, 3.469, 7.594, 16.592, 36.088]);
}

/// Resolves no name, and records when it was asked.
struct FailingResolver(Instant, Arc<Mutex<Vec<f64>>>);

impl Resolve for FailingResolver {
    fn resolve(&self, _: Name) -> Resolving {
        self.1.lock().unwrap().push(self.0.elapsed().as_secs_f64());
        Box::pin(async { Err(io::Error::other("no such host").into()) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_connection_is_retried() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let times = Arc::default();
    let resolver = Arc::new(FailingResolver(Instant::now(), Arc::clone(&times)));
    let client = Client::builder(KEY)
        .base_url(host.base_url())
        .configure_http(move |http| http.dns_resolver(Arc::clone(&resolver)));
    host.play(vec![completed(json!({ "url": "http://nowhere.invalid/1.mp4" }))]);
    let (client, job) = (client.build().unwrap(), Job::from_id(ID));
    let video = host.run(client.wait(&job)).await.unwrap();
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    assert_eq!(error.to_string(), "downloading: no connection could be established (generation abc)");
    assert!(error.is_transport() && !error.is_timeout());
    assert_eq!(*times.lock().unwrap(), [0.0, 1.094, 3.469, 7.594, 16.592, 36.088]);
    folder.assert_empty();
}

#[tokio::test(start_paused = true)]
async fn progress_resets_the_count_of_errors() {
    const STEP: usize = 16 * 1024;
    let folder = TargetFolder::new();
    let mut script = vec![interrupted_after(STEP)];
    // The first retry, with its jitter, after each interruption.
    let time_of = |request: usize| (request * 1094) as f64 / 1000.0;
    let mut ranges = vec![(0.0, None)];
    for step in 2..10 {
        let there = STEP * (step - 1);
        script.push(rest_interrupted_at(there.saturating_sub(OVERLAP), STEP * step));
        ranges.push((time_of(step - 1), from(there.saturating_sub(OVERLAP))));
    }
    script.push(rest(STEP * 9 - OVERLAP));
    ranges.push((time_of(9), from(STEP * 9 - OVERLAP)));
    assert_eq!(run_to_end(&folder, script).await, ranges);
}

#[tokio::test(start_paused = true)]
async fn too_little_progress_does_not_reset_the_count_of_errors() {
    let folder = TargetFolder::new();
    let mut script = vec![interrupted_after(1000)];
    for step in 2..=6 {
        script.push(rest_interrupted_at(0, 1000 * step));
    }
    let (outcome, host) = run(&folder, script).await;
    let error = outcome.unwrap_err();
    let text = format!("downloading: the connection failed (generation abc){}", folder.kept_text(6000));
    assert_eq!(error.to_string(), text);
    assert!(error.is_transport() && !error.is_timeout());
    assert_eq!(host.requests().len(), 6);
    folder.assert_kept(6000);
}

/// Otherwise a host without ranges that is always interrupted would be retried endlessly.
#[tokio::test(start_paused = true)]
async fn receiving_the_same_bytes_again_is_not_progress() {
    let folder = TargetFolder::new();
    let broken = whole().send(&bytes()[..100_000]);
    // There is progress before the first interruption; five more are tolerated.
    let (outcome, host) = run(&folder, vec![broken; 6]).await;
    let text = "downloading: the connection failed (generation abc)";
    assert_eq!(outcome.unwrap_err().to_string(), text);
    let starts: Vec<_> = ranges(&host).into_iter().map(|(_, start)| start).collect();
    assert_eq!(starts, [None; 6]);
    folder.assert_empty();
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honored_up_to_a_minute_and_ends_the_download_beyond() {
    let date = |from_now: i64| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        httpdate::fmt_http_date(
            SystemTime::UNIX_EPOCH + Duration::from_secs(now.saturating_add_signed(from_now)),
        )
    };
    let cases = [
        ("7", Some(7.0)),
        ("60", Some(60.0)),
        ("0", Some(0.0)),
        (&date(-100), Some(0.0)),
        ("61", None),
        ("3600", None),
        ("4294967295", None),
        (&date(86_400), None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        // Invalid values count as none.
        ("99999999999999999999", Some(1.094)),
        ("-5", Some(1.094)),
        ("+5", Some(1.094)),
        ("1.5", Some(1.094)),
        ("soon", Some(1.094)),
        ("", Some(1.094)),
        ("Thu, 01 Jan 9999 00:00:00 GMT", Some(1.094)),
    ];
    for (value, delay) in cases {
        for status in ["429 Too Many Requests", "503 Service Unavailable"] {
            let folder = TargetFolder::new();
            let script = vec![ScriptedResponse::empty(status).header("retry-after", value), complete()];
            let (result, host) = run(&folder, script).await;
            match delay {
                Some(delay) => {
                    result.unwrap();
                    assert_eq!(ranges(&host), [(0.0, None), (delay, None)], "{value}");
                }
                None => {
                    let text = format!("the host of the video answered {status} (generation abc)");
                    assert_eq!(result.unwrap_err().to_string(), text, "{value}");
                    assert_eq!(ranges(&host), [(0.0, None)], "{value}");
                }
            }
        }
    }
}

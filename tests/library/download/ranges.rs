//! A response that does not continue the same file starts the download over.

use std::sync::Mutex;

use super::{
    ETAG, LENGTH, TargetFolder, bytes, complete, from, interrupted_after, ranges, retry, run, run_to_end,
    whole,
};
use crate::support::{
    host::{ScriptedHost, ScriptedResponse},
    video::rejected,
};

#[tokio::test(start_paused = true)]
async fn a_range_other_than_the_requested_one_starts_over() {
    let head = || ScriptedResponse::new("206 Partial Content").header("content-type", "video/mp4");
    let range = |range: &str| head().header("etag", ETAG).header("content-range", range);
    let right = "bytes 34464-299999/300000";
    let cases = [
        ("another start", range("bytes 34465-299999/300000")),
        ("another length", range("bytes 34464-299998/299999")),
        ("no length", range("bytes 34464-299999/*")),
        ("other units", range("lines 34464-299999/300000")),
        ("nonsense", range("nonsense")),
        ("no range", head().header("etag", ETAG)),
        ("another validator", head().header("etag", "\"two\"").header("content-range", right)),
        ("a weak validator", head().header("etag", "W/\"one\"").header("content-range", right)),
        ("no validator", head().header("content-range", right)),
        ("a range that cannot be satisfied", ScriptedResponse::empty("416 Range Not Satisfiable")),
    ];
    for (case, response) in cases {
        let folder = TargetFolder::new();
        let response = response.send(&bytes()[34_464..]);
        let ranges = run_to_end(&folder, vec![interrupted_after(100_000), response, complete()]).await;
        assert_eq!(ranges, [(0.0, None), (retry(1), from(34_464)), (retry(1), None)], "{case}");
    }
}

#[tokio::test(start_paused = true)]
async fn bytes_that_differ_from_those_on_disk_start_over() {
    for at in [34_464, 70_000, 99_999] {
        let folder = TargetFolder::new();
        let mut others = bytes();
        others[at] ^= 1;
        let head = ScriptedResponse::new("206 Partial Content").header("etag", ETAG);
        let head = head.header("content-range", format!("bytes 34464-299999/{LENGTH}"));
        let script = vec![interrupted_after(100_000), head.send(&others[34_464..]), complete()];
        let ranges = run_to_end(&folder, script).await;
        assert_eq!(ranges, [(0.0, None), (retry(1), from(34_464)), (retry(1), None)], "{at}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_without_ranges_starts_over() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let video = host.video(vec![interrupted_after(100_000), complete()]).await;
    let seen = Mutex::new(Vec::new());
    let download = video.download(folder.target()).on_progress(|bytes, _| seen.lock().unwrap().push(bytes));
    assert_eq!(host.run(download.send()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(ranges(&host), [(0.0, None), (retry(1), from(34_464))]);
    let falls = seen.into_inner().unwrap().windows(2).filter(|pair| pair[1] < pair[0]).count();
    assert_eq!(falls, 1);
}

#[tokio::test(start_paused = true)]
async fn an_interruption_without_a_validator_starts_over() {
    let long = format!("\"{}\"", "long".repeat(20_000));
    for tag in [None, Some("W/\"weak\""), Some(&*long)] {
        let tagged = |response: ScriptedResponse| match tag {
            Some(tag) => response.header("etag", tag),
            None => response,
        };
        let folder = TargetFolder::new();
        let broken = tagged(whole()).send(&bytes()[..100_000]);
        let ranges = run_to_end(&folder, vec![broken, tagged(whole()).send(bytes())]).await;
        assert_eq!(ranges, [(0.0, None), (retry(1), None)]);
    }
}

#[tokio::test(start_paused = true)]
async fn more_bytes_than_announced_are_an_error() {
    let folder = TargetFolder::new();
    let head = ScriptedResponse::new("206 Partial Content").header("etag", ETAG);
    let head = head.header("content-range", format!("bytes 34464-299999/{LENGTH}"));
    let script = vec![interrupted_after(100_000), head.send(&bytes()[34_464..]).send("more")];
    let (outcome, host) = run(&folder, script).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), rejected("received 300004 bytes of 300000", &host.url("/1.mp4")));
    assert!(error.is_download());
    folder.assert_empty();
}

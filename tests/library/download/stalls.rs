//! A download that receives too little for too long is interrupted and resumed.

use std::time::Duration;

use super::{
    ETAG, LENGTH, TargetFolder, bytes, download, from, interrupted_after, ranges, rest, run, times, whole,
};
use crate::support::host::{ScriptedHost, ScriptedResponse};

#[tokio::test(start_paused = true)]
async fn a_stalled_download_is_resumed() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let stalled = interrupted_after(100_000).until_received(100_000).stall();
    let video = host.video(vec![stalled, rest(34_464)]).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.requests()[0].closed_at, Some(30.0));
    assert_eq!(ranges(&host), [(0.0, None), (31.094, from(34_464))]);
}

#[tokio::test(start_paused = true)]
async fn a_host_without_a_response_is_retried_after_the_stall_timeout() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    // The stall timeout is longer than the timeout of requests to the gateway.
    let video = host.video(vec![ScriptedResponse::none().stall(); 6]).await;
    let download = video.download(folder.target()).stall_timeout(Duration::from_secs(300));
    let error = host.run(download.send()).await.unwrap_err();
    assert_eq!(error.to_string(), "downloading: no response in time (generation abc)");
    assert!(error.is_transport() && error.is_timeout());
    assert_eq!(times(&host), [0.0, 301.094, 603.469, 907.594, 1216.592, 1536.088]);
    assert_eq!(host.elapsed(), 1836.088);
    folder.assert_empty();
}

/// Sends pieces of this size, with a pause of this number of seconds after each.
fn drip(piece: usize, count: usize, seconds: u64) -> ScriptedResponse {
    let head = whole().header("etag", ETAG);
    (0..count).fold(head, |drip, at| {
        let end = piece * (at + 1);
        drip.send(&bytes()[piece * at..end]).until_received(end as u64).pause(Duration::from_secs(seconds))
    })
}

#[tokio::test(start_paused = true)]
async fn a_download_that_is_too_slow_is_resumed() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let video = host.video(vec![drip(2730, 6, 5).stall(), rest(0)]).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.requests()[0].closed_at, Some(30.0));
}

#[tokio::test(start_paused = true)]
async fn a_slow_download_that_is_fast_enough_is_not_interrupted() {
    let folder = TargetFolder::new();
    // Two pieces are exactly 16 KiB, in 28 s.
    let dripped = 8192 * 6;
    let (outcome, host) = run(&folder, vec![drip(8192, 6, 14).send(&bytes()[dripped..])]).await;
    assert_eq!(outcome.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.elapsed(), 84.0);
}

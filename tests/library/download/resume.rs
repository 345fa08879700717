//! An interrupted download resumes where it broke off.

use std::{fs, sync::Mutex};

use tokio::sync::Notify;

use super::{
    ETAG, LENGTH, OVERLAP, TIMES, TargetFolder, bytes, complete, download, from, header, interrupted_after,
    origin, ranges, rest, retry, run, run_to_end, whole,
};
use crate::support::host::{ScriptedHost, ScriptedResponse};

#[tokio::test(start_paused = true)]
async fn a_closed_connection_is_resumed_from_with_the_etag() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let broken = 200_000;
    let video = host.video(vec![interrupted_after(broken), rest(broken - OVERLAP)]).await;
    let seen = Mutex::new(Vec::new());
    let download = video.download(folder.target()).on_progress(|bytes, total| {
        seen.lock().unwrap().push((bytes, total, fs::metadata(folder.path("1.mp4.part")).unwrap().len()));
        // It is written before the first byte.
        assert_eq!(folder.record()[..2], [header(), origin()]);
    });
    assert_eq!(host.run(download.send()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();

    assert_eq!(ranges(&host), [(0.0, None), (retry(1), from(broken - OVERLAP))]);
    let requests = host.requests();
    assert_eq!((requests[0].header("if-range"), requests[1].header("if-range")), (None, Some(ETAG)));
    for request in requests {
        assert_eq!(request.header("accept-encoding"), Some("identity"));
    }
    let seen = seen.into_inner().unwrap();
    assert!(seen.is_sorted_by_key(|(bytes, ..)| *bytes), "{seen:?}");
    assert!(seen.iter().all(|(bytes, total, on_disk)| bytes == on_disk && *total == from(LENGTH)));
    assert_eq!(seen.last().unwrap().0, LENGTH as u64);
}

#[tokio::test(start_paused = true)]
async fn a_reset_connection_is_resumed_from_with_the_modification_date() {
    const DATE: &str = "Wed, 21 Oct 2026 07:28:00 GMT";
    let folder = TargetFolder::new();
    let dated =
        |response: ScriptedResponse| response.header("etag", "W/\"weak\"").header("last-modified", DATE);
    let range = format!("bytes 4464-299999/{LENGTH}");
    let first = dated(whole()).send(&bytes()[..70_000]).until_received(70_000).reset();
    let rest = dated(ScriptedResponse::new("206 Partial Content").header("content-range", range))
        .send(&bytes()[4464..]);
    let (outcome, host) = run(&folder, vec![first, rest]).await;
    assert_eq!(outcome.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(ranges(&host), [(0.0, None), (retry(1), from(4464))]);
    assert_eq!(host.requests()[1].header("if-range"), Some(DATE));
}

#[tokio::test(start_paused = true)]
async fn fewer_bytes_than_the_overlap_are_requested_again() {
    let folder = TargetFolder::new();
    assert_eq!(
        run_to_end(&folder, vec![interrupted_after(512), rest(0)]).await,
        [(0.0, None), (retry(1), from(0))]
    );
}

#[tokio::test(start_paused = true)]
async fn a_resumed_range_may_begin_with_a_character_that_begins_a_text() {
    let folder = TargetFolder::new();
    let begin = bytes().iter().skip(512).position(|byte| *byte == b'<').unwrap() + 512;
    let script = vec![interrupted_after(begin + OVERLAP), rest(begin)];
    assert_eq!(run_to_end(&folder, script).await, [(0.0, None), (retry(1), from(begin))]);
}

/// Nothing is written before it is known to be a video.
#[tokio::test(start_paused = true)]
async fn an_interruption_before_the_container_is_known_starts_over() {
    let folder = TargetFolder::new();
    let script = vec![interrupted_after(511), complete()];
    assert_eq!(run_to_end(&folder, script).await, [(0.0, None), (retry(1), None)]);
}

/// A host may send a shorter range than was requested.
#[tokio::test(start_paused = true)]
async fn a_range_that_ends_early_is_resumed_from() {
    let folder = TargetFolder::new();
    let short = ScriptedResponse::new("206 Partial Content").header("etag", ETAG);
    let short = short.header("content-range", format!("bytes 34464-149999/{LENGTH}"));
    let short = short.header("content-length", 115_536).send(&bytes()[34_464..150_000]);
    let script = vec![interrupted_after(100_000), short, rest(150_000 - OVERLAP)];
    let ranges = [(0.0, None), (retry(1), from(34_464)), (retry(2), from(150_000 - OVERLAP))];
    assert_eq!(run_to_end(&folder, script).await, ranges);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_download_can_be_resumed() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let video = host.video(vec![interrupted_after(100_000).stall(), rest(34_464)]).await;
    let (received, mut report) = (Notify::new(), host.progress());
    let progress = |bytes, total| {
        report(bytes, total);
        if bytes == 100_000 {
            received.notify_one();
        }
    };
    let first = video.download(folder.target()).on_progress(progress).send();
    host.run(async {
        tokio::select! {
            outcome = first => panic!("{outcome:?}"),
            () = received.notified() => {}
        }
    })
    .await;
    folder.assert_kept(100_000);
    assert_eq!(download(&host, &video, folder.target()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(ranges(&host), [(0.0, None), (0.0, from(34_464))]);
}

/// After six interruptions the download fails, and the next one resumes.
#[tokio::test(start_paused = true)]
async fn a_later_download_resumes() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let mut script = vec![interrupted_after(100_000)];
    script.extend(vec![ScriptedResponse::empty("503 Service Unavailable"); 5]);
    script.push(rest(34_464));
    let video = host.video(script).await;
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    let status = "the host of the video answered 503 Service Unavailable (generation abc)";
    assert_eq!(error.to_string(), format!("{status}{}", folder.kept_text(100_000)));
    assert!(error.is_download());
    folder.assert_kept(100_000);

    assert_eq!(download(&host, &video, folder.target()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(ranges(&host)[6], (TIMES[5], from(34_464)));
    assert_eq!(host.requests()[6].header("if-range"), Some(ETAG));
}

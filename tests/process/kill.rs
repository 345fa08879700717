//! A download that is killed again and again, at any byte, is complete in the end.

use std::{
    env, fs,
    path::Path,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::{Client, Job};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::Child,
    sync::mpsc,
    time::timeout,
};

use crate::support::{
    KEY, file_names,
    host::{RecordedRequest, ScriptedHost, ScriptedResponse},
    random::Random,
    this_test_again,
    video::{ID, completed, mp4},
};

const LENGTH: usize = 4 * 1024 * 1024;
const OVERLAP: u64 = 64 * 1024;
/// The distance of the checkpoints, from the last of which a killed download is resumed.
const DISTANCE: u64 = 64 * 1024;
const KILLS: u64 = 12;

/// The environment variables with the child's host and target.
const HOST: &str = "KLING_TEST_HOST";
const TARGET: &str = "KLING_TEST_TARGET";

/// The name of this test, which the child runs, too.
const TEST: &str = "kill::a_download_that_is_killed_again_and_again_is_complete_in_the_end";

/// Responds with the video from the requested byte on, but sends it only up to `limit`.
fn respond(request: &RecordedRequest, video: &[u8], limit: usize) -> ScriptedResponse {
    let start = request.range_start().unwrap_or_default() as usize;
    let response = match request.range_start() {
        Some(start) => ScriptedResponse::new("206 Partial Content")
            .header("content-range", format!("bytes {start}-{}/{LENGTH}", LENGTH - 1)),
        None => ScriptedResponse::new("200 OK"),
    };
    let end = limit.min(LENGTH);
    let response = response.header("etag", "\"one\"").header("content-length", LENGTH - start);
    response.send(&video[start.min(end)..end]).stall()
}

fn spawn(host: &ScriptedHost, target: &Path) -> Child {
    this_test_again(TEST)
        .env(HOST, host.base_url())
        .env(TARGET, target)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The child's work. It writes to its standard error how many bytes it has on disk.
async fn download(host: &str, target: &Path) {
    let client = Client::builder(KEY).base_url(host).build().unwrap();
    let video = client.wait(&Job::from_id(ID)).await.unwrap();
    video.download(target).on_progress(|bytes, _| eprintln!("{bytes}")).send().await.unwrap();
}

/// The number of bytes up to the last checkpoint of the record.
fn recorded(record: &Path) -> u64 {
    let text = fs::read_to_string(record).unwrap_or_default();
    let checkpoints = text.lines().skip(2).filter_map(|line| serde_json::from_str::<Value>(line).ok());
    checkpoints.last().map_or(0, |checkpoint| checkpoint["bytes"].as_u64().unwrap())
}

/// Waits until the child has so many bytes.
async fn wait_for(child: &mut Child, bytes: u64) {
    let mut lines = BufReader::new(child.stderr.as_mut().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if line.parse().is_ok_and(|received: u64| received >= bytes) {
            return;
        }
    }
    panic!("the child ended before it had {bytes} bytes");
}

#[tokio::test]
async fn a_download_that_is_killed_again_and_again_is_complete_in_the_end() {
    if let (Ok(host), Some(target)) = (env::var(HOST), env::var_os(TARGET)) {
        return download(&host, target.as_ref()).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("1.mp4");
    let record = folder.path().join("1.mp4.part.json");

    let (host, video, limit) = (ScriptedHost::start(), mp4(LENGTH), Arc::new(AtomicU64::new(0)));
    let (started, mut starts) = mpsc::unbounded_channel();
    let (url, sent, current_limit) = (host.url("/1.mp4"), video.clone(), Arc::clone(&limit));
    host.respond(move |request| {
        if request.path() != "/1.mp4" {
            return completed(json!({ "url": url }));
        }
        started.send(request.range_start().unwrap_or_default()).unwrap();
        respond(request, &sent, current_limit.load(Ordering::Relaxed) as usize)
    });
    let mut next_start = async || {
        let start = timeout(Duration::from_secs(60), starts.recv()).await;
        start.expect("the child requests the video").unwrap()
    };

    let mut random = Random(4711);
    for kill in 0..KILLS {
        let before = recorded(&record);
        // Every fourth one is killed as soon as it has sent its request, the others while they receive.
        let step = if kill % 4 == 0 { 0 } else { random.word() % 300_000 };
        // More may be sent, so that it is killed while it writes.
        limit.store(before + step + random.word() % 100_000, Ordering::Relaxed);
        let mut child = spawn(&host, &target);
        assert_eq!(next_start().await, before.saturating_sub(OVERLAP));
        if step > 0 {
            wait_for(&mut child, before + step).await;
        }
        child.kill().await.unwrap();
        assert!(!child.wait().await.unwrap().success());
        assert!(!target.exists());
        assert!(recorded(&record) + DISTANCE > before + step);
    }
    let kept = recorded(&record);
    assert!(kept > 1_000_000, "{kept} bytes in {KILLS} steps");
    limit.store(LENGTH as u64, Ordering::Relaxed);
    let last = spawn(&host, &target).wait_with_output().await.unwrap();
    assert!(last.status.success(), "{}", String::from_utf8_lossy(&last.stderr));
    assert_eq!(next_start().await, kept - OVERLAP);
    assert!(fs::read(&target).unwrap() == video, "the file is not the video");
    assert_eq!(file_names(folder.path()), ["1.mp4"]);
}

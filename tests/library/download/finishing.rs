//! A download that is dropped while its complete file is being moved to its final path.

use std::{
    fs,
    future::poll_fn,
    path::Path,
    sync::{Mutex, mpsc},
    task::Poll,
};

use aimlapi_kling::Job;
use serde_json::json;
use tokio::{
    runtime::Builder,
    task::{spawn_blocking, yield_now},
};

use super::{ETAG, LENGTH, TargetFolder, bytes, checkpoint, complete, header};
use crate::support::{self, host::ScriptedHost};

/// The maximum size of a record in bytes.
const MAX_RECORD: usize = 64 * 1024;

/// A function that occupies the only thread for functions that block, until it is released.
struct Blocker {
    started: mpsc::Receiver<()>,
    release: mpsc::Sender<()>,
}

impl Blocker {
    fn start() -> Self {
        let (start, started) = mpsc::channel();
        let (release, released) = mpsc::channel();
        spawn_blocking(move || {
            let _ = start.send(());
            released.recv()
        });
        Self { started, release }
    }

    fn release(self) {
        self.release.send(()).expect("it waits");
    }
}

/// A generation id that is so long that the record has room for one checkpoint only, as on a full disk.
fn long_id() -> String {
    let line = |value: serde_json::Value| value.to_string().len() + 1;
    let origin = json!({ "generation_id": "", "validator": ETAG, "length": LENGTH, "checksums": [] });
    let used = line(header()) + line(origin) + line(checkpoint(&bytes()[..100_000])) + 40;
    "a".repeat(MAX_RECORD - used)
}

/// Downloads up to the moment at which the complete file waits to be moved, drops the download, and lets it be moved.
async fn drop_while_finishing(host: &ScriptedHost, target: &Path) {
    let job = Job::from_id(long_id());
    let generation = json!({ "id": job.id(), "status": "completed", "video": { "url": host.url("/1.mp4") } });
    let client = support::client(host.base_url());
    let video = client.video(&job, serde_json::from_value(generation).unwrap()).unwrap();

    let first = Mutex::new(None);
    let download = video.download(target).on_progress(|bytes, _| {
        if bytes == LENGTH as u64 {
            *first.lock().unwrap() = Some(Blocker::start());
        }
    });
    let mut download = Box::pin(download.send());
    let mut turn = async || {
        let is_pending = poll_fn(|context| Poll::Ready(download.as_mut().poll(context).is_pending())).await;
        assert!(is_pending);
        yield_now().await;
    };
    while first.lock().unwrap().is_none() {
        turn().await;
    }
    for _ in 0..100 {
        turn().await;
    }
    // The last write to the disk waits. What comes after it, the move, is to wait, too.
    let second = Blocker::start();
    first.lock().unwrap().take().unwrap().release();
    while second.started.try_recv().is_err() {
        turn().await;
    }
    for _ in 0..100 {
        turn().await;
    }
    assert!(!target.exists());
    drop(download);
    second.release();
    // It is the next one after the move.
    spawn_blocking(|| ()).await.unwrap();
}

#[test]
fn a_download_that_is_dropped_while_its_file_is_moved_leaves_the_whole_video() {
    let of_host = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let host = of_host.block_on(async { ScriptedHost::start() });
    host.play([complete()]);
    let folder = TargetFolder::new();
    let runtime = Builder::new_current_thread().max_blocking_threads(1).enable_all().build().unwrap();
    runtime.block_on(drop_while_finishing(&host, &folder.target()));
    let record = folder.record();
    assert_eq!(record.len(), 3, "there was room for one checkpoint");
    assert!(record[2]["bytes"].as_u64().unwrap() < LENGTH as u64);
    assert!(fs::read(folder.target()).unwrap() == bytes(), "the file is not the video");
    assert_eq!(folder.file_names(), ["1.mp4", "1.mp4.part.json"]);
}

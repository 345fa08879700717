//! A file has its final name only when the whole video is in it, and an interrupted download is resumed.

mod content;
mod part_files;
mod ranges;
mod redirects;
mod renewal;
mod resume;
mod retries;
mod stalls;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use aimlapi_kling::{Error, Video};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{
    file_names,
    host::{ScriptedHost, ScriptedResponse},
    random::Random,
};

const LENGTH: usize = 300_000;
const ETAG: &str = "\"one\"";
/// The bytes that are requested again.
const OVERLAP: usize = 64 * 1024;

/// A video, no two parts of which are equal.
static VIDEO: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut random = Random(7);
    (0..LENGTH).map(|at| if at < 4 { 0 } else { random.word() as u8 }).collect()
});

fn bytes() -> Vec<u8> {
    VIDEO.clone()
}

/// The head of the whole video.
fn whole() -> ScriptedResponse {
    video_head().header("content-length", LENGTH)
}

/// The first bytes of the video, after which the connection is closed.
fn interrupted_after(count: usize) -> ScriptedResponse {
    whole().header("etag", ETAG).send(&bytes()[..count])
}

fn complete() -> ScriptedResponse {
    interrupted_after(LENGTH)
}

/// The rest of the video from this byte on, interrupted at another.
fn rest_interrupted_at(start: usize, end: usize) -> ScriptedResponse {
    let head = ScriptedResponse::new("206 Partial Content").header("etag", ETAG);
    let range = format!("bytes {start}-{}/{LENGTH}", LENGTH - 1);
    head.header("content-range", range).header("content-length", LENGTH - start).send(&bytes()[start..end])
}

fn rest(start: usize) -> ScriptedResponse {
    rest_interrupted_at(start, LENGTH)
}

/// The folder that a video is downloaded to.
struct TargetFolder(TempDir);

impl TargetFolder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn target(&self) -> PathBuf {
        self.path("1.mp4")
    }

    fn file_names(&self) -> Vec<String> {
        file_names(self.0.path())
    }

    /// The whole video is there, and nothing else.
    fn assert_complete(&self) {
        assert!(fs::read(self.target()).unwrap() == bytes(), "the file is not the video");
        assert_eq!(self.file_names(), ["1.mp4"]);
    }

    /// These first bytes of the video are kept, with their record, and nothing else.
    fn assert_kept(&self, count: usize) {
        assert_eq!(self.file_names(), ["1.mp4.part", "1.mp4.part.json"]);
        assert!(
            fs::read(self.path("1.mp4.part")).unwrap() == bytes()[..count],
            "the part is not of the video"
        );
        assert_eq!(self.record(), record());
    }

    fn assert_empty(&self) {
        assert_eq!(self.file_names(), [""; 0]);
    }

    fn record(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path("1.mp4.part.json")).unwrap()).unwrap()
    }

    /// Writes what an earlier download has received.
    fn write_part(&self, bytes: &[u8], record: &Value) {
        fs::write(self.path("1.mp4.part"), bytes).unwrap();
        fs::write(self.path("1.mp4.part.json"), record.to_string()).unwrap();
    }

    /// What an error says about the bytes that are kept.
    fn kept_text(&self, count: usize) -> String {
        let part = self.path("1.mp4.part");
        format!("; {count} bytes are kept in {}, download again to resume", part.display())
    }
}

fn record() -> Value {
    json!({ "generation_id": "abc", "validator": ETAG, "length": LENGTH })
}

async fn download(host: &ScriptedHost, video: &Video, path: impl AsRef<Path>) -> Result<u64, Error> {
    host.run(video.download(path).on_progress(host.progress()).send()).await
}

/// Runs one download against a script.
async fn run(folder: &TargetFolder, script: Vec<ScriptedResponse>) -> (Result<u64, Error>, ScriptedHost) {
    let host = ScriptedHost::start();
    let video = host.video(script).await;
    (download(&host, &video, folder.target()).await, host)
}

/// Runs one download that succeeds, and returns when it requested which bytes.
async fn run_to_end(folder: &TargetFolder, script: Vec<ScriptedResponse>) -> Vec<(f64, Option<u64>)> {
    let requests = script.len();
    let (outcome, host) = run(folder, script).await;
    assert_eq!(outcome.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.requests().len(), requests);
    ranges(&host)
}

/// When requests arrived, in seconds, and the first byte that each asked for.
fn ranges(host: &ScriptedHost) -> Vec<(f64, Option<u64>)> {
    host.requests().iter().map(|request| (request.at, request.range_start())).collect()
}

fn times(host: &ScriptedHost) -> Vec<f64> {
    host.requests().iter().map(|request| request.at).collect()
}

/// The head of a video that has no length.
fn video_head() -> ScriptedResponse {
    ScriptedResponse::new("200 OK").header("content-type", "video/mp4")
}

/// A short video.
fn short_video(bytes: &str) -> ScriptedResponse {
    video_head().header("etag", ETAG).sized_body(bytes)
}

/// A video of this size, according to the gateway.
async fn video_of_size(host: &ScriptedHost, file_size: Option<u64>, script: Vec<ScriptedResponse>) -> Video {
    host.video_with(json!({ "url": host.url("/1.mp4"), "file_size": file_size }), script).await
}

/// The error of a download that fails after as many requests as there are responses, and leaves no file.
async fn failure(file_size: Option<u64>, max_size: u64, script: Vec<ScriptedResponse>) -> Error {
    let host = ScriptedHost::start();
    let requests = script.len();
    let video = video_of_size(&host, file_size, script).await;
    let folder = TargetFolder::new();
    let error = video.download(folder.target()).max_size(max_size).send().await.unwrap_err();
    folder.assert_empty();
    assert_eq!(host.requests().len(), requests, "{error}");
    assert!(error.is_download(), "{error}");
    error
}

const fn from(byte: usize) -> Option<u64> {
    Some(byte as u64)
}

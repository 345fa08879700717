//! A file has its final name only when the whole video is in it, and an interrupted download is resumed.

mod content;
mod finishing;
mod foreign_files;
mod integrity;
mod part_files;
mod ranges;
mod redirects;
#[cfg(feature = "rustls")]
mod redirects_of_tls;
mod renewal;
mod reservation;
mod resume;
mod retries;
mod stalls;
mod writers;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use aimlapi_kling::{Downloaded, Error, Video};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::support::{
    file_names,
    host::{ScriptedHost, ScriptedResponse},
    video::mp4,
};

const LENGTH: usize = 300_000;
const ETAG: &str = "\"one\"";
/// The bytes that are requested again.
const OVERLAP: usize = 64 * 1024;

static VIDEO: LazyLock<Vec<u8>> = LazyLock::new(|| mp4(LENGTH));

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
        let lines = self.record();
        assert_eq!(lines[..2], [header(), origin()]);
        assert_eq!(lines.last(), Some(&checkpoint(&bytes()[..count])));
    }

    fn assert_empty(&self) {
        assert_eq!(self.file_names(), [""; 0]);
    }

    /// The lines of the record.
    fn record(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("1.mp4.part.json")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Writes what an earlier download has received.
    fn write_part(&self, bytes: &[u8], record: &[Value]) {
        fs::write(self.path("1.mp4.part"), bytes).unwrap();
        self.write_record(record);
    }

    fn write_record(&self, record: &[Value]) {
        let text: String = record.iter().map(|line| format!("{line}\n")).collect();
        fs::write(self.path("1.mp4.part.json"), text).unwrap();
    }

    /// What an error says about the bytes that are kept.
    fn kept_text(&self, count: usize) -> String {
        let part = self.path("1.mp4.part");
        format!("; {count} bytes are kept in {}, download again to resume", part.display())
    }
}

/// The first line of a record.
fn header() -> Value {
    json!({ "format": "aimlapi-kling partial download 1" })
}

/// The second line of the record of the video.
fn origin() -> Value {
    json!({ "generation_id": "abc", "validator": ETAG, "length": LENGTH, "checksums": [] })
}

/// The line of a record for these first bytes.
fn checkpoint(bytes: &[u8]) -> Value {
    json!({ "bytes": bytes.len(), "sha256": sha256(bytes) })
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The record of these first bytes of the video.
fn record_of(bytes: &[u8]) -> [Value; 3] {
    [header(), origin(), checkpoint(bytes)]
}

async fn download(host: &ScriptedHost, video: &Video, path: impl AsRef<Path>) -> Result<Downloaded, Error> {
    host.run(video.download(path).on_progress(host.progress()).send()).await
}

/// Runs one download against a script.
async fn run(
    folder: &TargetFolder,
    script: Vec<ScriptedResponse>,
) -> (Result<Downloaded, Error>, ScriptedHost) {
    let host = ScriptedHost::start();
    let video = host.video(script).await;
    (download(&host, &video, folder.target()).await, host)
}

/// Runs one download that succeeds, and returns when it requested which bytes.
async fn run_to_end(folder: &TargetFolder, script: Vec<ScriptedResponse>) -> Vec<(f64, Option<u64>)> {
    let requests = script.len();
    let (outcome, host) = run(folder, script).await;
    assert_eq!(outcome.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.requests().len(), requests);
    ranges(&host)
}

/// When requests arrived, in seconds, and the first byte that each requested.
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

fn sized(bytes: impl AsRef<[u8]>) -> ScriptedResponse {
    video_head().header("etag", ETAG).sized_body(bytes)
}

const SHORT: u64 = 64;

/// A short video.
fn short_video() -> ScriptedResponse {
    sized(mp4(SHORT as usize))
}

/// A video of this size, according to the gateway.
async fn video_of_size(host: &ScriptedHost, file_size: Option<u64>, script: Vec<ScriptedResponse>) -> Video {
    host.video_with(json!({ "url": host.url("/1.mp4"), "file_size": file_size }), script).await
}

/// The error of a download that fails after as many requests as there are responses, and leaves no file.
async fn failure(
    file_size: Option<u64>,
    max_size: u64,
    script: Vec<ScriptedResponse>,
) -> (Error, ScriptedHost) {
    let host = ScriptedHost::start();
    let requests = script.len();
    let video = video_of_size(&host, file_size, script).await;
    let folder = TargetFolder::new();
    let error = host.run(video.download(folder.target()).max_size(max_size).send()).await.unwrap_err();
    folder.assert_empty();
    assert_eq!(host.requests().len(), requests, "{error}");
    assert!(error.is_download(), "{error}");
    (error, host)
}

/// When the first attempt and its retries begin, in seconds: the delays double, and are up to a quarter longer.
const TIMES: [f64; 6] = [0.0, 1.094, 3.469, 7.594, 16.592, 36.088];

/// When the `n`th retry begins if each of them makes progress.
fn retry(n: u32) -> f64 {
    f64::from(1094 * n) / 1000.0
}

const fn from(byte: usize) -> Option<u64> {
    Some(byte as u64)
}

//! A file has its final name only when the whole video is in it.

mod support;

use std::{fs, path::Path, sync::Mutex};

use aimlapi_kling::{Client, Error, Job, Video, WaitPolicy};
use httpmock::prelude::*;
use serde_json::{Value, json};
use support::KEY;

/// The finished video of a job whose reply says `video`.
async fn video(server: &MockServer, video: Value) -> Video {
    server
        .mock_async(|when, then| {
            when.path("/v2/video/generations");
            then.status(200).json_body(json!({ "id": "abc", "status": "completed", "video": video }));
        })
        .await;
    let policy = WaitPolicy::new().first(std::time::Duration::ZERO);
    let client = Client::builder(KEY).base_url(server.base_url()).wait_policy(policy).build().unwrap();
    client.wait(&Job::from_id("abc")).await.unwrap()
}

/// Downloads what the server has at `/1.mp4`.
async fn download(
    status: u16,
    content_type: &str,
    body: &str,
    file_size: Option<u64>,
    path: &Path,
) -> Result<u64, Error> {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/1.mp4").header_missing("authorization");
            then.status(status).header("content-type", content_type).body(body);
        })
        .await;
    let url = server.url("/1.mp4");
    video(&server, json!({ "url": url, "file_size": file_size })).await.download_to(path).await
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn what_is_no_video_leaves_nothing_behind() {
    let cases = [
        (
            200,
            "text/html",
            "<html>",
            None,
            "the video's host answered text/html, which is no video (generation abc)",
        ),
        (
            200,
            "application/json",
            "{}",
            None,
            "the video's host answered application/json, which is no video (generation abc)",
        ),
        (403, "application/xml", "expired", None, "the video's host answered 403 Forbidden (generation abc)"),
        (404, "video/mp4", "", None, "the video's host answered 404 Not Found (generation abc)"),
        (200, "video/mp4", "short", Some(9), "received 5 bytes of 9 (generation abc)"),
    ];
    for (status, content_type, body, file_size, text) in cases {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.mp4");
        let error = download(status, content_type, body, file_size, &path).await.unwrap_err();
        assert_eq!(error.to_string(), text);
        assert!(error.is_download());
        assert_eq!(names(folder.path()), [""; 0]);
    }
}

#[tokio::test]
async fn an_existing_file_is_kept_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.mp4");
    fs::write(&path, "older").unwrap();
    let error = download(200, "video/mp4", "newer", None, &path).await.unwrap_err();
    assert_eq!(error.to_string(), format!("{} exists already (generation abc)", path.display()));
    assert_eq!(fs::read(&path).unwrap(), b"older");

    let server = MockServer::start_async().await;
    server.mock_async(|when, then| drop((when.path("/1.mp4"), then.status(200).body("newer")))).await;
    let video = video(&server, json!(server.url("/1.mp4"))).await;
    let seen = Mutex::new(Vec::new());
    let download = video
        .download(&path)
        .overwrite(true)
        .on_progress(|bytes, total| seen.lock().unwrap().push((bytes, total)));
    assert_eq!(download.send().await.unwrap(), 5);
    assert_eq!(fs::read(&path).unwrap(), b"newer");
    assert_eq!(names(folder.path()), ["1.mp4"]);
    assert_eq!(seen.lock().unwrap().last(), Some(&(5, Some(5))));
}

#[tokio::test]
async fn a_folder_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing/1.mp4");
    let error = download(200, "video/mp4", "video", None, &path).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot create {}.part: ", path.display())), "{error}");
    assert!(error.is_download());
}

#[tokio::test]
async fn an_address_that_is_none() {
    for url in ["file:///etc/hostname", "nonsense", "ftp://example.com/1.mp4"] {
        let server = MockServer::start_async().await;
        let error = video(&server, json!({ "url": url })).await.download_to("unused.mp4").await.unwrap_err();
        assert_eq!(error.to_string(), format!("the video's address is no URL: {url:?} (generation abc)"));
    }
}

#[tokio::test]
async fn a_broken_connection_leaves_nothing_behind() {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/1.mp4", listener.local_addr().unwrap());
    let host = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: 1000\r\n\r\nhalf")
            .unwrap();
    });
    let server = MockServer::start_async().await;
    let video = video(&server, json!([{ "url": url }])).await;
    let folder = tempfile::tempdir().unwrap();
    let error = video.download_to(folder.path().join("1.mp4")).await.unwrap_err();
    host.join().unwrap();
    assert_eq!(error.to_string(), "downloading: the connection failed (generation abc)");
    assert!(error.is_transport());
    assert_eq!(names(folder.path()), [""; 0]);
}

//! A file has its final name only when the whole video is in it, and what is no video leaves
//! nothing behind.

#[path = "support/host.rs"]
mod host;
mod support;

use std::{error::Error as _, fs, path::Path, sync::Mutex};

use aimlapi_kling::{Error, Video};
use host::{Exchange, Host, completed};
use serde_json::{Value, json};

/// The head of a video.
fn video() -> Exchange {
    Exchange::new("200 OK").header("content-type", "video/mp4")
}

fn sized(bytes: &str) -> Exchange {
    video().header("etag", "\"one\"").header("content-length", bytes.len()).send(bytes)
}

fn refusal(status: &str) -> Exchange {
    Exchange::new(status).header("content-length", 0)
}

/// A video of this size, as its job's reply says, on a host that answers as the script says.
async fn on(host: &Host, file_size: Option<u64>, script: Vec<Exchange>) -> Video {
    host.video_that_says(json!({ "url": host.url("/1.mp4"), "file_size": file_size }), script).await
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The error of a download that is given up after so many requests as there are exchanges, and
/// leaves nothing behind.
async fn failure(file_size: Option<u64>, max_size: u64, script: Vec<Exchange>) -> Error {
    let host = Host::bind();
    let requests = script.len();
    let video = on(&host, file_size, script).await;
    let folder = tempfile::tempdir().unwrap();
    let error = video.download(folder.path().join("1.mp4")).max_size(max_size).send().await.unwrap_err();
    assert_eq!(names(folder.path()), [""; 0], "{error}");
    assert_eq!(host.asked().len(), requests, "{error}");
    assert!(error.is_download(), "{error}");
    error
}

#[tokio::test]
async fn what_is_no_video_leaves_nothing_behind() {
    let typed = |content_type| Exchange::new("200 OK").header("content-type", content_type).send("anything");
    let encoded = |encoding| video().header("content-encoding", encoding).send("anything");
    let cases = [
        (typed("text/html"), "answered text/html, which is no video"),
        (typed("Text/HTML; charset=utf-8"), "answered Text/HTML; charset=utf-8, which is no video"),
        (typed("text/plain"), "answered text/plain, which is no video"),
        (typed("application/json"), "answered application/json, which is no video"),
        (typed("application/problem+json"), "answered application/problem+json, which is no video"),
        (encoded("gzip"), "answered with the encoding gzip"),
        (encoded("br"), "answered with the encoding br"),
        (sized("<html>"), "sent text that begins with '<', which is no video"),
        (sized("{\"message\": \"gone\"}"), "sent text that begins with '{', which is no video"),
        (sized("\r\n\t [1]"), "sent text that begins with '[', which is no video"),
        (
            video().send("  ").until(2).send("\n").until(3).send("<"),
            "sent text that begins with '<', which is no video",
        ),
        (sized(""), "sent an empty file"),
        (video(), "sent an empty file"),
        (Exchange::new("204 No Content"), "sent an empty file"),
        (
            Exchange::new("206 Partial Content").header("content-range", "bytes 0-4/5").send("video"),
            "answered 206 Partial Content",
        ),
        (refusal("402 Payment Required"), "answered 402 Payment Required"),
        (refusal("416 Range Not Satisfiable"), "answered 416 Range Not Satisfiable"),
        (refusal("304 Not Modified"), "answered 304 Not Modified"),
    ];
    for (exchange, text) in cases {
        let host = Host::bind();
        let video = on(&host, None, vec![exchange]).await;
        let folder = tempfile::tempdir().unwrap();
        let download = video.download(folder.path().join("1.mp4")).on_progress(host.progress());
        let error = download.send().await.unwrap_err();
        assert_eq!(error.to_string(), format!("the video's host {text} (generation abc)"));
        assert!(error.is_download());
        assert_eq!(error.generation_id(), Some("abc"));
        assert_eq!(names(folder.path()), [""; 0]);
        assert_eq!(host.asked().len(), 1);
    }
}

#[tokio::test]
async fn a_size_that_is_wrong_or_too_large() {
    let too_large = "the video has more than the 8 bytes that are allowed (generation abc)";
    let announced = "the video's host announces 5 bytes, the job's reply says 9 (generation abc)";
    let cases = [
        (sized("short"), Some(9), 99, announced),
        (video().send("short"), Some(9), 99, "received 5 bytes of 9 (generation abc)"),
        (video().send("not a lot"), Some(5), 99, "received 9 bytes of 5 (generation abc)"),
        // Not one byte of it is awaited.
        (video().header("content-length", 9).stall(), None, 8, too_large),
        (video().stall(), Some(9), 8, too_large),
        // The rest of it is not awaited.
        (video().send("not a lot").stall(), None, 8, too_large),
    ];
    for (exchange, file_size, max_size, text) in cases {
        assert_eq!(failure(file_size, max_size, vec![exchange]).await.to_string(), text);
    }
}

#[tokio::test]
async fn a_size_that_is_right_and_just_allowed() {
    let plain = |exchange: Exchange| exchange.header("content-encoding", "identity");
    for exchange in [sized("not a lot"), plain(video()).send("not a lot")] {
        let host = Host::bind();
        let video = on(&host, Some(9), vec![exchange]).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.mp4");
        assert_eq!(video.download(&path).max_size(9).send().await.unwrap(), 9);
        assert_eq!(fs::read(&path).unwrap(), b"not a lot");
        assert_eq!(names(folder.path()), ["1.mp4"]);
    }
}

#[tokio::test]
async fn an_existing_file_is_kept_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.mp4");
    fs::write(&path, "older").unwrap();
    let host = Host::bind();
    let video = on(&host, None, vec![sized("newer")]).await;
    let error = video.download_to(&path).await.unwrap_err();
    assert_eq!(error.to_string(), format!("{} exists already (generation abc)", path.display()));
    assert_eq!(fs::read(&path).unwrap(), b"older");
    assert_eq!(host.asked().len(), 0);

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
    let host = Host::bind();
    let error = on(&host, None, vec![sized("video")]).await.download_to(&path).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot create {}.part: ", path.display())), "{error}");
    assert!(error.is_download());
    assert_eq!(names(folder.path()), [""; 0]);
}

#[tokio::test]
async fn a_record_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("1.mp4.part.json");
    fs::create_dir(&record).unwrap();
    let host = Host::bind();
    let video = on(&host, None, vec![sized("video")]).await;
    let error = video.download_to(folder.path().join("1.mp4")).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot write {}: ", record.display())), "{error}");
    assert!(error.is_download());
    assert_eq!(names(folder.path()), ["1.mp4.part.json"]);
}

#[tokio::test]
async fn an_address_that_is_none() {
    for url in ["file:///etc/hostname", "nonsense", "ftp://example.com/1.mp4"] {
        let host = Host::bind();
        let folder = tempfile::tempdir().unwrap();
        let video = host.video_that_says(json!({ "url": url }), vec![]).await;
        let error = video.download_to(folder.path().join("1.mp4")).await.unwrap_err();
        assert_eq!(error.to_string(), format!("the video's address is no URL: {url:?} (generation abc)"));
        assert!(error.is_download());
        assert_eq!(names(folder.path()), [""; 0]);
    }
}

fn redirect(url: &str) -> Exchange {
    Exchange::new("302 Found").header("location", url).header("content-length", 0)
}

#[tokio::test]
async fn redirects_are_followed_without_the_key() {
    let elsewhere = Host::bind();
    elsewhere.serve(vec![sized("video")]);
    let host = Host::bind();
    let mut script = vec![redirect(&host.url("/2.mp4")); 4];
    script.push(redirect(&elsewhere.url("/3.mp4")));
    let video = on(&host, None, script).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.mp4");
    assert_eq!(video.download_to(&path).await.unwrap(), 5);
    assert_eq!(fs::read(&path).unwrap(), b"video");
    assert_eq!(names(folder.path()), ["1.mp4"]);
    assert_eq!((host.asked().len(), elsewhere.asked().len()), (5, 1));
    for asked in host.asked().iter().chain(&elsewhere.asked()) {
        // The first host is the API's own.
        assert_eq!(asked.header("authorization"), None, "{asked:?}");
        assert!(!asked.head.contains(support::KEY), "{asked:?}");
        assert_eq!(asked.header("accept-encoding"), Some("identity"));
    }
}

#[tokio::test]
async fn redirects_that_are_not_followed() {
    let text = "the video's address leads to one that is not followed (generation abc)";
    let cases = [
        ("ftp://127.0.0.1/1.mp4", text),
        ("data:,video", text),
        ("file:///etc/hostname", "the video's host answered 302 Found (generation abc)"),
    ];
    for (url, text) in cases {
        assert_eq!(failure(None, 99, vec![redirect(url)]).await.to_string(), text, "{url}");
    }
    let host = Host::bind();
    let script = vec![redirect(&host.url("/again.mp4")); 6];
    let folder = tempfile::tempdir().unwrap();
    let video = on(&host, None, script).await;
    let error = video.download_to(folder.path().join("1.mp4")).await.unwrap_err();
    assert_eq!(error.to_string(), text);
    assert!(error.is_download());
    assert_eq!(host.asked().len(), 6);
    assert_eq!(names(folder.path()), [""; 0]);
}

#[tokio::test]
async fn a_refused_address_is_asked_for_anew() {
    for status in ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"] {
        let host = Host::bind();
        let renewed = completed(json!({ "url": host.url("/2.mp4") }));
        let video = on(&host, None, vec![refusal(status), renewed, sized("video")]).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.mp4");
        assert_eq!(video.download_to(&path).await.unwrap(), 5);
        assert_eq!(names(folder.path()), ["1.mp4"]);
        let asked = host.asked();
        let requests: Vec<_> =
            asked.iter().map(|asked| (asked.path(), asked.header("authorization").is_some())).collect();
        let poll = "/v2/video/generations?generation_id=abc";
        assert_eq!(requests, [("/1.mp4", false), (poll, true), ("/2.mp4", false)]);
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_renewed() {
    let text = "the video's host answered 403 Forbidden (generation abc)";
    let refused = || refusal("403 Forbidden");
    let cases = [
        (Exchange::json(&json!({ "id": "abc", "status": "completed" })), None),
        (
            refusal("500 Internal Server Error"),
            Some("the service answered 500 Internal Server Error (generation abc)"),
        ),
        (refusal("401 Unauthorized"), Some("the service answered 401 Unauthorized (generation abc)")),
    ];
    for (poll, source) in cases {
        let error = failure(None, 99, vec![refused(), poll]).await;
        assert_eq!(error.to_string(), text);
        assert_eq!(error.source().map(ToString::to_string).as_deref(), source);
    }
}

#[tokio::test]
async fn a_renewed_address_that_is_refused_too() {
    let host = Host::bind();
    let renewed: Value = json!({ "url": host.url("/2.mp4") });
    let script = vec![refusal("403 Forbidden"), completed(renewed), refusal("404 Not Found")];
    let folder = tempfile::tempdir().unwrap();
    let video = on(&host, None, script).await;
    let error = video.download_to(folder.path().join("1.mp4")).await.unwrap_err();
    assert_eq!(error.to_string(), "the video's host answered 404 Not Found (generation abc)");
    assert!(error.is_download() && !error.is_not_found());
    assert_eq!(names(folder.path()), [""; 0]);
    assert_eq!(host.asked().len(), 3);
}

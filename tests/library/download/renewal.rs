//! A URL that is refused may have expired: the job is retrieved again for a new one, once.

use std::error::Error as _;

use serde_json::json;

use super::{
    ETAG, LENGTH, SHORT, TargetFolder, bytes, download, failure, from, interrupted_after, ranges, rest,
    retry, short_video, video_of_size, whole,
};
use crate::support::{
    host::{ScriptedHost, ScriptedResponse},
    video::{completed, rejected},
};

const POLL: &str = "/v2/video/generations?generation_id=abc";

fn refused() -> ScriptedResponse {
    ScriptedResponse::empty("403 Forbidden")
}

#[tokio::test]
async fn a_refused_url_is_renewed() {
    for status in ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"] {
        let host = ScriptedHost::start();
        let renewed = completed(json!({ "url": host.url("/2.mp4") }));
        let video =
            video_of_size(&host, None, vec![ScriptedResponse::empty(status), renewed, short_video()]).await;
        let folder = TargetFolder::new();
        let path = folder.target();
        assert_eq!(video.download_to(&path).await.unwrap().bytes(), SHORT);
        assert_eq!(folder.file_names(), ["1.mp4"]);
        let recorded = host.requests();
        let requests: Vec<_> = recorded
            .iter()
            .map(|request| (request.path(), request.header("authorization").is_some()))
            .collect();
        assert_eq!(requests, [("/1.mp4", false), (POLL, true), ("/2.mp4", false)]);
    }
}

#[tokio::test]
async fn a_refused_url_that_cannot_be_renewed_is_an_error() {
    let cases = [
        (ScriptedResponse::json(&json!({ "id": "abc", "status": "completed" })), None),
        (
            ScriptedResponse::empty("500 Internal Server Error"),
            Some("the service answered 500 Internal Server Error (generation abc)"),
        ),
        (
            ScriptedResponse::empty("401 Unauthorized"),
            Some("the service answered 401 Unauthorized (generation abc)"),
        ),
    ];
    for (poll, source) in cases {
        let (error, host) = failure(None, 99, vec![refused(), poll]).await;
        let text = "the host of the video answered 403 Forbidden";
        assert_eq!(error.to_string(), rejected(text, &host.url("/1.mp4")));
        assert_eq!(error.source().map(ToString::to_string).as_deref(), source);
    }
}

#[tokio::test]
async fn a_renewed_url_that_is_refused_too_is_an_error() {
    let host = ScriptedHost::start();
    let renewed = json!({ "url": host.url("/2.mp4") });
    let script = vec![refused(), completed(renewed), ScriptedResponse::empty("404 Not Found")];
    let folder = TargetFolder::new();
    let video = video_of_size(&host, None, script).await;
    let error = video.download_to(folder.target()).await.unwrap_err();
    let text = "the host of the video answered 404 Not Found";
    assert_eq!(error.to_string(), rejected(text, &host.url("/2.mp4")));
    assert!(error.is_download() && !error.is_not_found());
    folder.assert_empty();
    assert_eq!(host.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_download_resumes_from_a_renewed_url() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let renewed = completed(json!({ "url": host.url("/2.mp4?signature=new") }));
    let script = vec![interrupted_after(100_000), refused(), renewed, rest(34_464)];
    let video = host.video(script).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    let recorded = host.requests();
    let paths: Vec<_> = recorded.iter().map(|request| request.path()).collect();
    assert_eq!(paths, ["/1.mp4", "/1.mp4", POLL, "/2.mp4?signature=new"]);
    assert_eq!(ranges(&host)[3], (retry(1), from(34_464)));
    assert_eq!(recorded[3].header("if-range"), Some(ETAG));
}

#[tokio::test(start_paused = true)]
async fn another_file_at_a_renewed_url_is_downloaded_from_its_start() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let renewed = completed(json!({ "url": host.url("/2.mp4") }));
    let other = whole().header("etag", "\"two\"").send(bytes());
    let video = host.video(vec![interrupted_after(100_000), refused(), renewed, other]).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_url_is_renewed_only_once() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let renewed = completed(json!({ "url": host.url("/2.mp4") }));
    let script = vec![interrupted_after(100_000), refused(), renewed, ScriptedResponse::empty("410 Gone")];
    let video = host.video(script).await;
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    let text = rejected("the host of the video answered 410 Gone", &host.url("/2.mp4"));
    assert_eq!(error.to_string(), text + &folder.kept_text(100_000));
    assert_eq!(host.requests().len(), 4);
    folder.assert_kept(100_000);
}

#[tokio::test(start_paused = true)]
async fn a_url_is_renewed_only_once_even_after_a_retry() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let renewed = completed(json!({ "url": host.url("/2.mp4") }));
    let busy = ScriptedResponse::empty("503 Service Unavailable");
    let script = vec![refused(), renewed, busy, refused()];
    let video = host.video(script).await;
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    let text = rejected("the host of the video answered 403 Forbidden", &host.url("/2.mp4"));
    assert_eq!(error.to_string(), text);
    let paths: Vec<_> = host.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(paths, ["/1.mp4", POLL, "/2.mp4", "/2.mp4"]);
    folder.assert_empty();
}

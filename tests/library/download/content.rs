//! Only a video of the announced size is accepted, and nothing else leaves a file.

use std::{fs, sync::Mutex};

use serde_json::json;

use super::{TargetFolder, failure, short_video, video_head, video_of_size};
use crate::support::host::{ScriptedHost, ScriptedResponse};

#[tokio::test]
async fn what_is_not_a_video_is_refused_and_leaves_no_file() {
    let typed =
        |content_type| ScriptedResponse::new("200 OK").header("content-type", content_type).send("anything");
    let encoded = |encoding| video_head().header("content-encoding", encoding).send("anything");
    let cases = [
        (typed("text/html"), "answered text/html, which is not a video"),
        (typed("Text/HTML; charset=utf-8"), "answered Text/HTML; charset=utf-8, which is not a video"),
        (typed("text/plain"), "answered text/plain, which is not a video"),
        (typed("application/json"), "answered application/json, which is not a video"),
        (typed("application/problem+json"), "answered application/problem+json, which is not a video"),
        (encoded("gzip"), "answered with the encoding gzip"),
        (encoded("br"), "answered with the encoding br"),
        (short_video("<html>"), "sent text that begins with '<', which is not a video"),
        (short_video("{\"message\": \"gone\"}"), "sent text that begins with '{', which is not a video"),
        (short_video("\r\n\t [1]"), "sent text that begins with '[', which is not a video"),
        (
            video_head().send("  ").until_received(2).send("\n").until_received(3).send("<"),
            "sent text that begins with '<', which is not a video",
        ),
        (short_video(""), "sent an empty file"),
        (video_head(), "sent an empty file"),
        (ScriptedResponse::new("204 No Content"), "sent an empty file"),
        (
            ScriptedResponse::new("206 Partial Content").header("content-range", "bytes 0-4/5").send("video"),
            "answered 206 Partial Content",
        ),
        (ScriptedResponse::empty("402 Payment Required"), "answered 402 Payment Required"),
        (ScriptedResponse::empty("416 Range Not Satisfiable"), "answered 416 Range Not Satisfiable"),
        (ScriptedResponse::empty("304 Not Modified"), "answered 304 Not Modified"),
    ];
    for (response, text) in cases {
        let host = ScriptedHost::start();
        let video = video_of_size(&host, None, vec![response]).await;
        let folder = TargetFolder::new();
        let download = video.download(folder.target()).on_progress(host.progress());
        let error = host.run(download.send()).await.unwrap_err();
        assert_eq!(error.to_string(), format!("the host of the video {text} (generation abc)"));
        assert!(error.is_download());
        assert_eq!(error.generation_id(), Some("abc"));
        folder.assert_empty();
        assert_eq!(host.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_wrong_or_too_large_size_is_refused() {
    let too_large = "the video is larger than the limit of 8 bytes (generation abc)";
    let announced = "the host of the video announces 5 bytes, but the job reports 9 (generation abc)";
    let cases = [
        (short_video("short"), Some(9), 99, announced),
        (video_head().send("short"), Some(9), 99, "received 5 bytes of 9 (generation abc)"),
        (video_head().send("not a lot"), Some(5), 99, "received 9 bytes of 5 (generation abc)"),
        // Its body is not awaited.
        (video_head().header("content-length", 9).stall(), None, 8, too_large),
        (video_head().stall(), Some(9), 8, too_large),
        // The rest of it is not awaited.
        (video_head().send("not a lot").stall(), None, 8, too_large),
    ];
    for (response, file_size, max_size, text) in cases {
        assert_eq!(failure(file_size, max_size, vec![response]).await.to_string(), text);
    }
}

#[tokio::test]
async fn a_file_of_exactly_the_allowed_size_is_accepted() {
    let plain = |response: ScriptedResponse| response.header("content-encoding", "identity");
    for response in [short_video("not a lot"), plain(video_head()).send("not a lot")] {
        let host = ScriptedHost::start();
        let video = video_of_size(&host, Some(9), vec![response]).await;
        let folder = TargetFolder::new();
        let path = folder.target();
        assert_eq!(video.download(&path).max_size(9).send().await.unwrap(), 9);
        assert_eq!(fs::read(&path).unwrap(), b"not a lot");
        assert_eq!(folder.file_names(), ["1.mp4"]);
    }
}

#[tokio::test]
async fn an_existing_file_is_kept_unless_overwriting_is_enabled() {
    let folder = TargetFolder::new();
    let path = folder.target();
    fs::write(&path, "older").unwrap();
    let host = ScriptedHost::start();
    let video = video_of_size(&host, None, vec![short_video("newer")]).await;
    let error = video.download_to(&path).await.unwrap_err();
    assert_eq!(error.to_string(), format!("{} already exists (generation abc)", path.display()));
    assert_eq!(fs::read(&path).unwrap(), b"older");
    assert_eq!(host.requests().len(), 0);

    let seen = Mutex::new(Vec::new());
    let download = video
        .download(&path)
        .overwrite(true)
        .on_progress(|bytes, total| seen.lock().unwrap().push((bytes, total)));
    assert_eq!(host.run(download.send()).await.unwrap(), 5);
    assert_eq!(fs::read(&path).unwrap(), b"newer");
    assert_eq!(folder.file_names(), ["1.mp4"]);
    assert_eq!(seen.lock().unwrap().last(), Some(&(5, Some(5))));
}

#[tokio::test]
async fn a_missing_folder_is_an_error() {
    let folder = TargetFolder::new();
    let path = folder.path("missing/1.mp4");
    let host = ScriptedHost::start();
    let error =
        video_of_size(&host, None, vec![short_video("video")]).await.download_to(&path).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot create {}.part: ", path.display())), "{error}");
    assert!(error.is_download());
    folder.assert_empty();
}

#[tokio::test]
async fn a_part_record_that_cannot_be_written_is_an_error() {
    let folder = TargetFolder::new();
    let record = folder.path("1.mp4.part.json");
    fs::create_dir(&record).unwrap();
    let host = ScriptedHost::start();
    let video = video_of_size(&host, None, vec![short_video("video")]).await;
    let error = video.download_to(folder.target()).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot write {}: ", record.display())), "{error}");
    assert!(error.is_download());
    assert_eq!(folder.file_names(), ["1.mp4.part.json"]);
}

#[tokio::test]
async fn a_video_without_an_http_url_is_an_error() {
    for url in ["file:///etc/hostname", "nonsense", "ftp://example.com/1.mp4"] {
        let host = ScriptedHost::start();
        let folder = TargetFolder::new();
        let video = host.video_with(json!({ "url": url }), vec![]).await;
        let error = video.download_to(folder.target()).await.unwrap_err();
        assert_eq!(error.to_string(), format!("the URL of the video is invalid: {url:?} (generation abc)"));
        assert!(error.is_download());
        folder.assert_empty();
    }
}

//! What is accepted as the video: the status and the first bytes decide, and neither the other headers nor the size
//! that the job reports.

use std::{fs, sync::Mutex};

use serde_json::json;

use super::{SHORT, TargetFolder, failure, short_video, sized, video_head, video_of_size};
use crate::support::{
    host::{ScriptedHost, ScriptedResponse},
    printed,
    video::{mp4, mp4_box, rejected},
};

#[tokio::test]
async fn only_the_statuses_200_and_206_are_accepted() {
    let whole = |status| ScriptedResponse::new(status).sized_body(mp4(64));
    let cases = [
        (whole("201 Created"), "201 Created"),
        (whole("202 Accepted"), "202 Accepted"),
        (whole("203 Non-Authoritative Information"), "203 Non Authoritative Information"),
        (ScriptedResponse::new("204 No Content"), "204 No Content"),
        (whole("206 Partial Content").header("content-range", "bytes 0-63/64"), "206 Partial Content"),
        (whole("226 IM Used"), "226 IM Used"),
        (ScriptedResponse::empty("402 Payment Required"), "402 Payment Required"),
        (ScriptedResponse::empty("416 Range Not Satisfiable"), "416 Range Not Satisfiable"),
        (ScriptedResponse::empty("304 Not Modified"), "304 Not Modified"),
    ];
    for (response, status) in cases {
        let (error, host) = failure(None, 99, vec![response]).await;
        let reason = format!("the host of the video answered {status}");
        assert_eq!(error.to_string(), rejected(&reason, &host.url("/1.mp4")));
        assert_eq!(error.generation_id(), Some("abc"));
    }
}

#[tokio::test]
async fn what_does_not_begin_as_a_video_does_is_refused_and_leaves_no_file() {
    let utf16 = |text: &str, to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    };
    let page = "<!DOCTYPE html><html><head><title>Sign in</title></head></html>";
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 32]].concat();
    let gzip = [b"\x1f\x8b\x08".as_slice(), &[0; 32]].concat();
    let unknown = "text or unknown content";
    let cases = [
        (sized("<html><title>Sign in</title></html>"), "text/html"),
        (sized("\u{feff}<html>"), unknown),
        (sized(utf16("\u{feff}<html>", u16::to_le_bytes)), unknown),
        (sized(utf16(&format!("\u{feff}{page}"), u16::to_be_bytes)), unknown),
        (sized(utf16(page, u16::to_le_bytes)), unknown),
        (sized(utf16(page, u16::to_be_bytes)), unknown),
        (sized("{\"message\": \"gone\"}"), unknown),
        (sized("\r\n\t [1]"), unknown),
        (sized("Access denied"), unknown),
        (sized(png), "image/png"),
        (sized(mp4_box(b"ftyp", b"avif\0\0\0\0avifmif1")), "image/avif"),
        (sized(mp4_box(b"ftyp", b"M4A \0\0\0\0M4A isom")), "audio/m4a"),
        (sized(gzip), "application/gzip"),
        (sized("v"), unknown),
        (sized(" ".repeat(1000)), unknown),
        (sized([0; 1000]), unknown),
        (video_head().send("  ").send("\n").send("<"), unknown),
    ];
    for (number, (response, found)) in cases.into_iter().enumerate() {
        let (error, host) = failure(None, 9999, vec![response]).await;
        let reason = format!("the host of the video sent {found}, which is not a video");
        assert_eq!(error.to_string(), rejected(&reason, &host.url("/1.mp4")), "case {number}");
        assert_eq!(error.generation_id(), Some("abc"));
    }
    for response in [sized(""), video_head()] {
        let (error, host) = failure(None, 99, vec![response]).await;
        let reason = "the host of the video sent an empty file";
        assert_eq!(error.to_string(), rejected(reason, &host.url("/1.mp4")));
    }
}

/// The bytes that a download accepts from this response.
async fn accepted(file_size: Option<u64>, response: ScriptedResponse) -> Vec<u8> {
    let host = ScriptedHost::start();
    let video = video_of_size(&host, file_size, vec![response]).await;
    let folder = TargetFolder::new();
    let downloaded = host.run(video.download_to(folder.target())).await.unwrap();
    let bytes = fs::read(folder.target()).unwrap();
    assert_eq!(downloaded.bytes(), bytes.len() as u64);
    assert_eq!(folder.file_names(), ["1.mp4"]);
    bytes
}

#[tokio::test]
async fn a_video_is_accepted_whatever_its_type_and_encoding_are_called() {
    let headers = [
        ("content-type", "text/plain"),
        ("content-type", "text/html; charset=utf-8"),
        ("content-type", "application/json"),
        ("content-type", "application/octet-stream"),
        ("content-encoding", "identity"),
        ("content-encoding", "aws-chunked"),
        ("content-encoding", "gzip"),
        ("content-encoding", ""),
    ];
    for (name, value) in headers {
        let response = ScriptedResponse::new("200 OK").header(name, value).sized_body(mp4(64));
        assert_eq!(accepted(None, response).await, mp4(64), "{name}: {value}");
    }
}

#[tokio::test]
async fn a_video_is_accepted_whatever_size_the_job_reports() {
    for file_size in [0, 1, 63, 64, 65, u64::MAX] {
        assert_eq!(accepted(Some(file_size), short_video()).await, mp4(64), "{file_size}");
        let without_length = video_head().send(mp4(64));
        assert_eq!(accepted(Some(file_size), without_length).await, mp4(64), "{file_size}");
    }
}

#[tokio::test]
async fn videos_in_other_containers_are_accepted() {
    let webm = [b"\x1a\x45\xdf\xa3\x42\x82\x84webm".as_slice(), &[7; 300]].concat();
    let matroska = [b"\x1a\x45\xdf\xa3\x42\x82\x88matroska".as_slice(), &[7; 300]].concat();
    let quick_time = mp4_box(b"ftyp", b"qt  \0\0\0\0qt  ");
    let quick_time_without_brand = mp4_box(b"moov", &[7; 99]);
    let unknown_brand = mp4_box(b"ftyp", b"iso9\0\0\0\0cmfc");
    for video in [webm, matroska, quick_time, quick_time_without_brand, unknown_brand] {
        assert_eq!(accepted(None, sized(&video)).await, video);
    }
}

#[tokio::test]
async fn a_video_that_is_larger_than_the_limit_is_refused() {
    let cases = [
        // Its body is not awaited.
        (video_head().header("content-length", 64).stall(), None),
        // The rest of it is not awaited.
        (video_head().send(mp4(999)).stall(), None),
        (video_head().send(mp4(999)).stall(), Some(1)),
    ];
    for (response, file_size) in cases {
        let (error, _) = failure(file_size, 63, vec![response]).await;
        assert_eq!(error.to_string(), "the video is larger than the limit of 63 bytes (generation abc)");
    }
}

#[tokio::test]
async fn a_video_of_exactly_the_maximum_size_is_accepted() {
    for response in [short_video(), video_head().send(mp4(64))] {
        let host = ScriptedHost::start();
        let video = video_of_size(&host, None, vec![response]).await;
        let folder = TargetFolder::new();
        let download = video.download(folder.target()).max_size(SHORT);
        assert_eq!(host.run(download.send()).await.unwrap().bytes(), SHORT);
        assert_eq!(fs::read(folder.target()).unwrap(), mp4(64));
    }
}

#[tokio::test]
async fn an_existing_file_is_kept_unless_overwriting_is_enabled() {
    let folder = TargetFolder::new();
    let path = folder.target();
    fs::write(&path, "older").unwrap();
    let host = ScriptedHost::start();
    let video = video_of_size(&host, None, vec![short_video()]).await;
    let error = video.download_to(&path).await.unwrap_err();
    assert_eq!(error.to_string(), format!("{} already exists (generation abc)", path.display()));
    assert_eq!(fs::read(&path).unwrap(), b"older");
    assert_eq!(folder.file_names(), ["1.mp4"]);
    assert_eq!(host.requests().len(), 0);

    let seen = Mutex::new(Vec::new());
    let download = video
        .download(&path)
        .overwrite(true)
        .on_progress(|bytes, total| seen.lock().unwrap().push((bytes, total)));
    assert_eq!(host.run(download.send()).await.unwrap().bytes(), SHORT);
    assert_eq!(fs::read(&path).unwrap(), mp4(64));
    assert_eq!(folder.file_names(), ["1.mp4"]);
    assert_eq!(seen.lock().unwrap().last(), Some(&(SHORT, Some(SHORT))));
}

#[tokio::test]
async fn a_video_without_an_http_url_is_an_error_that_does_not_show_it() {
    let cases = [
        ("file:///etc/hostname?key=secret", "the URL of the video has the scheme \"file\""),
        ("ftp://user:secret@example.com/1.mp4", "the URL of the video has the scheme \"ftp\""),
        ("nonsense?key=secret", "the URL of the video is invalid: relative URL without a base"),
        (
            "https://exa mple.com/?key=secret",
            "the URL of the video is invalid: invalid international domain name",
        ),
    ];
    for (url, text) in cases {
        let host = ScriptedHost::start();
        let folder = TargetFolder::new();
        let video = host.video_with(json!({ "url": url }), vec![]).await;
        let error = video.download_to(folder.target()).await.unwrap_err();
        assert_eq!(error.to_string(), format!("{text} (generation abc)"));
        assert!(!format!("{error:?} {video:?}").contains("secret"));
        assert!(error.is_download());
        folder.assert_empty();
    }
}

#[tokio::test(start_paused = true)]
async fn a_signed_url_is_shown_neither_in_errors_nor_in_debug() {
    let no_ranges = ScriptedResponse::empty("416 Range Not Satisfiable");
    let scripts = [
        vec![no_ranges],
        vec![ScriptedResponse::empty("503 Service Unavailable"); 6],
        vec![ScriptedResponse::none(); 6],
        vec![ScriptedResponse::none().stall(); 6],
        vec![ScriptedResponse::new("302 Found").header("location", "ftp://127.0.0.1/?key=secret")],
        vec![sized("<html>")],
        vec![video_head().send(&mp4(64)[..50]); 6],
        vec![video_head().header("content-length", 64).send(&mp4(64)[..50]); 6],
        vec![short_video().header("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")],
        vec![sized(mp4(9999))],
    ];
    for (number, script) in scripts.into_iter().enumerate() {
        let host = ScriptedHost::start();
        let url = host.url("/1.mp4?signature=secret#secret").replace("//", "//user:secret@");
        let video = host.video_with(json!({ "url": url }), script).await;
        assert_eq!(video.url(), url);
        let folder = TargetFolder::new();
        let download = video.download(folder.target()).max_size(999);
        let error = host.run(download.send()).await.unwrap_err();
        for text in [printed(&error), format!("{video:?} {video:#?}")] {
            assert!(!text.contains("secret"), "case {number}: {text}");
        }
        let shown = format!("url: \"{}?…\"", host.url("/1.mp4").replace("//", "//…@"));
        assert!(format!("{video:?}").contains(&shown), "{video:?}");
    }
}

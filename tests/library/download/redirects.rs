//! Redirects are followed to other hosts, without the API key.

use std::{error::Error as _, fs};

use aimlapi_kling::{Client, Job};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{SHORT, TargetFolder, failure, short_video, video_of_size};
use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    tls,
    video::{ID, completed, mp4, rejected},
};

fn redirect(url: &str) -> ScriptedResponse {
    ScriptedResponse::new("302 Found").header("location", url).header("content-length", 0)
}

#[tokio::test]
async fn redirects_are_followed_without_the_api_key() {
    let elsewhere = ScriptedHost::start();
    elsewhere.play(vec![short_video()]);
    let host = ScriptedHost::start();
    let mut script = vec![redirect(&host.url("/2.mp4")); 4];
    script.push(redirect(&elsewhere.url("/3.mp4")));
    let video = video_of_size(&host, None, script).await;
    let folder = TargetFolder::new();
    let path = folder.target();
    assert_eq!(video.download_to(&path).await.unwrap().bytes(), SHORT);
    assert_eq!(fs::read(&path).unwrap(), mp4(64));
    assert_eq!(folder.file_names(), ["1.mp4"]);
    assert_eq!((host.requests().len(), elsewhere.requests().len()), (5, 1));
    for request in host.requests().iter().chain(&elsewhere.requests()) {
        // The first host is the gateway, too.
        assert_eq!(request.header("authorization"), None, "{request:?}");
        assert!(!request.head.contains(KEY), "{request:?}");
        assert_eq!(request.header("accept-encoding"), Some("identity"));
    }
}

#[tokio::test]
async fn redirects_to_other_schemes_and_too_many_redirects_are_errors() {
    let text = "the URL of the video redirects to a URL that is not followed";
    let cases = [
        ("ftp://127.0.0.1/1.mp4", text),
        ("data:,video", text),
        ("file:///etc/hostname", "the host of the video answered 302 Found"),
    ];
    for (url, text) in cases {
        let (error, host) = failure(None, 99, vec![redirect(url)]).await;
        assert_eq!(error.to_string(), rejected(text, &host.url("/1.mp4")), "{url}");
    }
    let host = ScriptedHost::start();
    let script = vec![redirect(&host.url("/again.mp4")); 6];
    let folder = TargetFolder::new();
    let video = video_of_size(&host, None, script).await;
    let error = video.download_to(folder.target()).await.unwrap_err();
    assert_eq!(error.to_string(), rejected(text, &host.url("/1.mp4")));
    assert!(error.is_download());
    assert_eq!(host.requests().len(), 6);
    folder.assert_empty();
}

/// Starts a host with TLS that redirects every request. Returns its URL and its certificate.
async fn start_redirecting_host(location: String) -> (String, rcgen::Certificate) {
    let (acceptor, certificate) = tls::acceptor(&[]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = acceptor.accept(stream).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let response = format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(response.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
    });
    (format!("https://localhost:{port}/1.mp4"), certificate)
}

#[tokio::test]
async fn a_redirect_from_https_to_http_is_not_followed() {
    let host = ScriptedHost::start();
    let (url, certificate) = start_redirecting_host(host.url("/2.mp4?signature=secret")).await;
    host.play([completed(json!({ "url": format!("{url}?signature=secret") })), short_video()]);
    let client = Client::builder(KEY)
        .base_url(host.base_url())
        .configure_http(move |http| tls::trust(http, &certificate).no_proxy())
        .build()
        .unwrap();
    let video = client.wait(&Job::from_id(ID)).await.unwrap();
    let folder = TargetFolder::new();
    let error = video.download_to(folder.target()).await.unwrap_err();
    let text = "the URL of the video redirects to a URL that is not followed";
    assert_eq!(error.to_string(), rejected(text, &format!("{url}?…")));
    assert_eq!(error.source().unwrap().to_string(), "error following redirect");
    assert_eq!(host.requests().len(), 1);
    folder.assert_empty();
}

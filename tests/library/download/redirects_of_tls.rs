//! A redirect never leads from HTTPS to HTTP.

use std::error::Error as _;

use aimlapi_kling::{Client, Job};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{TargetFolder, short_video};
use crate::support::{
    KEY,
    host::ScriptedHost,
    tls,
    video::{ID, completed, rejected},
};

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

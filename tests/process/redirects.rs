//! A redirect from https to http is not followed, by no client.

use std::{env, fs, path::Path, process::Stdio, time::Duration};

use aimlapi_kling::{Client, ClientBuilder, Job, WaitPolicy, reqwest};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    this_test_again, tls,
    video::{ID, completed, mp4, rejected},
};

/// The variables that tell a child where the gateway is, and which certificate to trust.
const HOST: &str = "KLING_TEST_GATEWAY";
const CERTIFICATE: &str = "SSL_CERT_FILE";

const TEST: &str = "redirects::a_redirect_from_https_to_http_is_refused";

/// Starts a host with TLS that redirects every request. Returns its URL.
async fn start_redirecting_host(location: String, certificate: &Path) -> String {
    let (acceptor, signed) = tls::acceptor(&[]);
    fs::write(certificate, signed.pem()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = acceptor.accept(stream).await.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap());
            }
            let response = format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(response.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    format!("https://localhost:{port}/1.mp4")
}

/// Downloads the video of the job. Returns the error.
async fn error(client: ClientBuilder) -> String {
    let client = client.wait_policy(WaitPolicy::new().initial_delay(Duration::ZERO)).build().unwrap();
    let video = client.wait(&Job::from_id(ID)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    video.download_to(folder.path().join("1.mp4")).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_redirect_from_https_to_http_is_refused() {
    if let Ok(gateway) = env::var(HOST) {
        return eprintln!("error: {}", error(Client::builder(KEY).base_url(gateway)).await);
    }
    let folder = tempfile::tempdir().unwrap();
    let certificate = folder.path().join("certificate.pem");
    let host = ScriptedHost::start();
    let url = start_redirecting_host(host.url("/2.mp4?signature=secret"), &certificate).await;
    let signed = format!("{url}?signature=secret");
    host.respond(move |request| match request.path() {
        "/2.mp4?signature=secret" => ScriptedResponse::new("200 OK").sized_body(mp4(64)),
        _ => completed(json!({ "url": signed })),
    });
    let text = rejected("the URL of the video redirects to a URL that is not followed", &format!("{url}?…"));

    // The client of this crate does not even request it.
    let mut child = this_test_again(TEST);
    let child = child.env(HOST, host.base_url()).env(CERTIFICATE, &certificate).stderr(Stdio::piped());
    let output = String::from_utf8(child.output().await.unwrap().stderr).unwrap();
    assert_eq!(output.lines().find_map(|line| line.strip_prefix("error: ")).expect(&output), text);
    assert_eq!(host.requests().len(), 1);

    // Nor do clients whose settings the caller has changed.
    let certificate = reqwest::Certificate::from_pem(&fs::read(&certificate).unwrap()).unwrap();
    let client = Client::builder(KEY)
        .base_url(host.base_url())
        .configure_http(move |http| http.tls_certs_merge([certificate.clone()]));
    assert_eq!(error(client).await, text);
    assert_eq!(host.requests().len(), 2);
}

//! TLS by default: which certificates are trusted, and which cryptography is used.

use std::{env, fs, process::Output};

use aimlapi_kling::{Client, Job};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        CipherSuite,
        crypto::{CryptoProvider, ring},
    },
};

use crate::support::{KEY, this_test_again, tls};

/// The variable that tells a child whom to call.
const GATEWAY: &str = "KLING_TEST_TLS_GATEWAY";

/// What a default provider that the program has chosen supports. By default, another one is negotiated.
const CHOSEN: CipherSuite = CipherSuite::TLS13_CHACHA20_POLY1305_SHA256;

#[tokio::test]
async fn a_certificate_of_the_system_is_trusted_and_no_provider_is_installed() {
    if let Ok(gateway) = env::var(GATEWAY) {
        retrieve(gateway).await;
        assert!(CryptoProvider::get_default().is_none());
        return;
    }
    let name = "tls::a_certificate_of_the_system_is_trusted_and_no_provider_is_installed";
    let (output, negotiated) = run_with_gateway(name, true).await;
    assert!(output.status.success(), "{output:?}");
    let (suite, protocol) = negotiated.unwrap();
    assert_ne!(suite, CHOSEN);
    assert_eq!(protocol, b"http/1.1");
}

#[tokio::test]
async fn the_provider_that_the_program_has_installed_is_used_and_kept() {
    if let Ok(gateway) = env::var(GATEWAY) {
        let mut provider = ring::default_provider();
        provider.cipher_suites.retain(|suite| suite.suite() == CHOSEN);
        provider.install_default().unwrap();
        retrieve(gateway).await;
        let installed = CryptoProvider::get_default().unwrap();
        assert_eq!(installed.cipher_suites.iter().map(|suite| suite.suite()).collect::<Vec<_>>(), [CHOSEN]);
        return;
    }
    let name = "tls::the_provider_that_the_program_has_installed_is_used_and_kept";
    let (output, negotiated) = run_with_gateway(name, true).await;
    assert!(output.status.success(), "{output:?}");
    assert_eq!(negotiated.unwrap().0, CHOSEN);
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_refused() {
    if let Ok(gateway) = env::var(GATEWAY) {
        let client = Client::builder(KEY).base_url(gateway).build().unwrap();
        let error = client.retrieve(&Job::from_id("abc")).await.unwrap_err();
        assert!(error.is_transport(), "{error}");
        return;
    }
    let name = "tls::a_certificate_that_nobody_trusts_is_refused";
    let (output, negotiated) = run_with_gateway(name, false).await;
    assert!(output.status.success(), "{output:?}");
    assert_eq!(negotiated, None);
}

async fn retrieve(gateway: String) {
    let client = Client::builder(KEY).base_url(gateway).build().unwrap();
    let generation = client.retrieve(&Job::from_id("abc")).await.unwrap();
    assert_eq!(generation.status().as_str(), "generating");
}

/// Runs a test again in a process that calls a gateway of this one, and that trusts its certificate or not.
/// Returns what the connection has negotiated, if the handshake was completed.
async fn run_with_gateway(test: &str, is_trusted: bool) -> (Output, Option<(CipherSuite, Vec<u8>)>) {
    let (acceptor, certificate) = tls::acceptor(&[b"http/1.1"]);
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("trusted.pem");
    let other = tls::acceptor(&[]).1;
    fs::write(&trusted, if is_trusted { certificate.pem() } else { other.pem() }).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gateway = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let mut child = this_test_again(test);
    child.env(GATEWAY, gateway).env("SSL_CERT_FILE", &trusted).env_remove("SSL_CERT_DIR");
    let (output, negotiated) = tokio::join!(child.output(), respond_once(listener, acceptor));
    (output.unwrap(), negotiated)
}

async fn respond_once(listener: TcpListener, acceptor: TlsAcceptor) -> Option<(CipherSuite, Vec<u8>)> {
    let (stream, _) = listener.accept().await.unwrap();
    let mut stream = acceptor.accept(stream).await.ok()?;
    let connection = stream.get_ref().1;
    let suite = connection.negotiated_cipher_suite().unwrap().suite();
    let protocol = connection.alpn_protocol().unwrap().to_vec();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let body = json!({ "id": "abc", "status": "generating" }).to_string();
    let response = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(response.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    Some((suite, protocol))
}

//! Proxies that respond themselves instead of passing requests on.
//!
//! A line says how many requests the proxy receives, and what the caller gets. A proxy reads the requests to a
//! gateway without TLS; for one with TLS it only receives the request for a tunnel.

use aimlapi_kling::{Client, Error, Job, Video, reqwest::Proxy};
use serde_json::json;

use super::{call::CLIENT_REQUEST_ID, outcome_text};
use crate::support::{
    KEY, file_names,
    host::{RecordedRequest, ScriptedHost, ScriptedResponse},
    printed, request,
    snapshot::assert_snapshot,
    video::{ID, mp4},
};

const PAGE: &str = "<html><head><title>Sign in</title></head><body>Please sign in.</body></html>";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Submit,
    Retrieve,
    LookUp,
    Download,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Gateway {
    WithoutTls,
    WithTls,
}

impl Gateway {
    const fn video_url(self) -> &'static str {
        match self {
            Self::WithoutTls => "http://storage.example/1.mp4",
            Self::WithTls => "https://storage.example/1.mp4",
        }
    }

    const fn base_url(self) -> &'static str {
        match self {
            Self::WithoutTls => "http://gateway.example",
            Self::WithTls => "https://gateway.example",
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_of_a_proxy_is_never_taken_for_a_response_of_the_service() {
    let mut table = "what the proxy sends; what it receives; what the caller gets\n".to_owned();
    let mut broken = Vec::new();
    for gateway in [Gateway::WithoutTls, Gateway::WithTls] {
        for call in [Call::Submit, Call::Retrieve, Call::LookUp, Call::Download] {
            table += &format!("\n{call:?}, {gateway:?}\n");
            for (name, page) in pages() {
                let proxy = ScriptedHost::start();
                proxy.respond(move |_| page.clone());
                let outcome = proxy.run(run(call, gateway, &client(gateway, &proxy))).await;
                let requests = proxy.requests();
                table += &format!("  {name:24} {} received  {}\n", requests.len(), outcome_text(&outcome));
                let rules = broken_rules(call, gateway, &requests, &outcome);
                broken.extend(rules.iter().map(|rule| format!("{call:?}, {gateway:?}, {name}: {rule}")));
            }
        }
    }
    assert!(broken.is_empty(), "{}\n{table}", broken.join("\n"));
    assert_snapshot!("faults" / "proxies", table);
}

fn client(gateway: Gateway, proxy: &ScriptedHost) -> Client {
    let proxy = Proxy::all(proxy.base_url()).unwrap();
    Client::builder(KEY)
        .base_url(gateway.base_url())
        .allow_http(true)
        .configure_http(move |http| http.proxy(proxy.clone()))
        .build()
        .unwrap()
}

/// What a proxy sends instead of the response of the gateway.
fn pages() -> Vec<(&'static str, ScriptedResponse)> {
    let page =
        |status: &str| ScriptedResponse::new(status).header("content-type", "text/html").sized_body(PAGE);
    vec![
        ("200 and a page", page("200 OK")),
        ("302 to a page", page("302 Found").header("location", "http://proxy.example/sign-in")),
        ("403 and a page", page("403 Forbidden")),
        ("403 and a text", ScriptedResponse::new("403 Forbidden").sized_body("blocked by policy")),
        ("407 and a page", page("407 Proxy Authentication Required").header("proxy-authenticate", "Basic")),
        ("429 and a page", page("429 Too Many Requests")),
        ("502 and a page", page("502 Bad Gateway")),
        ("503 and a page", page("503 Service Unavailable")),
        ("504 and a page", page("504 Gateway Timeout")),
        ("nothing, closed", ScriptedResponse::none()),
        ("nothing, reset", ScriptedResponse::none().reset()),
        ("nothing, stalled", ScriptedResponse::none().stall()),
    ]
}

async fn run(call: Call, gateway: Gateway, client: &Client) -> Result<String, Error> {
    match call {
        Call::Submit => {
            let id = CLIENT_REQUEST_ID.parse().unwrap();
            Ok(format!("job {}", client.submit_as(&id, request()).await?.id()))
        }
        Call::Retrieve => {
            let generation = client.retrieve(&Job::from_id(ID)).await?;
            Ok(format!("generation {}, {}", generation.id(), generation.status().as_str()))
        }
        Call::LookUp => {
            let id = CLIENT_REQUEST_ID.parse().unwrap();
            client.find_submission(&id).await.map(|found| format!("{found:?}"))
        }
        Call::Download => {
            let folder = tempfile::tempdir().unwrap();
            let video = video(client, gateway.video_url());
            let result = video.download(folder.path().join("1.mp4")).max_retries(2).send().await;
            assert_eq!(file_names(folder.path()), [""; 0]);
            result.map(|downloaded| format!("{} bytes", downloaded.bytes()))
        }
    }
}

fn video(client: &Client, url: &str) -> Video {
    let generation = json!({ "id": ID, "status": "completed", "video": { "url": url } });
    let generation = serde_json::from_value(generation).expect("it is one");
    client.video(&Job::from_id(ID), generation).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_video_is_downloaded_through_a_proxy_and_resumed_after_an_interruption() {
    let (bytes, cut) = (mp4(200_000), 100_000);
    let proxy = ScriptedHost::start();
    let head = |status: &str| ScriptedResponse::new(status).header("etag", "\"one\"");
    let start = cut - 64 * 1024;
    let rest = head("206 Partial Content").header("content-range", format!("bytes {start}-199999/200000"));
    proxy.play([
        head("200 OK").header("content-length", bytes.len()).send(&bytes[..cut]),
        rest.sized_body(&bytes[start..]),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("1.mp4");
    let client = client(Gateway::WithoutTls, &proxy);
    let video = video(&client, Gateway::WithoutTls.video_url());
    let downloaded = proxy.run(video.download(&target).send()).await.unwrap();
    assert_eq!(downloaded.bytes(), 200_000);
    assert!(std::fs::read(target).unwrap() == bytes);
    assert_eq!(file_names(folder.path()), ["1.mp4"]);
    let requests = proxy.requests();
    let ranges: Vec<_> = requests.iter().map(RecordedRequest::range_start).collect();
    assert_eq!(ranges, [None, Some(start as u64)]);
    for request in requests {
        assert!(
            request.head.starts_with("GET http://storage.example/1.mp4 HTTP/1.1\r\n"),
            "{}",
            request.head
        );
        assert!(!request.head.contains(KEY));
    }
}

/// Whether a request is for the video itself, and not for a new URL of it.
fn is_for_storage(request: &RecordedRequest) -> bool {
    request.head.starts_with("GET http://storage.example/")
}

fn broken_rules(
    call: Call,
    gateway: Gateway,
    requests: &[RecordedRequest],
    outcome: &Result<String, Error>,
) -> Vec<&'static str> {
    let Err(error) = outcome else { return vec!["a page is not a response of the service"] };
    let is_submission = call == Call::Submit;
    let is_repeated = requests.len() > 1;
    let is_tunnel = gateway == Gateway::WithTls;
    let may_be_passed_on =
        |request: &RecordedRequest| !is_tunnel && !matches!(request.response_status, Some(403 | 407 | 429));
    let rules = [
        (
            "a submission that may have been passed on is reported as unknown, and no other is",
            error.is_submission_unknown() == (is_submission && requests.last().is_some_and(may_be_passed_on)),
        ),
        (
            "a submission that may have been passed on is not sent again",
            !(is_submission && is_repeated && requests.iter().any(may_be_passed_on)),
        ),
        ("a page says nothing about credits", !error.is_out_of_credits()),
        ("a page ends no job", !error.is_generation_failed()),
        (
            "a proxy of a gateway with TLS never receives the key",
            !is_tunnel
                || requests
                    .iter()
                    .all(|request| !request.head.contains(KEY) && request.method() == "CONNECT"),
        ),
        (
            "the host of a video never receives the key",
            requests.iter().all(|request| !(is_for_storage(request) && request.head.contains(KEY))),
        ),
        ("the key is in nothing that is printed", !printed(error).contains(KEY)),
    ];
    rules.into_iter().filter(|(_, holds)| !holds).map(|(rule, _)| rule).collect()
}

//! Redirects are followed to other hosts, without the API key.

use std::fs;

use super::{SHORT, TargetFolder, failure, short_video, video_of_size};
use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    video::{mp4, rejected},
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

//! The simulator's videos differ, and its storage serves ranges and expiring URLs.

use aimlapi_kling::{
    Job, Video,
    reqwest::{Response, header::HeaderMap},
    simulator::{KEY, Simulator, SimulatorBuilder},
};

use crate::support::{http, request};

/// A simulator, and the finished video of its one job.
async fn finished(builder: SimulatorBuilder) -> (Simulator, Video) {
    let simulator = builder.instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let video = client.generate(request()).await.unwrap();
    (simulator, video)
}

/// The clip of a video, and the box that follows it.
fn split(video: &[u8]) -> (&[u8], &[u8]) {
    video.split_at(video.windows(4).position(|part| part == b"free").unwrap() - 4)
}

type Headers<'a> = &'a [(&'a str, &'a str)];

async fn get(url: &str, headers: Headers<'_>) -> Response {
    let request = http().get(url);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.send().await.unwrap()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_job_has_a_video_of_its_own() {
    let simulator = Simulator::builder().video_size(20_000).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let (mut videos, mut clips) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let job = client.submit(request()).await.unwrap();
        let video = simulator.video(job.id()).unwrap();
        let (clip, rest) = split(&video);
        clips.push(clip.to_vec());
        assert_eq!(rest[..4], (rest.len() as u32).to_be_bytes());
        assert_eq!(rest[4..8], *b"free");
        assert!(rest[8..].starts_with(job.id().as_bytes()));
        assert_eq!(video.len(), 20_000);
        videos.push(video);
    }
    assert!(videos[0][15_000..] != videos[1][15_000..], "the padding differs, too");
    assert!(videos[0][16_000..17_000] != videos[0][17_000..18_000], "and does not repeat itself");
    assert!(clips[0] == clips[1], "the clip is the same for the same request");
    assert_eq!(simulator.video("abc"), None);
}

#[tokio::test]
async fn a_video_is_long_enough_for_its_id() {
    for builder in [Simulator::builder(), Simulator::builder().video_size(10)] {
        let (simulator, video) = finished(builder).await;
        let id = video.generation().id();
        let expected = simulator.video(id).unwrap();
        assert_eq!(split(&expected).1.len(), 8 + id.len());
        assert_eq!(video.file().file_size(), Some(expected.len() as u64));
        assert!(get(video.url(), &[]).await.bytes().await.unwrap() == expected);
    }
}

#[test]
#[should_panic(expected = "a video of 4294967296 bytes is too large")]
fn a_video_that_is_too_long_is_refused() {
    let _ = Simulator::builder().video_size(1 << 32);
}

#[tokio::test]
async fn ranges_are_served() {
    let (simulator, video) = finished(Simulator::builder().video_size(20_000)).await;
    let whole = simulator.video(video.generation().id()).unwrap();
    let etag = format!("\"{}\"", video.generation().id());
    let cases: [(Headers<'_>, _, _, &[u8]); 14] = [
        (&[], 200, None, &whole),
        (&[("range", "bytes=0-")], 206, Some("bytes 0-19999/20000"), &whole),
        (&[("range", "bytes=19999-")], 206, Some("bytes 19999-19999/20000"), &whole[19_999..]),
        (&[("range", "bytes=100-199")], 206, Some("bytes 100-199/20000"), &whole[100..200]),
        (&[("range", "bytes=100-90000")], 206, Some("bytes 100-19999/20000"), &whole[100..]),
        (&[("range", "bytes=20000-")], 416, Some("bytes */20000"), b""),
        (&[("range", "bytes=20000-20001")], 416, Some("bytes */20000"), b""),
        (&[("range", "bytes=5-"), ("if-range", &etag)], 206, Some("bytes 5-19999/20000"), &whole[5..]),
        (&[("range", "bytes=5-"), ("if-range", "\"another\"")], 200, None, &whole),
        (&[("range", "bytes=5-"), ("if-range", &format!("W/{etag}"))], 200, None, &whole),
        (&[("range", "bytes=20000-"), ("if-range", "\"another\"")], 200, None, &whole),
        // A server may ignore what it does not understand.
        (&[("range", "bytes=-5")], 200, None, &whole),
        (&[("range", "bytes=9-5")], 200, None, &whole),
        (&[("range", "bytes=0-1,5-6")], 200, None, &whole),
    ];
    for (request_headers, status, content_range, expected) in cases {
        let response = get(video.url(), request_headers).await;
        let headers = response.headers().clone();
        assert_eq!(response.status(), status, "{request_headers:?}");
        assert_eq!(text(&headers, "content-range"), content_range, "{request_headers:?}");
        assert_eq!(text(&headers, "accept-ranges"), Some("bytes"));
        assert_eq!(text(&headers, "etag"), Some(&*etag));
        assert_eq!(text(&headers, "content-length"), Some(&*expected.len().to_string()));
        assert_eq!(text(&headers, "content-type"), (status != 416).then_some("video/mp4"));
        assert_eq!(text(&headers, "x-inference-id"), None, "the storage is not the gateway");
        assert!(response.bytes().await.unwrap() == *expected, "{request_headers:?}");
    }
}

#[tokio::test]
async fn a_url_expires() {
    let (simulator, first) = finished(Simulator::builder().url_lifetime(2)).await;
    let client = simulator.client().build().unwrap();
    let second = client.wait(&Job::from_id(first.generation().id())).await.unwrap();
    assert!(first.url().ends_with("/videos/0.mp4?signature=0"), "{}", first.url());
    assert!(second.url().ends_with("/videos/0.mp4?signature=1"), "{}", second.url());

    let forged = first.url().replace("=0", "=7");
    let bare = first.url().replace("?signature=0", "");
    let mut seen = Vec::new();
    for url in [first.url(), first.url(), first.url(), second.url(), &forged, &bare] {
        seen.push(get(url, &[("range", "bytes=5-")]).await.status().as_u16());
    }
    assert_eq!(seen, [206, 206, 403, 206, 403, 403]);
    let refusal: serde_json::Value = get(first.url(), &[]).await.json().await.unwrap();
    assert_eq!(refusal["message"], "The URL has expired");
}

#[tokio::test]
async fn the_storage_refuses_the_key() {
    let (_simulator, video) = finished(Simulator::builder()).await;
    let response = get(video.url(), &[("authorization", &format!("Bearer {KEY}"))]).await;
    assert_eq!(response.status(), 403);
    let refusal: serde_json::Value = response.json().await.unwrap();
    assert_eq!(refusal["message"], "The API key must not be sent to the storage");
}

#[tokio::test]
async fn the_simulator_is_printed_without_its_key() {
    let builder = Simulator::builder().key("sk-secret");
    assert_eq!(format!("{builder:?}"), "SimulatorBuilder { .. }");
    let simulator = builder.start().await.unwrap();
    let base_url = simulator.base_url();
    assert_eq!(format!("{simulator:?}"), format!("Simulator {{ base_url: {base_url:?}, .. }}"));
}

//! A video is downloaded into memory and to any writer with the same checks as to a file, and what was written once
//! is not written again.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use aimlapi_kling::{Error, Written};
use tokio::{
    io::{AsyncReadExt as _, AsyncWrite},
    time::sleep,
};

use super::{
    ETAG, LENGTH, TIMES, bytes, complete, from, interrupted_after, ranges, rest, retry, sha256, short_video,
    sized, video_head, whole,
};
use crate::support::{
    host::{ScriptedHost, ScriptedResponse},
    video::{mp4, mp4_box, rejected},
};

const CHANGED: &str = "the host of the video sent other content than before, and 100000 bytes were already written: \
                       download again to an empty writer (generation abc)";

/// Downloads to a writer, and returns what was written.
async fn write(script: Vec<ScriptedResponse>) -> (Result<Written, Error>, Vec<u8>, ScriptedHost) {
    let host = ScriptedHost::start();
    let requests = script.len();
    let video = host.video(script).await;
    let mut written = Vec::new();
    let outcome = host.run(video.download_into(&mut written).on_progress(host.progress()).send()).await;
    assert_eq!(host.requests().len(), requests);
    (outcome, written, host)
}

/// Downloads the whole video, and returns when which bytes were requested.
async fn write_to_end(script: Vec<ScriptedResponse>) -> Vec<(f64, Option<u64>)> {
    let (outcome, written, host) = write(script).await;
    let outcome = outcome.unwrap();
    assert_eq!((outcome.bytes(), outcome.sha256_hex()), (LENGTH as u64, sha256(&bytes())));
    assert!(written == bytes(), "what was written is not the video");
    ranges(&host)
}

async fn failure_of_bytes(max_size: u64, script: Vec<ScriptedResponse>) -> (String, ScriptedHost) {
    let host = ScriptedHost::start();
    let requests = script.len();
    let video = host.video(script).await;
    let error = host.run(video.bytes(max_size)).await.unwrap_err();
    assert_eq!(host.requests().len(), requests);
    assert!(error.is_download(), "{error}");
    (error.to_string(), host)
}

#[tokio::test]
async fn a_video_is_downloaded_into_memory() {
    let host = ScriptedHost::start();
    let video = host.video(vec![complete()]).await;
    assert!(host.run(video.bytes(LENGTH as u64)).await.unwrap() == bytes());
}

#[tokio::test]
async fn what_is_no_video_or_too_large_is_refused() {
    let (error, host) = failure_of_bytes(99, vec![sized("<html><title>Sign in</title></html>")]).await;
    let reason = "the host of the video sent text/html, which is not a video";
    assert_eq!(error, rejected(reason, &host.url("/1.mp4")));

    let too_large = "the video is larger than the limit of 63 bytes (generation abc)";
    assert_eq!(failure_of_bytes(63, vec![short_video()]).await.0, too_large);
    assert_eq!(failure_of_bytes(63, vec![video_head().send(mp4(999)).stall()]).await.0, too_large);
}

#[tokio::test]
async fn no_byte_beyond_the_limit_is_written() {
    let host = ScriptedHost::start();
    let endless = video_head().send(mp4(600)).until_received(600).send([7; 600]).stall();
    let video = host.video(vec![endless]).await;
    let mut written = Vec::new();
    let download = video.download_into(&mut written).max_size(1000).on_progress(host.progress());
    let error = host.run(download.send()).await.unwrap_err();
    assert_eq!(error.to_string(), "the video is larger than the limit of 1000 bytes (generation abc)");
    assert!(written == mp4(600), "{} bytes", written.len());
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_download_to_a_writer_is_resumed_behind_what_was_written() {
    let script = vec![interrupted_after(100_000), interrupted_after(0), rest(100_000)];
    let requests = [(0.0, None), (retry(1), from(100_000)), (3.469, from(100_000))];
    // The second response ends before its first byte, so that nothing starts over.
    assert_eq!(write_to_end(script).await, requests);
}

#[tokio::test(start_paused = true)]
async fn a_host_without_ranges_sends_the_beginning_again_and_it_is_not_written_again() {
    let broken = || whole().send(&bytes()[..100_000]);
    let script = vec![broken(), broken(), whole().send(bytes())];
    assert_eq!(write_to_end(script).await, [(0.0, None), (retry(1), None), (3.469, None)]);
}

#[tokio::test(start_paused = true)]
async fn the_whole_video_in_place_of_a_range_is_compared_with_what_was_written() {
    assert_eq!(
        write_to_end(vec![interrupted_after(100_000), complete()]).await,
        [(0.0, None), (retry(1), from(100_000))]
    );
    let other = whole().header("etag", "\"two\"");
    // It is interrupted within the bytes that were written, and resumed with the new validator.
    let range = ScriptedResponse::new("206 Partial Content").header("etag", "\"two\"");
    let range = range.header("content-range", format!("bytes 50000-{}/{LENGTH}", LENGTH - 1));
    let range = range.header("content-length", LENGTH - 50_000).send(&bytes()[50_000..]);
    let script = vec![interrupted_after(100_000), other.send(&bytes()[..50_000]), range];
    assert_eq!(write_to_end(script).await, [(0.0, None), (retry(1), from(100_000)), (3.469, from(50_000))]);
}

#[tokio::test(start_paused = true)]
async fn a_range_of_another_file_makes_the_whole_video_be_requested() {
    let range = |etag: &str, start| {
        let head = ScriptedResponse::new("206 Partial Content").header("etag", etag);
        let head = head.header("content-range", format!("bytes {start}-{}/{LENGTH}", LENGTH - 1));
        head.sized_body(&bytes()[start..])
    };
    for response in
        [ScriptedResponse::empty("416 Range Not Satisfiable"), range("\"two\"", 100_000), range(ETAG, 90_000)]
    {
        let script = vec![interrupted_after(100_000), response, complete()];
        let (outcome, written, host) = write(script).await;
        assert!(outcome.is_ok() && written == bytes());
        assert_eq!(ranges(&host)[2].1, None);
    }
}

#[tokio::test(start_paused = true)]
async fn another_video_than_the_one_that_was_begun_is_an_error() {
    let mut other = bytes();
    other[50_000] ^= 1;
    let (outcome, written, _) = write(vec![interrupted_after(100_000), sized(&other)]).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), CHANGED);
    assert!(error.is_download() && error.is_transient());
    assert!(written == bytes()[..100_000]);

    let shorter = sized(mp4(64));
    let (outcome, written, _) = write(vec![interrupted_after(100_000), shorter]).await;
    assert_eq!(outcome.unwrap_err().to_string(), CHANGED);
    assert!(written == bytes()[..100_000]);
}

#[tokio::test(start_paused = true)]
async fn an_interruption_that_lasts_ends_the_download_and_mentions_no_file() {
    let mut script = vec![interrupted_after(100_000)];
    script.extend(vec![ScriptedResponse::empty("503 Service Unavailable"); 5]);
    let (outcome, written, host) = write(script).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), "the host of the video answered 503 Service Unavailable (generation abc)");
    assert!(error.is_transient() && written == bytes()[..100_000]);
    assert_eq!(host.requests().last().unwrap().at, TIMES[5]);
}

/// Checksums of the whole video, by algorithm: MD5, SHA-256 and SHA-512.
#[tokio::test(start_paused = true)]
async fn checksums_of_a_resumed_video_are_verified() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::Digest as _;

    let digests = |bytes: &[u8]| {
        [
            ("MD5", format!("md5={}", STANDARD.encode(md5::Md5::digest(bytes)))),
            ("SHA-256", format!("sha-256={}", STANDARD.encode(sha2::Sha256::digest(bytes)))),
            ("SHA-512", format!("sha-512={}", STANDARD.encode(sha2::Sha512::digest(bytes)))),
        ]
    };
    let script = |digest: &str| {
        let begun = whole().header("etag", ETAG).header("digest", digest).send(&bytes()[..100_000]);
        vec![begun, rest(100_000)]
    };
    for (_, digest) in digests(&bytes()) {
        write_to_end(script(&digest)).await;
    }
    for (name, digest) in digests(b"another video") {
        let (outcome, _, host) = write(script(&digest)).await;
        let reason = format!("the video differs from the {name} checksum that its host sent");
        assert_eq!(outcome.unwrap_err().to_string(), rejected(&reason, &host.url("/1.mp4")));
    }
}

/// A header of a box may arrive in any pieces, and its size may have 64 bits.
#[tokio::test(start_paused = true)]
async fn a_video_without_a_length_is_complete_if_its_boxes_are() {
    let long_box = [[0, 0, 0, 1].as_slice(), b"mdat", &24_u64.to_be_bytes(), &[7; 8]].concat();
    let head = [mp4_box(b"ftyp", b"isom\0\0\x02\0isomiso2"), mp4_box(b"moov", b"")].concat();
    let long = [head.clone(), long_box.clone()].concat();
    let fragments = [head.clone(), mp4_box(b"moof", &[1; 3]), mp4_box(b"mdat", &[2; 600])].concat();
    for video in [mp4(64), mp4(2000), long.clone(), fragments.clone()] {
        for piece in [1, 7, 4096] {
            let pieces = video.chunks(piece).fold(video_head(), ScriptedResponse::send);
            let (outcome, written, _) = write(vec![pieces]).await;
            assert_eq!(outcome.unwrap().bytes(), video.len() as u64, "in pieces of {piece} bytes");
            assert!(written == video);
        }
    }
    let to_the_end = [head.clone(), [0, 0, 0, 0].to_vec(), b"mdat".to_vec(), vec![7; 99]].concat();
    for video in [&long[..long.len() - 1], &fragments[..300], &head, &to_the_end] {
        let (outcome, _, host) = write(vec![video_head().send(video); 6]).await;
        let reason = format!(
            "the video seems to be incomplete after {} bytes, and its host does not announce its length",
            video.len()
        );
        assert_eq!(outcome.unwrap_err().to_string(), rejected(&reason, &host.url("/1.mp4")));
    }
}

/// A writer that needs a minute for each call.
struct SlowWriter<'a>(&'a mut Vec<u8>, Pin<Box<tokio::time::Sleep>>);

impl AsyncWrite for SlowWriter<'_> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        std::task::ready!(self.1.as_mut().poll(cx));
        self.1 = Box::pin(sleep(Duration::from_secs(60)));
        self.0.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        panic!("the writer belongs to the caller")
    }
}

/// When the first write ends, the stall timeout has passed, and the next bytes have not arrived yet.
#[tokio::test(start_paused = true)]
async fn the_time_that_writing_takes_is_not_taken_for_a_stalled_connection() {
    let video_bytes = mp4(2000);
    let response = video_head().header("content-length", 2000).send(&video_bytes[..1000]);
    let response = response.pause(Duration::from_secs(61)).send(&video_bytes[1000..]);
    let host = ScriptedHost::start();
    let video = host.video(vec![response]).await;
    let mut written = Vec::new();
    let writer = SlowWriter(&mut written, Box::pin(sleep(Duration::from_secs(60))));
    assert_eq!(host.run(video.write_to(writer)).await.unwrap().bytes(), 2000);
    assert!(written == video_bytes);
    assert_eq!((host.requests().len(), host.elapsed()), (1, 120.0));
}

#[tokio::test]
async fn a_writer_that_fails_ends_the_download() {
    let host = ScriptedHost::start();
    let video = host.video(vec![complete()]).await;
    let (mut reader, writer) = tokio::io::duplex(1024);
    let read = async {
        let mut head = [0; 1000];
        reader.read_exact(&mut head).await.unwrap();
        drop(reader);
        head
    };
    let (outcome, head) = host.run(async { tokio::join!(video.write_to(writer), read) }).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), "cannot write to the writer: broken pipe (generation abc)");
    assert!(error.is_download() && !error.is_transient());
    assert!(head[..] == bytes()[..1000]);
}

//! Files and content that cannot be used.

use std::{
    error::Error as _,
    fs::{self, File},
    io,
    path::Path,
};

use aimlapi_kling::{AudioInput, ImageInput, VideoInput};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{GIF, MP3, MP4, assert_refused};

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portrait.png");
    let error = ImageInput::from_path(&path).await.unwrap_err();
    let source = error.source().unwrap().downcast_ref::<io::Error>().unwrap();
    assert_eq!(source.kind(), io::ErrorKind::NotFound);
    let text = format!("{}: cannot be read: {source}", path.display());
    assert_refused::<()>(Err(error), &text);

    let error = ImageInput::from_path(folder.path()).await.unwrap_err();
    let text = format!("{}: cannot be read: {}", folder.path().display(), error.source().unwrap());
    assert_refused::<()>(Err(error), &text);

    let error =
        ImageInput::from_path(format!("data:image/png;base64,{}", "A".repeat(5000))).await.unwrap_err();
    let text = format!("data:…: cannot be read: {}", error.source().unwrap());
    assert_refused::<()>(Err(error), &text);
}

#[tokio::test]
async fn a_file_of_any_length_is_encoded_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    for length in [49_151, 49_152, 49_153, 65_535, 65_536, 65_537, 98_304, 200_000] {
        let content: Vec<u8> =
            (0..length).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let bytes = &[GIF, &content].concat()[..length as usize];
        fs::write(&path, bytes).unwrap();
        let expected = format!("data:image/gif;base64,{}", STANDARD.encode(bytes));
        assert!(String::from(ImageInput::from_path(&path).await.unwrap()) == expected, "{length}");
        assert!(String::from(ImageInput::from_bytes(bytes).unwrap()) == expected, "{length}");
    }
}

/// Creates a sparse file with this beginning and length.
fn sparse(path: &Path, start: &[u8], length: u64) {
    fs::write(path, start).unwrap();
    File::options().write(true).open(path).unwrap().set_len(length).unwrap();
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let name = path.display();
    let over = |bytes: &str, noun: &str, most: &str| {
        format!("{name}: {bytes} bytes, but {noun} must have at most {most}")
    };
    sparse(&path, GIF, ImageInput::MAX_BYTES + 1);
    assert_refused(ImageInput::from_path(&path).await, &over("52,428,801", "an image", "52,428,800"));
    sparse(&path, MP3, AudioInput::MAX_BYTES + 1);
    assert_refused(AudioInput::from_path(&path).await, &over("5,242,881", "an audio file", "5,242,880"));
    // The error has the whole length, although no more than the limit would be read.
    sparse(&path, MP4, 200_000_000);
    assert_refused(VideoInput::from_path(&path).await, &over("200,000,000", "a video", "104,857,600"));

    sparse(&path, MP3, AudioInput::MAX_BYTES);
    assert_eq!(AudioInput::from_path(&path).await.unwrap().mime_type(), Some("audio/mpeg"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_without_a_length_is_read_up_to_the_limit() {
    assert_refused(
        AudioInput::from_path("/dev/zero").await,
        "/dev/zero: 5,242,881 bytes, but an audio file must have at most 5,242,880",
    );
}

#[test]
fn content_that_is_too_large_is_refused() {
    let mut bytes = MP3.to_vec();
    bytes.resize(AudioInput::MAX_BYTES as usize, 0);
    let text = String::from(AudioInput::from_bytes(&bytes).unwrap());
    assert!(AudioInput::from_url(&text).is_ok());
    let over = "5,242,881 bytes, but an audio file must have at most 5,242,880";
    bytes.push(0);
    assert_refused(AudioInput::from_bytes(&bytes), over);
    let text = format!("data:audio/mpeg;base64,{}", STANDARD.encode(&bytes));
    assert_refused(AudioInput::from_url(&text), &format!("data URI: {over}"));
}

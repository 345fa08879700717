//! The content decides what kind of media a file is.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aimlapi_kling::{AudioInput, ImageInput, VideoInput};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{GIF, MP3, MP4, assert_refused};

fn images() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n".to_vec(), "image/png"),
        ("a.webp", b"RIFF\x04\0\0\0WEBP".to_vec(), "image/webp"),
        ("a.gif", GIF.to_vec(), "image/gif"),
        ("a.bmp", b"BM\x1e\0\0\0".to_vec(), "image/bmp"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "image/heif"),
    ]
}

fn sounds() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("a.mp3", MP3.to_vec(), "audio/mpeg"),
        ("untagged.mp3", b"\xff\xfb\x90\x64".to_vec(), "audio/mpeg"),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), "audio/x-wav"),
        ("a.ogg", b"OggS\0\x02".to_vec(), "audio/ogg"),
        ("a.m4a", b"\0\0\0\x18ftypM4A \0\0\x02\0isomiso2".to_vec(), "audio/m4a"),
        ("a.aac", b"\xff\xf1\x50\x80".to_vec(), "audio/aac"),
    ]
}

fn videos() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let mut webm = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm".to_vec();
    // WebM and Matroska are distinguished by their first 256 bytes.
    webm.resize(257, 0);
    vec![
        ("a.mp4", MP4.to_vec(), "video/mp4"),
        ("a.mov", b"\0\0\0\x14ftypqt  \0\0\x02\0qt  ".to_vec(), "video/quicktime"),
        ("a.webm", webm, "video/webm"),
    ]
}

/// Checks what one kind accepts, from memory and from a file, and the errors for the other kinds.
macro_rules! assert_kind {
    ($input:ty, $noun:literal, takes $takes:expr, refuses $($refuses:expr, $is:literal);+) => {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes, mime_type) in $takes {
            let input = <$input>::from_bytes(&bytes).unwrap();
            assert_eq!(<$input>::from_path(written(folder.path(), name, &bytes)).await.unwrap(), input);
            assert_eq!((input.mime_type(), input.is_inline()), (Some(mime_type), true), "{name}");
            let text = format!("data:{mime_type};base64,{}", STANDARD.encode(&bytes));
            assert_eq!(<$input>::from_url(&text).unwrap(), input);
            assert_eq!(String::from(input), text);
        }
        $(for (name, bytes, mime_type) in $refuses {
            let why = format!("{} ({mime_type}), not {}", $is, $noun);
            assert_refused(<$input>::from_bytes(&bytes), &why);
            let path = written(folder.path(), name, &bytes);
            assert_refused(<$input>::from_path(&path).await, &format!("{}: {why}", path.display()));
            let text = format!("data:{mime_type};base64,{}", STANDARD.encode(&bytes));
            assert_refused(<$input>::from_url(text), &format!("data URI: {why}"));
        })+
    };
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[tokio::test]
async fn each_kind_accepts_its_own_formats_only() {
    assert_kind!(ImageInput, "an image", takes images(),
        refuses sounds(), "an audio file"; videos(), "a video");
    assert_kind!(AudioInput, "an audio file", takes sounds(),
        refuses images(), "an image"; videos(), "a video");
    assert_kind!(VideoInput, "a video", takes videos(),
        refuses images(), "an image"; sounds(), "an audio file");
}

#[test]
fn content_of_another_kind_is_refused() {
    let svg = "an SVG drawing: convert it to PNG or JPEG";
    let cases: [(&[u8], &str); 8] = [
        (b"Dear diary", "not an image (text or unknown content)"),
        (b"", "not an image (empty)"),
        (b"%PDF-1.7", "not an image (application/pdf)"),
        (b"<!DOCTYPE html><title>403</title>", "not an image (text/html)"),
        (b"<html><body><svg></svg></body></html>", "not an image (text/html)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", svg),
        (b"<?xml version='1.0'?>\n<SVG/>", svg),
        (b"<!-- drawn --><svg/>", svg),
    ];
    for (bytes, text) in cases {
        assert_refused(ImageInput::from_bytes(bytes), text);
    }
    assert_refused(AudioInput::from_bytes("<svg/>"), "not an audio file (text or unknown content)");
    assert_refused(VideoInput::from_bytes("<svg/>"), "not a video (text or unknown content)");
}

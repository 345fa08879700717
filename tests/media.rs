//! Images, sound and videos of any source become text for a request; what cannot be one is told in
//! words that say what it is and what is wanted.

mod support;

use std::{
    error::Error as _,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use aimlapi_kling::{AudioInput, Error, ImageInput, Model, ModelRequest, VideoInput, types::*};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use httpmock::prelude::*;
use serde_json::{Value, json};
use support::client;

const URL: &str = "https://example.com/a.png?signature=secret";
const GIF: &[u8] = b"GIF89a";
const MP3: &[u8] = b"ID3\x04\0\0\0\0\0\0";
const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2";

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
    // It is told from Matroska within its first 256 bytes.
    webm.resize(257, 0);
    vec![
        ("a.mp4", MP4.to_vec(), "video/mp4"),
        ("a.mov", b"\0\0\0\x14ftypqt  \0\0\x02\0qt  ".to_vec(), "video/quicktime"),
        ("a.webm", webm, "video/webm"),
    ]
}

/// What one kind takes, from memory and from a file alike, and what it says to the others.
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

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, Error>, text: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), text);
    assert!(error.is_invalid_request() && !error.is_configuration() && !error.is_submission_unknown());
    assert_eq!(error.violations(), None);
}

#[tokio::test]
async fn each_kind_takes_its_own_files() {
    assert_kind!(ImageInput, "an image", takes images(),
        refuses sounds(), "an audio file"; videos(), "a video");
    assert_kind!(AudioInput, "an audio file", takes sounds(),
        refuses images(), "an image"; videos(), "a video");
    assert_kind!(VideoInput, "a video", takes videos(),
        refuses images(), "an image"; sounds(), "an audio file");
}

#[test]
fn content_of_no_kind() {
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

#[test]
fn an_address_is_taken_as_it_is() {
    for url in [URL, "http://example.com/a", "HTTPS://example.com", "https://[::1]:80/%C3%A9"] {
        let input = ImageInput::from_url(url).unwrap();
        assert_eq!((input.mime_type(), input.is_inline()), (None, false));
        assert_eq!(String::from(input), url);
    }
    // Whoever says so himself is believed.
    for (url, mime_type) in [
        ("data:image/svg+xml;charset=utf-8;base64,PHN2Zy8+", "image/svg+xml"),
        ("DATA:Image/PNG;BASE64,AA==", "Image/PNG"),
    ] {
        let input = ImageInput::from_url(url).unwrap();
        assert_eq!((input.mime_type(), input.is_inline()), (Some(mime_type), true));
        assert_eq!(String::from(input), url);
    }
}

#[test]
fn an_address_that_is_none() {
    let no_scheme = "not an http or https address";
    let no_file = format!("{no_scheme}; `from_path` reads a file");
    let no_url = "not a URL; spaces and letters beyond ASCII must be percent-encoded";
    let no_form = "data URI: not of the form data:<mime>;base64,…";
    let no_letter = "data URI: it has a character that no URI has, such as a space or the end of a line";
    let cases = [
        ("ftp://user:word@example.com/a.png", format!("ftp://…: {no_scheme}")),
        ("file:///home/a.png", format!("file://…: {no_scheme}")),
        ("portrait.png", format!("portrait.png: {no_file}")),
        ("", format!(": {no_file}")),
        (" data:image/png;base64,AA==", format!("data:…: {no_file}")),
        ("https://example.com/my image.png", format!("https://…: {no_url}")),
        ("https://example.com/é.png", format!("https://…: {no_url}")),
        ("http://", format!("http://…: {no_url}")),
        ("data:image/png,AA==", no_form.into()),
        ("data:image/png;base64,", no_form.into()),
        ("data:;base64,AA==", no_form.into()),
        ("data:", no_form.into()),
        ("data:text/plain;base64,AA==", "data URI: not an image (text/plain)".into()),
        ("data:image/png;base64,AAAA\nAAAA", no_letter.into()),
    ];
    for (url, text) in cases {
        assert_refused(ImageInput::from_url(url), &text);
    }
    for long in ["é".repeat(1_000_000), format!("{}://example.com", "é".repeat(1_000_000))] {
        let suffix =
            if long.contains("://") { format!("://…: {no_scheme}") } else { format!(": {no_file}") };
        assert_refused(ImageInput::from_url(&long), &format!("{}…{suffix}", "é".repeat(200)));
    }
    let long = format!("data:text/{};base64,AA==", "a".repeat(1_000_000));
    assert_refused(ImageInput::from_url(long), no_form);
}

#[tokio::test]
async fn a_file_that_cannot_be_read() {
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

/// A file that begins so, and has so many bytes without filling a disk.
fn sparse(path: &Path, start: &[u8], length: u64) {
    fs::write(path, start).unwrap();
    File::options().write(true).open(path).unwrap().set_len(length).unwrap();
}

#[tokio::test]
async fn a_file_over_the_limit_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let name = path.display();
    let over = |bytes: &str, noun: &str, most: &str| {
        format!("{name}: {bytes} bytes, but {noun} may have at most {most}")
    };
    sparse(&path, GIF, ImageInput::MAX_BYTES + 1);
    assert_refused(ImageInput::from_path(&path).await, &over("52,428,801", "an image", "52,428,800"));
    sparse(&path, MP3, AudioInput::MAX_BYTES + 1);
    assert_refused(AudioInput::from_path(&path).await, &over("5,242,881", "an audio file", "5,242,880"));
    // Its whole length is told, and no more than the limit would be read.
    sparse(&path, MP4, 200_000_000);
    assert_refused(VideoInput::from_path(&path).await, &over("200,000,000", "a video", "104,857,600"));

    sparse(&path, MP3, AudioInput::MAX_BYTES);
    assert_eq!(AudioInput::from_path(&path).await.unwrap().mime_type(), Some("audio/mpeg"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_without_a_length_is_not_read_for_ever() {
    assert_refused(
        AudioInput::from_path("/dev/zero").await,
        "/dev/zero: 5,242,881 bytes, but an audio file may have at most 5,242,880",
    );
}

#[test]
fn content_over_the_limit() {
    let mut bytes = MP3.to_vec();
    bytes.resize(AudioInput::MAX_BYTES as usize, 0);
    let text = String::from(AudioInput::from_bytes(&bytes).unwrap());
    assert!(AudioInput::from_url(&text).is_ok());
    let over = "5,242,881 bytes, but an audio file may have at most 5,242,880";
    bytes.push(0);
    assert_refused(AudioInput::from_bytes(&bytes), over);
    let text = format!("data:audio/mpeg;base64,{}", STANDARD.encode(&bytes));
    assert_refused(AudioInput::from_url(&text), &format!("data URI: {over}"));
}

#[test]
fn debug_shows_neither_content_nor_what_signs_an_address() {
    let shown = |input: &dyn std::fmt::Debug| format!("{input:?}");
    let image = ImageInput::from_bytes(GIF).unwrap();
    assert_eq!(shown(&image), r#"ImageInput { mime_type: "image/gif", bytes: 6 }"#);
    let address = VideoInput::from_url("https://user:word@example.com/a.mp4?signature=secret").unwrap();
    assert_eq!(shown(&address), r#"VideoInput { host: "example.com" }"#);
    let audio = AudioInput::from_url("data:audio/mpeg;base64,AAA=").unwrap();
    assert_eq!(shown(&audio), r#"AudioInput { mime_type: "audio/mpeg", bytes: 2 }"#);
}

#[tokio::test]
async fn content_is_sent_in_the_body() {
    let server = MockServer::start_async().await;
    let create = server
        .mock_async(|when, then| {
            when.method(POST).json_body(json!({
                "model": "klingai/avatar-pro",
                "image_url": "data:image/gif;base64,R0lGODlh",
                "audio_url": "https://example.com/a.mp3",
            }));
            then.status(200).json_body(json!({ "id": "abc" }));
        })
        .await;
    let audio = AudioInput::from_url("https://example.com/a.mp3").unwrap();
    let request = AvatarPro::new(ImageInput::from_bytes(GIF).unwrap(), audio);
    client(server.base_url()).submit(request).await.unwrap();
    create.assert_calls_async(1).await;
}

#[test]
fn every_parameter_takes_its_input() {
    let image = || ImageInput::from_bytes(GIF).unwrap();
    let video = || VideoInput::from_bytes(MP4).unwrap();
    let (gif, mp4) = (String::from(image()), String::from(video()));
    let points = [TrajectoryPoint::new(1, 2), TrajectoryPoint::new(3, 4)];
    let request = V1ProImageToVideo::new(image())
        .tail_image_url(image())
        .static_mask(image())
        .dynamic_masks([DynamicMask::new(image(), points)]);
    let body = sent(&request);
    assert_eq!([&body["image_url"], &body["tail_image_url"], &body["static_mask"]], [gif.as_str(); 3]);
    assert_eq!(body["dynamic_masks"][0]["mask"], gif);

    let element = Element::new([image()]).frontal_image_url(image()).video_url(video());
    let body = sent(&V3ProImageToVideo::new(image()).prompt("a").elements([element]));
    assert_eq!(
        body["elements"][0],
        json!({ "reference_image_urls": [gif], "frontal_image_url": gif, "video_url": mp4 })
    );
    let element = ImageElement::new(image(), vec![image()]);
    let body = sent(&O1ReferenceToVideo::new("a").image_list([image()]).elements([element]));
    assert_eq!(body["image_list"], json!([gif]));
    assert_eq!(body["elements"][0], json!({ "reference_image_urls": [gif], "frontal_image_url": gif }));
    assert_eq!(
        sent(&V1_6StandardMultiImageToVideo::new([image(), image()]))["image_list"],
        json!([gif, gif])
    );
    assert_eq!(sent(&O1ImageToVideo::new("a", image()).last_image_url(image()))["last_image_url"], gif);
    assert_eq!(sent(&O1VideoToVideoEdit::new("a", video()))["video_url"], mp4);
    assert_eq!(sent(&V2_6MotionControl::new(image(), video()))["video_url"], mp4);
}

#[test]
fn an_effect_takes_an_image_or_a_list_of_them() {
    let image = || ImageInput::from_bytes(GIF).unwrap();
    let gif = String::from(image());
    let sent_for =
        |images: EffectImages, scene| sent(&V1_6ProEffects::new(images, scene))["image_url"].clone();
    assert_eq!(sent_for(image().into(), EffectScene::Squish), gif);
    assert_eq!(sent_for([image(), image()].into(), EffectScene::Hug), json!([gif, gif]));
    assert_eq!(sent_for(vec![image(), image()].into(), EffectScene::Hug), json!([gif, gif]));
}

/// The body of a request that is valid.
fn sent(request: &impl ModelRequest) -> Value {
    assert_eq!(request.validate(), Ok(()));
    serde_json::to_value(request).unwrap()
}

/// A data URI of so many bytes that are zero.
fn zeros(mime_type: &str, bytes: u64) -> String {
    let padding = (3 - bytes % 3) % 3;
    let letters = bytes.div_ceil(3) * 4 - padding;
    format!("data:{mime_type};base64,{}{}", "A".repeat(letters as usize), "=".repeat(padding as usize))
}

#[test]
fn the_padding_of_zeros_is_right() {
    for bytes in 1..10 {
        assert_eq!(
            zeros("a/b", bytes),
            format!("data:a/b;base64,{}", STANDARD.encode(vec![0; bytes as usize]))
        );
    }
}

#[test]
fn a_rule_holds_for_the_models_it_is_documented_for() {
    let with_rule = |name: &str| {
        let models = Model::ALL.iter().filter(|model| model.rules().any(|rule| rule.name == name));
        models.map(|model| model.id()).collect::<Vec<_>>()
    };
    assert_eq!(
        with_rule("inline-image-size"),
        ["klingai/video-v3-standard-turbo-image-to-video", "klingai/video-v3-turbo-pro-image-to-video"]
    );
    assert_eq!(with_rule("inline-audio-size"), ["klingai/avatar-pro", "klingai/avatar-standard"]);
}

fn told(model: Model, mut body: Value) -> Vec<String> {
    body["model"] = model.id().into();
    let violations = model.check(&body).err();
    violations.iter().flatten().map(ToString::to_string).collect()
}

#[test]
fn an_inline_image_of_the_limit_and_one_over() {
    for (bytes, expected) in [
        (ImageInput::MAX_BYTES, vec![]),
        (ImageInput::MAX_BYTES + 1, vec!["image_url: 52,428,801 bytes, expected at most 52,428,800 bytes"]),
    ] {
        let body = json!({ "image_url": zeros("image/png", bytes), "prompt": "a" });
        assert_eq!(told(Model::V3TurboProImageToVideo, body), expected);
    }
}

#[test]
fn inline_sound_of_the_limit_and_one_over() {
    for (bytes, expected) in [
        (AudioInput::MAX_BYTES, vec![]),
        (AudioInput::MAX_BYTES + 1, vec!["audio_url: 5,242,881 bytes, expected at most 5,242,880 bytes"]),
        (AudioInput::MAX_BYTES + 2, vec!["audio_url: 5,242,882 bytes, expected at most 5,242,880 bytes"]),
    ] {
        let body = json!({ "image_url": URL, "audio_url": zeros("audio/mpeg", bytes) });
        assert_eq!(told(Model::AvatarPro, body), expected);
    }
    let long = format!("https://example.com/{}", "a".repeat(8_000_000));
    assert_eq!(told(Model::AvatarPro, json!({ "image_url": URL, "audio_url": long })), [""; 0]);
}

#[test]
fn no_violation_repeats_a_long_value() {
    let long = zeros("image/png", 1 << 20);
    let broken = format!("{long} ");
    let elements = json!([
        { "reference_image_urls": [URL], "video_url": URL },
        { "reference_image_urls": [broken], "video_url": long },
    ]);
    let found = "text of 1398126 characters";
    let found_broken = "text of 1398127 characters";
    let body = json!({ "image_url": broken, "multi_prompt": long, "elements": elements });
    assert_eq!(
        told(Model::V3ProImageToVideo, body),
        [
            format!("multi_prompt: {found}, expected list of text"),
            format!("image_url: {found_broken}, expected uri"),
            format!("elements[1].reference_image_urls[0]: {found_broken}, expected uri"),
            format!("elements[1].video_url: {found}, expected no second element with a video"),
        ]
    );
    let body = json!({ "image_url": long, "effect_scene": "hug" });
    assert_eq!(
        told(Model::V1_6ProEffects, body),
        [format!("image_url: {found}, expected list of 2 items for this effect")]
    );
    let request = V2MasterImageToVideo::new(format!("ftp:{long}")).provider(long);
    assert_eq!(
        request.validate().unwrap_err().to_string(),
        format!(
            "not a request to klingai/v2-master-image-to-video: \
             provider: {found}, expected one of kling | klingai | fal | auto; \
             image_url: text of 1398130 characters, expected http(s) URL or data: URI"
        )
    );
}

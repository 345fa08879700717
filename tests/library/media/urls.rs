//! URLs and data URIs as input.

use aimlapi_kling::{AudioInput, ImageInput, VideoInput};

use super::{GIF, URL, assert_refused};

#[test]
fn a_url_is_sent_as_given() {
    for url in [URL, "http://example.com/a", "HTTPS://example.com", "https://[::1]:80/%C3%A9"] {
        let input = ImageInput::from_url(url).unwrap();
        assert_eq!((input.mime_type(), input.is_inline()), (None, false));
        assert_eq!(String::from(input), url);
    }
    // The MIME type of a data URI is not verified.
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
fn an_invalid_url_is_refused() {
    let no_scheme = "not an http or https URL";
    let no_file = format!("{no_scheme}; use `from_path` for a file");
    let no_url = "not a URL; spaces and letters beyond ASCII must be percent-encoded";
    let no_form = "data URI: not of the form data:<mime>;base64,…";
    let no_letter =
        "data URI: it contains a character that is not allowed in a URI, such as a space or a line break";
    let cases = [
        ("ftp://user:word@example.com/a.png", format!("ftp://…: {no_scheme}")),
        ("file:///home/a.png", format!("file://…: {no_file}")),
        ("portrait.png", format!("portrait.png: {no_file}")),
        ("./portrait.png", format!("./portrait.png: {no_file}")),
        ("/home/portrait.png", format!("/home/portrait.png: {no_file}")),
        (r"C:\portrait.png", format!(r"C:\portrait.png: {no_file}")),
        ("C:/portrait.png", format!("C:/portrait.png: {no_file}")),
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

#[test]
fn debug_shows_neither_content_nor_signatures() {
    let shown = |input: &dyn std::fmt::Debug| format!("{input:?}");
    let image = ImageInput::from_bytes(GIF).unwrap();
    assert_eq!(shown(&image), r#"ImageInput { mime_type: "image/gif", bytes: 6 }"#);
    let video = VideoInput::from_url("https://user:word@example.com/a.mp4?signature=secret").unwrap();
    assert_eq!(shown(&video), r#"VideoInput { host: "example.com" }"#);
    let audio = AudioInput::from_url("data:audio/mpeg;base64,AAA=").unwrap();
    assert_eq!(shown(&audio), r#"AudioInput { mime_type: "audio/mpeg", bytes: 2 }"#);
}

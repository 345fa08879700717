//! The kinds of media: which types and sizes they accept, and how a file becomes a data URI.

use std::{
    fmt,
    fs::File,
    io::{self, Read as _},
    panic::resume_unwind,
    path::Path,
};

use reqwest::Url;
use tokio::task::spawn_blocking;

use crate::{
    error::Error,
    request::{
        DataUri, MAX_AUDIO_BYTES, MAX_IMAGE_BYTES, MEGABYTE, group_digits, is_fetchable, is_uri,
        starts_with_ignore_case,
    },
};

/// The number of bytes at the beginning of a file from which its type is detected.
const START: u64 = 64 * 1024;

/// A kind of media.
pub(super) struct Kind {
    noun: &'static str,
    mime_prefix: &'static str,
    pub max_bytes: u64,
}

pub(super) const IMAGE: Kind = Kind { noun: "an image", mime_prefix: "image/", max_bytes: MAX_IMAGE_BYTES };
pub(super) const AUDIO: Kind =
    Kind { noun: "an audio file", mime_prefix: "audio/", max_bytes: MAX_AUDIO_BYTES };
pub(super) const VIDEO: Kind = Kind { noun: "a video", mime_prefix: "video/", max_bytes: 100 * MEGABYTE };

impl Kind {
    /// Checks a URL or data URI, and returns it unchanged.
    pub fn check_url(&self, text: &str) -> Result<String, String> {
        if DataUri::has_scheme(text) {
            self.check_data_uri(text).map_err(|why| format!("data URI: {why}"))?;
        } else {
            check_http_url(text)?;
        }
        Ok(text.to_owned())
    }

    fn check_data_uri(&self, text: &str) -> Result<(), String> {
        let uri = DataUri::parse(text).ok_or("not of the form data:<mime>;base64,…")?;
        if !self.has(uri.mime_type) {
            return Err(self.type_error(uri.mime_type));
        }
        if !is_uri(text) {
            return Err(
                "it contains a character that is not allowed in a URI, such as a space or a line break"
                    .into(),
            );
        }
        self.check_size(uri.bytes())
    }

    /// Detects the type of the content, and encodes it as a data URI.
    pub fn encode(&self, bytes: &[u8]) -> Result<String, String> {
        self.check_size(bytes.len() as u64)?;
        let mime_type = self.mime_type(bytes)?;
        Ok(DataUri::encode(mime_type, bytes, bytes.len()).expect("memory can be read"))
    }

    /// The type of content with this beginning.
    fn mime_type(&self, start: &[u8]) -> Result<&'static str, String> {
        match infer::get(start).map(|found| found.mime_type()) {
            Some(mime_type) if self.has(mime_type) => Ok(mime_type),
            _ if start.is_empty() => Err(self.type_error("empty")),
            _ if self.has("image/svg+xml") && is_svg(start) => {
                Err("an SVG drawing: convert it to PNG or JPEG".into())
            }
            found => Err(self.type_error(found.unwrap_or("text or unknown content"))),
        }
    }

    /// Reads and encodes a file on a thread for blocking work, because both take long for a large file.
    pub async fn read(self, path: &Path) -> Result<String, Error> {
        let path = path.to_owned();
        let reading = spawn_blocking(move || self.read_now(&path));
        reading.await.unwrap_or_else(|error| resume_unwind(error.into_panic()))
    }

    fn read_now(&self, path: &Path) -> Result<String, Error> {
        let name = shown(&path.to_string_lossy());
        let cannot =
            |error: io::Error| Error::media(format!("{name}: cannot be read: {error}")).with_source(error);
        let invalid = |why: String| Error::media(format!("{name}: {why}"));
        let file = File::open(path).map_err(cannot)?;
        let length = file.metadata().map_err(cannot)?.len();
        self.check_size(length).map_err(invalid)?;
        // A file may grow, and a pipe has no length.
        let mut file = file.take(self.max_bytes + 1);
        let mut start = Vec::new();
        file.by_ref().take(START).read_to_end(&mut start).map_err(cannot)?;
        let mime_type = self.mime_type(&start);
        let content = start.as_slice().chain(file.by_ref());
        let uri = DataUri::encode(mime_type.as_deref().unwrap_or_default(), content, length as usize);
        let uri = uri.map_err(cannot)?;
        self.check_size(self.max_bytes + 1 - file.limit()).map_err(invalid)?;
        mime_type.map_err(invalid)?;
        Ok(uri)
    }

    fn check_size(&self, bytes: u64) -> Result<(), String> {
        if bytes <= self.max_bytes {
            return Ok(());
        }
        let (bytes, most) = (group_digits(bytes), group_digits(self.max_bytes));
        Err(format!("{bytes} bytes, but {} must have at most {most}", self.noun))
    }

    fn has(&self, mime_type: &str) -> bool {
        starts_with_ignore_case(mime_type, self.mime_prefix)
    }

    /// An error text that says which type was found instead.
    fn type_error(&self, found: &str) -> String {
        match [IMAGE, AUDIO, VIDEO].into_iter().find(|kind| kind.has(found)) {
            Some(kind) => format!("{} ({found}), not {}", kind.noun, self.noun),
            None => format!("not {} ({found})", self.noun),
        }
    }
}

/// The error texts contain only the scheme of the URL, because a signed URL is a secret.
fn check_http_url(text: &str) -> Result<(), String> {
    let Some((scheme, _)) = text.split_once("://") else {
        return Err(format!("{}: not an http or https URL; use `from_path` for a file", shown(text)));
    };
    let scheme = shown(scheme);
    if !is_fetchable(text) {
        let hint = if scheme.eq_ignore_ascii_case("file") { "; use `from_path` for a file" } else { "" };
        return Err(format!("{scheme}://…: not an http or https URL{hint}"));
    }
    if !is_uri(text) || Url::parse(text).is_err() {
        return Err(format!(
            "{scheme}://…: not a URL; spaces and letters beyond ASCII must be percent-encoded"
        ));
    }
    Ok(())
}

/// SVG is text, so it has no signature to detect.
fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    start.contains("<svg") && !start.contains("<html")
}

/// A path as messages show it: a data URI that was passed by mistake is not shown.
fn shown(text: &str) -> String {
    const MAX_LENGTH: usize = 200;
    if DataUri::has_scheme(text.trim_start()) {
        return "data:…".into();
    }
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Shows only the type and size of inline content, and the host of a URL, which may be signed.
pub(super) fn fmt_debug(mut debug: fmt::DebugStruct<'_, '_>, text: &str) -> fmt::Result {
    if let Some(uri) = DataUri::parse(text) {
        return debug.field("mime_type", &uri.mime_type).field("bytes", &uri.bytes()).finish();
    }
    let url = Url::parse(text).ok();
    debug.field("host", &url.as_ref().and_then(Url::host_str).unwrap_or_default()).finish()
}

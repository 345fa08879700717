//! Images, sound and videos for a request: by their address, or within it.

use std::{fmt, io, path::Path};

use reqwest::Url;
use tokio::{fs::File, io::AsyncReadExt as _};

use crate::{
    Error,
    data_uri::DataUri,
    rules::{has_start, is_fetchable},
    types::EffectImages,
    validate::is_uri,
};

/// Upstream says MB, and not which: with the larger one, nothing is refused that the service takes.
const MEGABYTE: u64 = 1024 * 1024;

/// Implements an input. The documentation says whether the service takes content of this kind.
macro_rules! input {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $content:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The most bytes that content may have; a file behind an address is not measured.
            pub const MAX_BYTES: u64 = $kind.most;

            /// Takes an `http` or `https` URL, or a `data:<mime>;base64,…` URI of this kind: the
            /// way in for content whose type is not recognised.
            ///
            #[doc = $content]
            ///
            /// # Errors
            ///
            /// [`is_invalid_request`](Error::is_invalid_request): it is no such address, or the
            /// content of the URI has more than [`MAX_BYTES`](Self::MAX_BYTES).
            pub fn from_url(url: impl AsRef<str>) -> Result<Self, Error> {
                $kind.address(url.as_ref()).map(Self).map_err(Error::media)
            }

            /// Takes the content of a file, and finds its MIME type by it.
            ///
            #[doc = $content]
            ///
            /// # Errors
            ///
            /// [`is_invalid_request`](Error::is_invalid_request): it is of another kind, of none
            /// that is recognised, or has more than [`MAX_BYTES`](Self::MAX_BYTES).
            pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Result<Self, Error> {
                $kind.content(bytes.as_ref()).map(Self).map_err(Error::media)
            }

            /// Reads a file; then as [`from_bytes`](Self::from_bytes). One that is too long is not
            /// read.
            ///
            /// # Errors
            ///
            /// [`is_invalid_request`](Error::is_invalid_request): that of
            /// [`from_bytes`](Self::from_bytes), or the file cannot be read.
            pub async fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
                $kind.file(path.as_ref()).await.map(Self)
            }

            /// The MIME type of the content; what is behind an address is not known.
            pub fn mime_type(&self) -> Option<&str> {
                DataUri::parse(&self.0).map(|uri| uri.mime_type)
            }

            /// Whether the content itself is sent, and not an address.
            pub fn is_inline(&self) -> bool {
                DataUri::is_meant(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(input: $name) -> Self {
                input.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                described(f.debug_struct(stringify!($name)), &self.0)
            }
        }
    };
}

input! {
    /// An image for a request: an address, or the content of a file, which is then sent within the
    /// request. Every parameter that takes an image takes it.
    ///
    /// Content has at most 50 MB (52,428,800 bytes), which is the largest limit that is documented
    /// for any model.
    ///
    /// ```
    /// use aimlapi_kling::{ImageInput, types::V2MasterImageToVideo};
    ///
    /// # async fn doc() -> Result<(), aimlapi_kling::Error> {
    /// let image = ImageInput::from_path("portrait.png").await?;
    /// assert_eq!(image.mime_type(), Some("image/png"));
    /// let request = V2MasterImageToVideo::new(image);
    /// # Ok(())
    /// # }
    /// let error = ImageInput::from_bytes("Dear diary").unwrap_err();
    /// assert_eq!(error.to_string(), "not an image (text or unknown content)");
    /// ```
    ImageInput, IMAGE,
    "Content is sent within the request, which the service takes for images."
}

input! {
    /// Sound for a request: an address, or the content of a file, which is then sent within the
    /// request.
    ///
    /// Content has at most 5 MB (5,242,880 bytes), which is the limit of the avatar models.
    ///
    /// ```
    /// use aimlapi_kling::{AudioInput, ImageInput, types::AvatarPro};
    ///
    /// let person = ImageInput::from_url("https://example.com/person.png")?;
    /// let speech = AudioInput::from_url("https://example.com/speech.mp3")?;
    /// let request = AvatarPro::new(person, speech);
    /// # Ok::<(), aimlapi_kling::Error>(())
    /// ```
    AudioInput, AUDIO,
    "Whether the service takes sound within a request is not known, since only images are on record: \
     the address of a file is the safe way."
}

input! {
    /// A video for a request: an address, or the content of a file, which is then sent within the
    /// request.
    ///
    /// No limit is documented for videos. Content has at most 100 MB (104,857,600 bytes) all the
    /// same, so that nobody loads a disk by mistake.
    ///
    /// ```
    /// use aimlapi_kling::{VideoInput, types::O1VideoToVideoEdit};
    ///
    /// let video = VideoInput::from_url("https://example.com/clip.mp4")?;
    /// let request = O1VideoToVideoEdit::new("Make it snow", video);
    /// # Ok::<(), aimlapi_kling::Error>(())
    /// ```
    VideoInput, VIDEO,
    "Whether the service takes a video within a request is not known, since only images are on record: \
     the address of a file is the safe way."
}

/// The effects take one image, or a list.
impl From<ImageInput> for EffectImages {
    fn from(image: ImageInput) -> Self {
        image.0.into()
    }
}

/// A kind of media.
struct Kind {
    noun: &'static str,
    mime_types: &'static str,
    most: u64,
}

const IMAGE: Kind = Kind { noun: "an image", mime_types: "image/", most: 50 * MEGABYTE };
const AUDIO: Kind = Kind { noun: "an audio file", mime_types: "audio/", most: 5 * MEGABYTE };
const VIDEO: Kind = Kind { noun: "a video", mime_types: "video/", most: 100 * MEGABYTE };

impl Kind {
    fn address(&self, text: &str) -> Result<String, String> {
        if DataUri::is_meant(text) {
            self.check_data_uri(text).map_err(|why| format!("data URI: {why}"))?;
        } else {
            check_url(text)?;
        }
        Ok(text.to_owned())
    }

    fn check_data_uri(&self, text: &str) -> Result<(), String> {
        let uri = DataUri::parse(text).ok_or("not of the form data:<mime>;base64,…")?;
        if !self.has(uri.mime_type) {
            return Err(self.refusal(uri.mime_type));
        }
        if !is_uri(text) {
            return Err("it has a character that no URI has, such as a space or the end of a line".into());
        }
        self.check_size(uri.bytes())
    }

    fn content(&self, bytes: &[u8]) -> Result<String, String> {
        self.check_size(bytes.len() as u64)?;
        match infer::get(bytes).map(|found| found.mime_type()) {
            Some(mime_type) if self.has(mime_type) => Ok(DataUri::write(mime_type, bytes)),
            _ if bytes.is_empty() => Err(self.refusal("empty")),
            _ if self.has("image/svg+xml") && is_svg(bytes) => {
                Err("an SVG drawing: convert it to PNG or JPEG".into())
            }
            found => Err(self.refusal(found.unwrap_or("text or unknown content"))),
        }
    }

    async fn file(&self, path: &Path) -> Result<String, Error> {
        let name = shown(&path.to_string_lossy());
        let cannot =
            |error: io::Error| Error::media(format!("{name}: cannot be read: {error}")).with_source(error);
        let refused = |why: String| Error::media(format!("{name}: {why}"));
        let file = File::open(path).await.map_err(cannot)?;
        let length = file.metadata().await.map_err(cannot)?.len();
        self.check_size(length).map_err(refused)?;
        let mut bytes = Vec::new();
        // A file may grow, and a pipe has no length.
        file.take(self.most + 1).read_to_end(&mut bytes).await.map_err(cannot)?;
        self.content(&bytes).map_err(refused)
    }

    fn check_size(&self, bytes: u64) -> Result<(), String> {
        if bytes <= self.most {
            return Ok(());
        }
        let (bytes, most) = (grouped(bytes), grouped(self.most));
        Err(format!("{bytes} bytes, but {} may have at most {most}", self.noun))
    }

    fn has(&self, mime_type: &str) -> bool {
        has_start(mime_type, self.mime_types)
    }

    /// What was found, and what it is not.
    fn refusal(&self, found: &str) -> String {
        match [IMAGE, AUDIO, VIDEO].into_iter().find(|kind| kind.has(found)) {
            Some(kind) => format!("{} ({found}), not {}", kind.noun, self.noun),
            None => format!("not {} ({found})", self.noun),
        }
    }
}

/// Of a URL, no more is told than its scheme: a signed one is a secret.
fn check_url(text: &str) -> Result<(), String> {
    let Some((scheme, _)) = text.split_once("://") else {
        return Err(format!("{}: not an http or https address; `from_path` reads a file", shown(text)));
    };
    let scheme = shown(scheme);
    if !is_fetchable(text) {
        return Err(format!("{scheme}://…: not an http or https address"));
    }
    if !is_uri(text) || Url::parse(text).is_err() {
        return Err(format!(
            "{scheme}://…: not a URL; spaces and letters beyond ASCII must be percent-encoded"
        ));
    }
    Ok(())
}

/// SVG is text, which has no signature.
fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    start.contains("<svg") && !start.contains("<html")
}

/// A path, or what was given as one: never a whole image.
fn shown(text: &str) -> String {
    const LONGEST: usize = 200;
    if DataUri::is_meant(text.trim_start()) {
        return "data:…".into();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn described(mut debug: fmt::DebugStruct<'_, '_>, text: &str) -> fmt::Result {
    if let Some(uri) = DataUri::parse(text) {
        return debug.field("mime_type", &uri.mime_type).field("bytes", &uri.bytes()).finish();
    }
    let url = Url::parse(text).ok();
    debug.field("host", &url.as_ref().and_then(Url::host_str).unwrap_or_default()).finish()
}

/// A number as it is read easily: `52,428,800`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

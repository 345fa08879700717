//! Images, audio files and videos as input: by URL, or inline from bytes or a file.

mod kind;

use std::{fmt, path::Path};

use crate::{error::Error, request::DataUri};
use kind::{AUDIO, IMAGE, VIDEO};

/// Defines an input type. `$inline` documents whether the service accepts inline content of the kind.
macro_rules! input {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $inline:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The maximum size of inline content in bytes. The size of a file behind a URL is not checked.
            pub const MAX_BYTES: u64 = $kind.max_bytes;

            /// Creates the input from an `http` or `https` URL, or from a `data:<mime>;base64,…` URI.
            /// A data URI is also the way to send content whose type is not recognized.
            ///
            #[doc = $inline]
            ///
            /// # Errors
            ///
            /// [`is_invalid_request`](Error::is_invalid_request): the text is not such a URL, or the
            /// data URI has another type or more than [`MAX_BYTES`](Self::MAX_BYTES).
            pub fn from_url(url: impl AsRef<str>) -> Result<Self, Error> {
                $kind.check_url(url.as_ref()).map(Self).map_err(Error::media)
            }

            /// Creates the input from the content of a file. The MIME type is detected from the content.
            ///
            #[doc = $inline]
            ///
            /// # Errors
            ///
            /// [`is_invalid_request`](Error::is_invalid_request): the content has another type, has a
            /// type that is not recognized, or has more than [`MAX_BYTES`](Self::MAX_BYTES).
            pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Result<Self, Error> {
                $kind.encode(bytes.as_ref()).map(Self).map_err(Error::media)
            }

            /// Creates the input from a file, as [`from_bytes`](Self::from_bytes) does from its content. A
            /// file with more than [`MAX_BYTES`](Self::MAX_BYTES) is not read.
            ///
            /// # Errors
            ///
            /// [`is_invalid_request`](Error::is_invalid_request): as for
            /// [`from_bytes`](Self::from_bytes), or the file cannot be read.
            pub async fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
                $kind.read(path.as_ref()).await.map(Self)
            }

            /// The MIME type of inline content. `None` for a URL.
            pub fn mime_type(&self) -> Option<&str> {
                DataUri::parse(&self.0).map(|uri| uri.mime_type)
            }

            /// Whether the content is sent inline, rather than as a URL.
            pub fn is_inline(&self) -> bool {
                DataUri::has_scheme(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(input: $name) -> Self {
                input.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                kind::fmt_debug(f.debug_struct(stringify!($name)), &self.0)
            }
        }
    };
}

input! {
    /// An image as input: a URL, or the content of a file, which is then sent inline. Every parameter
    /// for an image accepts it.
    ///
    /// Inline content has at most 50 MB (52,428,800 bytes), the largest limit that is documented for
    /// any model.
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
    "The content is sent inline, which the service accepts for images."
}

input! {
    /// An audio file as input: a URL, or the content of a file, which is then sent inline.
    ///
    /// Inline content has at most 5 MB (5,242,880 bytes), the limit of the avatar models.
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
    "Whether the service accepts inline audio is unknown: only inline images are documented. A URL is \
     the safe choice."
}

input! {
    /// A video as input: a URL, or the content of a file, which is then sent inline.
    ///
    /// No limit is documented for videos. Inline content has at most 100 MB (104,857,600 bytes), to
    /// guard against sending a wrong file.
    ///
    /// ```
    /// use aimlapi_kling::{VideoInput, types::O1VideoToVideoEdit};
    ///
    /// let video = VideoInput::from_url("https://example.com/clip.mp4")?;
    /// let request = O1VideoToVideoEdit::new("Make it snow", video);
    /// # Ok::<(), aimlapi_kling::Error>(())
    /// ```
    VideoInput, VIDEO,
    "Whether the service accepts inline videos is unknown: only inline images are documented. A URL is \
     the safe choice."
}

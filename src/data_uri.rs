//! Files within a text: `data:image/png;base64,iVBORw0…`.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::rules::has_start;

/// The parts of one.
pub(crate) struct DataUri<'a> {
    pub mime_type: &'a str,
    base64: &'a str,
}

impl<'a> DataUri<'a> {
    const SCHEME: &'static str = "data:";

    /// Whether a text means to be one.
    pub fn is_meant(text: &str) -> bool {
        has_start(text, Self::SCHEME)
    }

    /// Reads the form that the service takes, `data:<mime>;base64,…`; any other is `None`.
    pub fn parse(text: &'a str) -> Option<Self> {
        /// Neither half of a MIME type is longer than 127 letters (RFC 6838).
        const LONGEST: usize = 255;
        if !Self::is_meant(text) {
            return None;
        }
        let (head, base64) = text[Self::SCHEME.len()..].split_once(',')?;
        let (head, encoding) = head.rsplit_once(';')?;
        let (mime_type, _) = head.split_once(';').unwrap_or((head, ""));
        let is_read = encoding.eq_ignore_ascii_case("base64") && (1..=LONGEST).contains(&mime_type.len());
        (is_read && !base64.is_empty()).then_some(Self { mime_type, base64 })
    }

    /// How many bytes the file has.
    pub fn bytes(&self) -> u64 {
        self.base64.trim_end_matches('=').len() as u64 * 3 / 4
    }

    /// A file as text.
    pub fn write(mime_type: &str, bytes: &[u8]) -> String {
        let mut text = format!("{}{mime_type};base64,", Self::SCHEME);
        text.reserve_exact(bytes.len().div_ceil(3) * 4);
        STANDARD.encode_string(bytes, &mut text);
        text
    }
}

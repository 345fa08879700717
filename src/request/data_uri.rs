//! Data URIs: `data:image/png;base64,iVBORw0…`.

use std::io::{self, Read};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::uri::starts_with_ignore_case;

/// A data URI in the form that the service accepts.
pub(crate) struct DataUri<'a> {
    pub mime_type: &'a str,
    base64: &'a str,
}

impl<'a> DataUri<'a> {
    const SCHEME: &'static str = "data:";

    /// Whether a text has the scheme of a data URI.
    pub fn has_scheme(text: &str) -> bool {
        starts_with_ignore_case(text, Self::SCHEME)
    }

    /// Parses `data:<mime>;base64,…`, the form that the service accepts.
    pub fn parse(text: &'a str) -> Option<Self> {
        /// Each half of a MIME type has at most 127 characters (RFC 6838).
        const MAX_LENGTH: usize = 255;
        if !Self::has_scheme(text) {
            return None;
        }
        let (head, base64) = text[Self::SCHEME.len()..].split_once(',')?;
        let (head, encoding) = head.rsplit_once(';')?;
        let (mime_type, _) = head.split_once(';').unwrap_or((head, ""));
        let is_supported =
            encoding.eq_ignore_ascii_case("base64") && (1..=MAX_LENGTH).contains(&mime_type.len());
        (is_supported && !base64.is_empty()).then_some(Self { mime_type, base64 })
    }

    /// The number of decoded bytes.
    pub fn bytes(&self) -> u64 {
        self.base64.trim_end_matches('=').len() as u64 * 3 / 4
    }

    /// Encodes a file of about this length as a data URI. Only a part of the file is in memory at a time, because an
    /// image may have 50 MB.
    pub fn encode(mime_type: &str, mut file: impl Read, length: usize) -> io::Result<String> {
        /// A multiple of 3 bytes, so that the parts can be encoded one after the other.
        const PART: u64 = 48 * 1024;
        /// Bytes for the rest of the request: the text becomes its body, and then need not be moved in memory.
        const REST: usize = 16 * 1024;
        let mut text = format!("{}{mime_type};base64,", Self::SCHEME);
        text.reserve_exact(length.div_ceil(3) * 4 + REST);
        let mut part = Vec::new();
        while file.by_ref().take(PART).read_to_end(&mut part)? > 0 {
            STANDARD.encode_string(&part, &mut text);
            part.clear();
        }
        Ok(text)
    }
}

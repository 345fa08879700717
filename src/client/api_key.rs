//! The API key, which never appears in any output.

use std::borrow::Cow;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::error::Error;

/// An API key that is a valid header value.
#[derive(Clone, Debug)]
pub(crate) struct ApiKey {
    key: SecretString,
    /// The header of every request. It is marked as sensitive, so that it is not shown either.
    authorization: HeaderValue,
}

impl ApiKey {
    pub fn new(key: &str) -> Result<Self, Error> {
        let key = key.trim();
        if key.is_empty() {
            return Err(Error::configuration("the API key is empty"));
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::configuration("the API key contains an invalid character, such as a space"));
        }
        let authorization = HeaderValue::try_from(format!("Bearer {key}"));
        let mut authorization = authorization.expect("printable ASCII is a valid header");
        authorization.set_sensitive(true);
        Ok(Self { key: key.into(), authorization })
    }

    pub fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }

    /// Whether [`redact`](Self::redact) may change a text or a part of it. This is much faster than to search for the
    /// key in all its forms: either they have an escape, or the beginning of the key as it is.
    pub fn may_be_in(&self, text: &str) -> bool {
        let Some(start) = self.key.expose_secret().get(..MIN_LENGTH) else { return false };
        text.contains(start) || text.as_bytes().contains(&b'%') || text.as_bytes().contains(&b'\\')
    }

    /// A text of the service without the key, in case the service repeats it, as it is or with the escapes of JSON
    /// or of URLs. A text that ends in the middle of the key may have been truncated there.
    pub fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.may_be_in(text) {
            return text.into();
        }
        let key = self.key.expose_secret().as_bytes();
        // Every form of the key begins with one of these.
        let starts = [char::from(key[0]), '%', '\\'];
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(starts) {
            let (before, candidate) = rest.split_at(at);
            let (written, length) = match length_of_key(candidate, key) {
                Some(length) => ("[API key]", length),
                None => (&candidate[..1], 1),
            };
            shown.push_str(before);
            shown.push_str(written);
            rest = &candidate[length..];
        }
        (shown + rest).into()
    }

    /// A JSON value of the service without the key. The names of properties are texts, too.
    pub fn redact_json(&self, json: Value) -> Value {
        match json {
            Value::String(text) => self.redact(&text).into(),
            Value::Array(items) => items.into_iter().map(|item| self.redact_json(item)).collect(),
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (self.redact(&name).into_owned(), self.redact_json(value)))
                .collect(),
            other => other,
        }
    }
}

/// A shorter text cannot be distinguished from ordinary words, so it is not removed from responses. Keys of the
/// service are much longer; tests may use any.
const MIN_LENGTH: usize = 8;

/// The length of the key at the start of a text, if it is there.
fn length_of_key(text: &str, key: &[u8]) -> Option<usize> {
    let remaining = after_key(text, key, 0)?;
    Some(text.len() - remaining.len())
}

/// What follows the key in a text. `matched` bytes of the key are before it.
fn after_key<'a>(text: &'a str, key: &[u8], matched: usize) -> Option<&'a str> {
    let Some((byte, key)) = key.split_first() else { return Some(text) };
    if text.is_empty() {
        return (matched >= MIN_LENGTH).then_some(text);
    }
    written_forms(text, *byte)
        .into_iter()
        .flatten()
        .find_map(|length| after_key(&text[length..], key, matched + 1))
}

/// The lengths of the forms in which a text may begin with a character: as it is, percent-encoded, and escaped in
/// JSON. JSON within JSON has several backslashes.
fn written_forms(text: &str, byte: u8) -> [Option<usize>; 4] {
    let is_hex =
        |digits: Option<&str>| digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) == Some(byte);
    let plain = text.trim_start_matches('\\');
    let backslashes = text.len() - plain.len();
    let is_escaped = backslashes > 0;
    [
        text.as_bytes().starts_with(&[byte]).then_some(1),
        (text.starts_with('%') && is_hex(text.get(1..3))).then_some(3),
        (is_escaped && plain.starts_with("u00") && is_hex(plain.get(3..5))).then_some(backslashes + 5),
        (is_escaped && plain.as_bytes().starts_with(&[byte])).then_some(backslashes + 1),
    ]
}

//! What is shown of texts that come from outside: no signatures of URLs, no whole files, no control characters.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use serde_json::Value;

/// A longer word is not prose. Only its beginning is shown.
const MAX_WORD: usize = 1000;

/// The number of characters that are shown of a data URI or of a long word.
const SHOWN: usize = 40;

/// A text without the user names and queries of URLs, which may contain a secret, and without the content of
/// data URIs. URLs need not be well-formed.
pub(crate) fn redact_uris(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(MAX_WORD));
    for part in text.split_inclusive(is_delimiter) {
        let word = part.trim_end_matches(is_delimiter);
        shown.push_str(&redact_word(word));
        shown.push_str(&part[word.len()..]);
    }
    shown
}

fn is_delimiter(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '"' | '\'' | '`' | '<' | '>')
}

/// A text that is one URI as a whole, without what may be secret in it. It may contain spaces.
pub(crate) fn redact_uri(text: &str) -> String {
    let redacted = redact_word(text);
    match redacted.find(['?', '#']) {
        Some(at) if !redacted.ends_with('…') => format!("{}?…", &redacted[..at]),
        _ => redacted.into_owned(),
    }
}

fn redact_word(word: &str) -> Cow<'_, str> {
    if let Some(at) = data_uri(word) {
        return shorten(word, at + SHOWN).into();
    }
    let word = match authority(word) {
        Some(start) => redact_url(word, start),
        // Without a scheme, a question mark may be one of a sentence.
        None => match word.split_once('?') {
            Some((path, query)) if path.contains('/') || query.contains('=') => format!("{path}?…").into(),
            _ => word.into(),
        },
    };
    if word.len() > MAX_WORD { shorten(&word, SHOWN).into() } else { word }
}

/// Where a data URI begins that is too long to be shown.
fn data_uri(word: &str) -> Option<usize> {
    const SCHEME: &str = "data:";
    let mut starts = (0..word.len()).filter(|at| {
        let found = word.get(*at..at + SCHEME.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(SCHEME))
    });
    starts.next().filter(|at| word.len() - at > 2 * SHOWN)
}

/// Where the authority of a URL begins. The slashes may be escaped, as in JSON.
fn authority(word: &str) -> Option<usize> {
    let starts = ["://", r":\/\/"].into_iter().filter_map(|mark| Some(word.find(mark)? + mark.len()));
    starts.min()
}

fn redact_url(word: &str, authority: usize) -> Cow<'_, str> {
    let (scheme, rest) = word.split_at(authority);
    let (rest, hidden) = match rest.find(['?', '#']) {
        Some(at) => (&rest[..at], "?…"),
        None => (rest, ""),
    };
    let end = rest.find('/').unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}…{}{hidden}", &rest[at..]).into(),
        None if hidden.is_empty() => word.into(),
        None => format!("{scheme}{rest}{hidden}").into(),
    }
}

fn shorten(text: &str, shown: usize) -> String {
    let start: String = text.chars().take(shown).collect();
    format!("{start}… ({} characters)", text.chars().count())
}

/// A JSON value for `Debug` output, with [`redact_uri`] or [`redact_uris`] applied to every text.
pub(crate) struct RedactedJson<'a>(pub &'a Value);

impl fmt::Debug for RedactedJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (redact_uris(name), Self(value)));
                f.debug_map().entries(members).finish()
            }
            Value::Array(items) => f.debug_list().entries(items.iter().map(Self)).finish(),
            Value::String(text) if authority(text).is_some_and(|at| !text[..at].contains(is_delimiter)) => {
                fmt::Debug::fmt(&redact_uri(text), f)
            }
            Value::String(text) => fmt::Debug::fmt(&redact_uris(text), f),
            other => fmt::Display::fmt(other, f),
        }
    }
}

/// A text on one line, in which control characters and those that change the direction of writing are escaped,
/// so that a terminal shows it as it is.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_hidden = letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        let written =
            if is_hidden { write!(shown, "{}", letter.escape_default()) } else { shown.write_char(letter) };
        written.expect("a `String` takes any text");
    }
    shown
}

//! Texts of many megabytes, which are moved from one form of a request to the next.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher as _,
    mem::{replace, take},
};

use serde_json::Value;

use super::texts::Texts;

/// From how many bytes a text is moved.
const LARGE: usize = 1024 * 1024;

/// The large texts of a request, which has a placeholder in the place of each.
///
/// An inline image has up to 70 MB as Base64. It is moved from the request to the JSON value that is validated, and from
/// there to the bytes that are sent, so that it is in memory only once.
pub struct LargeTexts(Vec<Taken>);

struct Taken {
    placeholder: String,
    text: String,
}

impl LargeTexts {
    /// Whether a value has large texts.
    pub fn are_in(value: &mut impl Texts) -> bool {
        let mut is_any = false;
        value.texts(&mut |text| is_any |= text.len() > LARGE);
        is_any
    }

    /// Takes the large texts out of a value. One that JSON has to escape stays there: it is no data URI.
    pub fn take_from(value: &mut impl Texts) -> Self {
        let mut taken = Vec::new();
        value.texts(&mut |text| {
            if text.len() > LARGE && is_written_as_it_is(text) {
                // Random, so that no other text of the request is the same.
                let placeholder = format!("{:016x}", RandomState::new().hash_one(taken.len()));
                taken.push(Taken { text: replace(text, placeholder.clone()), placeholder });
            }
        });
        Self(taken)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the texts into the place of their placeholders in a value.
    pub fn put_into(mut self, value: &mut Value) {
        value.texts(&mut |text| {
            if let Some(taken) = self.0.iter_mut().find(|taken| taken.placeholder == *text) {
                *text = take(&mut taken.text);
            }
        });
    }

    /// Puts the texts into the place of their placeholders in the JSON of a value.
    pub fn put_into_json(self, mut json: Vec<u8>) -> Vec<u8> {
        let mut places: Vec<_> = self.0.into_iter().map(|taken| (taken.position_in(&json), taken)).collect();
        places.sort_by_key(|(at, _)| *at);
        let mut parts = Vec::new();
        for (at, taken) in places.into_iter().rev() {
            parts.push(json.split_off(at + taken.placeholder.len()));
            parts.push(taken.text.into_bytes());
            json.truncate(at);
        }
        parts.push(json);
        parts.reverse();
        concatenated(parts)
    }
}

impl Taken {
    fn position_in(&self, json: &[u8]) -> usize {
        let placeholder = self.placeholder.as_bytes();
        let at = json.windows(placeholder.len()).position(|window| window == placeholder);
        at.expect("the JSON has every placeholder")
    }
}

/// Appends the parts to each other. The longest one is not copied, unless its allocation cannot grow.
fn concatenated(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    let length: usize = parts.iter().map(Vec::len).sum();
    let longest = (0..parts.len()).max_by_key(|at| parts[*at].len()).unwrap_or_default();
    let after = parts.split_off(longest + 1);
    let mut bytes = parts.pop().unwrap_or_default();
    bytes.reserve_exact(length - bytes.len());
    after.into_iter().for_each(|part| bytes.extend(part));
    bytes.splice(..0, parts.into_iter().flatten());
    bytes
}

/// Whether the JSON of a text is the text in quotation marks.
fn is_written_as_it_is(text: &str) -> bool {
    text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
}

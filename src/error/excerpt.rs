//! The first words of a response that is not an error of the service, such as the page of a proxy.

use reqwest::StatusCode;

/// The number of characters of an excerpt.
const LENGTH: usize = 120;

/// The title of an HTML page, or else the first words of a text; `None` if they contain only the status.
pub(super) fn excerpt(body: &str, status: StatusCode) -> Option<String> {
    let title = element(body, "title").filter(|title| !title.trim().is_empty());
    let text = title.map_or_else(|| without_tags(body), str::to_owned);
    let words: Vec<_> = text.split_whitespace().collect();
    let words = words.join(" ");
    let reason = status.canonical_reason().unwrap_or_default();
    let repeats_status = words == status.as_str() || words == reason || words == status.to_string();
    if repeats_status || !words.contains(char::is_alphanumeric) {
        return None;
    }
    let mut letters = words.chars();
    let start: String = letters.by_ref().take(LENGTH).collect();
    Some(if letters.next().is_some() { start + "…" } else { start })
}

/// The content of the first element of this name, without attributes.
fn element<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    // Lower case letters of ASCII have the same length, so that positions are the same in both texts.
    let lower = html.to_ascii_lowercase();
    let start = lower.find(&format!("<{name}>"))? + name.len() + 2;
    let end = lower[start..].find("</")?;
    Some(&html[start..start + end])
}

/// A text without what is between angle brackets.
fn without_tags(text: &str) -> String {
    let mut pieces = text.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + " " + piece.split_once('>').map_or("", |(_, text)| text))
}

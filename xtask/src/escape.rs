//! Escapes text of upstream where it is printed, so that it can affect neither a terminal nor Markdown.

use std::borrow::Cow;

use crate::build::read::plain_text::is_control;

/// The text with its control characters escaped.
pub fn control(text: &str) -> String {
    escape(text, is_control)
}

/// The text with its control characters escaped, except for line breaks.
pub fn lines(text: &str) -> String {
    escape(text, |c| is_control(c) && c != '\n')
}

/// The text as a code span of Markdown.
pub fn code_span(text: &str) -> String {
    let text = control(text);
    let delimiter = "`".repeat(longest_run(&text) + 1);
    // A space keeps backticks at the ends of the text apart from the delimiters.
    let space = if text.is_empty() || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{delimiter}{space}{text}{space}{delimiter}")
}

/// The text as a code block of Markdown.
pub fn code_block(language: &str, text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}{language}\n{}{fence}\n", lines(text))
}

/// The number of characters of a value that are shown: more than any list of values that upstream has today.
const SHOWN: usize = 4000;

/// The text, or its beginning if it is long.
pub fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        None => text.into(),
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()).into(),
    }
}

fn escape(text: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' if is_escaped(c) => escaped.extend(c.escape_default()),
            c if is_escaped(c) => escaped.extend(c.escape_unicode()),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The length of the longest sequence of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

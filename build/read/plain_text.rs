//! Refuses names and values that could be read as anything but plain text where they are used: in generated code and
//! its documentation, in Markdown, or on a terminal. `sync-specs` and the build both refuse them.

use serde_json::Value;

use crate::build::Result;

/// The maximum length of a name, in characters. The longest one in upstream's history has 53.
const MAX_NAME: usize = 100;

/// The maximum length of a value, in characters. The longest one in upstream's history has 433.
const MAX_VALUE: usize = 1000;

/// The number of characters of a refused text that the error shows.
const SHOWN: usize = 40;

/// Checks every name and value in `facts`. The error contains the JSON pointer to the object of the name, or to the
/// value.
pub fn check(facts: &Value) -> Result<()> {
    check_value(facts, "")
}

fn check_value(value: &Value, pointer: &str) -> Result<()> {
    match value {
        Value::String(text) => check_text("value", text, MAX_VALUE, pointer),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| check_value(item, &format!("{pointer}/{index}")))
        }
        Value::Object(members) => members.iter().try_for_each(|(name, member)| {
            check_text("name", name, MAX_NAME, pointer)?;
            let segment = name.replace('~', "~0").replace('/', "~1");
            check_value(member, &format!("{pointer}/{segment}"))
        }),
        _ => Ok(()),
    }
}

fn check_text(kind: &str, text: &str, max: usize, pointer: &str) -> Result<()> {
    let problem = if text.contains(is_control) {
        "contains a control character".to_owned()
    } else if text.contains('`') {
        "contains a backtick".to_owned()
    } else if text.chars().count() > max {
        format!("is longer than {max} characters")
    } else {
        return Ok(());
    };
    let shown = text.chars().take(SHOWN).collect::<String>();
    let ellipsis = if shown.len() < text.len() { "…" } else { "" };
    Err(format!("{pointer}: the {kind} {shown:?}{ellipsis} {problem}"))
}

/// Whether a character controls how text is displayed: those of Unicode's category for control characters, line
/// separators, and those that change the direction of text.
pub fn is_control(c: char) -> bool {
    let is_separator = matches!(c, '\u{2028}' | '\u{2029}');
    let is_direction =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || is_separator || is_direction
}

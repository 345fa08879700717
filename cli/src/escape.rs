//! Escapes texts from responses and from the command line, so that they are safe for a terminal.

use std::fmt::Write as _;

/// The text on one line, with escapes for characters that control a terminal or the direction of writing. The
/// escapes are those of JSON, so that escaped JSON has the same value.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, character| {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            _ if character.is_control() || is_direction(character) => {
                // Each of them has four hexadecimal digits. Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{:04x}", u32::from(character));
            }
            _ => escaped.push(character),
        }
        escaped
    })
}

/// Line and paragraph separators, and the marks that change the direction of the text around them.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text, escaped, and cut off if it is too long to be read on a terminal.
pub fn shortened(text: &str) -> String {
    const MAX_CHARACTERS: usize = 2000;
    let rest = text.chars().count().saturating_sub(MAX_CHARACTERS);
    let escaped = escaped(&text.chars().take(MAX_CHARACTERS).collect::<String>());
    if rest == 0 { escaped } else { format!("{escaped} … ({rest} more characters)") }
}

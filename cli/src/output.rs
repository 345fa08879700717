//! Standard output.

use std::io::{self, Write as _};

use serde_json::Value;

/// Writes a line of text.
pub fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{text}")
}

/// Writes a line of JSON.
pub fn json(value: &Value) -> io::Result<()> {
    line(&value.to_string())
}

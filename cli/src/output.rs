//! Standard output, for results, and standard error, for everything else.

use std::io::{self, Write};

use serde::Serialize;

use crate::escape::escaped;

/// Writes a line of a result.
pub fn line(text: &str) -> io::Result<()> {
    write(io::stdout(), text)
}

/// Writes a result as a line of JSON.
pub fn json(value: &impl Serialize) -> io::Result<()> {
    line(&escaped(&serde_json::to_string(value)?))
}

/// Writes a line to standard error. Errors are ignored: there is nowhere to report them, and the job does not
/// depend on it.
pub fn notice(text: &str) {
    let _ = write(io::stderr(), &escaped(text));
}

/// Writes the line in one piece, so that the lines of several processes do not mix.
fn write(mut stream: impl Write, text: &str) -> io::Result<()> {
    stream.write_all(format!("{text}\n").as_bytes())?;
    stream.flush()
}

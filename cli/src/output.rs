//! Standard output, and how the command ends.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use aimlapi_kling::Error;
use serde_json::{Value, json};

/// Writes a line of text.
pub fn text(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// Writes a line of JSON.
pub fn line(value: &Value) -> io::Result<()> {
    text(&value.to_string())
}

/// Why the command ends without success.
pub struct Failure {
    kind: &'static str,
    code: u8,
    message: String,
    error: Option<Error>,
}

impl Failure {
    /// Something is wrong with what the user gave.
    pub fn input(message: impl Into<String>) -> Self {
        Self { kind: "input", code: 2, message: message.into(), error: None }
    }

    /// Anything that is nobody's input's fault.
    pub fn other(message: impl Into<String>) -> Self {
        Self { kind: "other", code: 1, message: message.into(), error: None }
    }

    /// Tells it, as JSON on standard output or as text on standard error.
    pub fn report(self, as_json: bool) -> ExitCode {
        let error = self.error.as_ref();
        if as_json {
            // A closed pipe cannot be told anything.
            let _ = line(&json!({ "error": {
                "kind": self.kind,
                "message": self.message,
                "status": error.and_then(Error::status).map(|status| status.as_u16()),
                "request_id": error.and_then(Error::request_id),
                "generation_id": error.and_then(Error::generation_id),
                "client_request_id": error.and_then(Error::client_request_id).map(|name| name.as_str()),
                "submission_unknown": error.is_some_and(Error::is_submission_unknown),
            } }));
        } else if !self.message.is_empty() {
            eprintln!("error: {}", self.message);
        }
        ExitCode::from(self.code)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (kind, code) = match () {
            () if error.is_generation_failed() => ("failed", 3),
            () if error.is_invalid_request() || error.is_configuration() => ("input", 2),
            () => ("other", 1),
        };
        Self { kind, code, message: chain(&error), error: Some(error) }
    }
}

/// A reader that closes the pipe has read enough.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::other(""),
            _ => Self::other(format!("standard output: {error}")),
        }
    }
}

/// An error and what caused it, on one line.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

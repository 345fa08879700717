//! Why the command ends without success.

use std::io;

use aimlapi_kling::{Error, Model};
use serde_json::json;

use crate::{exit::Exit, output};

/// Why the command ends without success.
pub struct Failure {
    exit: Exit,
    message: String,
    /// What is wrong with the request, one line for each violation.
    problems: Vec<String>,
    error: Option<Error>,
}

impl Failure {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), problems: Vec::new(), error: None }
    }

    /// Invalid input.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Exit::Input, message)
    }

    /// A request that the library refuses.
    pub fn invalid(model: Model, problems: Vec<String>) -> Self {
        Self { problems, ..Self::input(format!("invalid request to {model}")) }
    }

    /// Any other error.
    pub fn other(message: impl Into<String>) -> Self {
        Self::new(Exit::Error, message)
    }

    /// Prints it: as JSON to standard output, or as text to standard error.
    pub fn report(self, as_json: bool) -> Exit {
        let error = self.error.as_ref();
        if as_json {
            // There is nowhere else to report to.
            let _ = output::json(&json!({ "error": {
                "kind": self.exit.kind(),
                "message": self.message,
                "problems": self.problems,
                "status": error.and_then(Error::status).map(|status| status.as_u16()),
                "request_id": error.and_then(Error::request_id),
                "generation_id": error.and_then(Error::generation_id),
                "client_request_id": error.and_then(Error::client_request_id).map(|id| id.as_str()),
                "submission_unknown": error.is_some_and(Error::is_submission_unknown),
            } }));
        } else if !self.message.is_empty() {
            eprintln!("error: {}", self.message);
            self.problems.iter().for_each(|problem| eprintln!("  {problem}"));
        }
        self.exit
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let exit = match () {
            () if error.is_generation_failed() => Exit::JobFailed,
            () if error.is_invalid_request() || error.is_configuration() => Exit::Input,
            () => Exit::Error,
        };
        Self { error: Some(error), ..Self::new(exit, "") }.with_causes()
    }
}

impl Failure {
    /// The message of the error and of what caused it, on one line.
    fn with_causes(mut self) -> Self {
        let Some(error) = &self.error else { return self };
        self.message = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            let text = cause.to_string();
            if !self.message.contains(&text) {
                self.message.push_str(&format!(": {text}"));
            }
            source = cause.source();
        }
        self
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

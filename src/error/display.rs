//! The text of errors.

use std::fmt::{self, Write};

use super::{
    Error,
    excerpt::excerpt,
    kind::{DecodeProblem, Kind, StatusError, WaitStats},
};
use crate::{
    job::Job,
    redact::{RedactedJson, printable, redact_uris},
};

/// The text may contain texts of the service, so URLs are shown without their query, and control characters are
/// escaped.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_kind(&mut text)?;
        self.write_ids(&mut text)?;
        self.write_what_to_do(&mut text)?;
        f.write_str(&printable(&redact_uris(&text)))
    }
}

impl Error {
    fn write_kind(&self, f: &mut String) -> fmt::Result {
        match &self.0.kind {
            Kind::Configuration(message)
            | Kind::Media(message)
            | Kind::Store(message)
            | Kind::Download(message) => f.write_str(message),
            Kind::Invalid(violations) => write!(f, "{violations}"),
            Kind::Transport { action, not_sent: true, .. } => {
                write!(f, "{action}: no connection could be established")
            }
            Kind::Transport { action, timed_out: true, .. } => write!(f, "{action}: no response in time"),
            Kind::Transport { action, .. } => write!(f, "{action}: the connection failed"),
            Kind::Status(error) => write_status(f, error),
            Kind::Decode { action, status, problem, .. } => {
                write!(f, "{action}: the service answered {status} with ")?;
                match problem {
                    DecodeProblem::Body => f.write_str("a body that cannot be decoded"),
                    DecodeProblem::OtherGeneration(id) => write!(f, "the state of another generation, {id}"),
                    DecodeProblem::NoGeneration => f.write_str("a final state that names no generation"),
                }
            }
            Kind::Failed(generation) => {
                let message =
                    generation.error().map_or("the service gave no reason", |error| error.message());
                write!(f, "the generation failed: {message}")
            }
            Kind::NoVideo(_) => f.write_str("the generation is completed, but the response names no video"),
            Kind::OutputExists(path) => write!(f, "{} already exists", path.display()),
            Kind::Deadline(time) => write!(f, "no video within {} s", time.as_secs_f64()),
        }
    }

    fn write_ids(&self, f: &mut String) -> fmt::Result {
        if let Some(id) = self.request_id() {
            write!(f, " (request {id})")?;
        }
        if let Some(id) = self.generation_id() {
            write!(f, " (generation {id})")?;
        }
        Ok(())
    }

    fn write_what_to_do(&self, f: &mut String) -> fmt::Result {
        if let (false, Some(wait)) = (self.is_generation_failed(), &self.0.wait) {
            self.write_wait(f, wait)?;
        }
        if let (true, Some(id)) = (self.is_submission_unknown(), self.client_request_id()) {
            f.write_str("; the job may have been accepted")?;
            if !self.possible_jobs().is_empty() {
                write!(f, " as {}", alternatives(self.possible_jobs().iter().map(Job::id)))?;
            }
            write!(f, ", look up the client request id {id}")?;
        }
        if let Some((bytes, part)) = &self.0.partial_file {
            write!(f, "; {bytes} bytes are kept in {}, download again to resume", part.display())?;
        }
        Ok(())
    }

    /// How long the job was waited for, and how to continue.
    fn write_wait(&self, f: &mut String, wait: &WaitStats) -> fmt::Result {
        let WaitStats { elapsed, polls, last } = wait;
        let noun = if *polls == 1 { "poll" } else { "polls" };
        write!(f, "; {polls} {noun} in {} s", tenths(elapsed.as_secs_f64()))?;
        if let Some(last) = last {
            write!(f, ", last status {}", last.status())?;
        }
        let other_ids = self.job().map(Job::other_ids).unwrap_or_default();
        match self.0.kind {
            Kind::Deadline(_) => f.write_str("; the job continues, wait for it again"),
            Kind::NoVideo(_) => f.write_str("; wait for it again"),
            _ if self.is_not_found() && !other_ids.is_empty() => {
                let ids = alternatives(other_ids.iter().map(String::as_str));
                write!(f, "; the response to the submission also named {ids}, wait for that")
            }
            _ if self.is_not_found() => {
                f.write_str("; check the generation id and the endpoint, and wait for the job again")
            }
            _ => f.write_str("; the job may continue, wait for it again"),
        }
    }
}

/// Rounds to a tenth of a second.
fn tenths(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}

fn write_status(f: &mut String, error: &StatusError) -> fmt::Result {
    write!(f, "the service answered {}", error.status)?;
    match &error.message {
        Some(message) => write!(f, ": {message}"),
        None => match excerpt(&error.body, error.status) {
            Some(excerpt) => write!(f, ": {excerpt:?}"),
            None => Ok(()),
        },
    }
}

fn alternatives<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(" or ")
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("message", &self.to_string());
        if let Some(body) = self.body() {
            match serde_json::from_str(body) {
                Ok(json) => debug.field("body", &RedactedJson(&json)),
                Err(_) => debug.field("body", &redact_uris(body)),
            };
        }
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

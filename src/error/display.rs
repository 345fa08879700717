//! The text of errors.

use std::fmt;

use super::{
    Error,
    kind::{Kind, WaitStats},
};

impl Error {
    /// How long the job was waited for, and how to continue.
    fn write_wait(&self, f: &mut fmt::Formatter<'_>, wait: &WaitStats) -> fmt::Result {
        let WaitStats { elapsed, polls, last } = wait;
        let noun = if *polls == 1 { "poll" } else { "polls" };
        write!(f, "; {polls} {noun} in {} s", elapsed.as_secs_f64())?;
        if let Some(last) = last {
            write!(f, ", last status {}", last.status())?;
        }
        match self.0.kind {
            Kind::Deadline(_) => f.write_str("; the job continues, wait for it again"),
            _ if self.is_not_found() => Ok(()),
            _ => f.write_str("; the job may continue, wait for it again"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            Kind::Configuration(message) | Kind::Media(message) | Kind::Download(message) => {
                f.write_str(message)?;
            }
            Kind::Invalid(violations) => write!(f, "{violations}")?,
            Kind::Transport { action, not_sent: true, .. } => {
                write!(f, "{action}: no connection could be established")?;
            }
            Kind::Transport { action, timed_out: true, .. } => write!(f, "{action}: no response in time")?,
            Kind::Transport { action, .. } => write!(f, "{action}: the connection failed")?,
            Kind::Status(error) => {
                write!(f, "the service answered {}", error.status)?;
                if let Some(message) = &error.message {
                    write!(f, ": {message}")?;
                }
            }
            Kind::Decode { action, status, .. } => {
                write!(f, "{action}: the service answered {status} with a body that cannot be decoded")?;
            }
            Kind::Failed(generation) => {
                let message =
                    generation.error().map_or("the service gave no reason", |error| error.message());
                write!(f, "the generation failed: {message}")?;
            }
            Kind::NoVideo(_) => {
                f.write_str("the generation is completed, but the response names no video")?
            }
            Kind::Deadline(time) => write!(f, "no video within {} s", time.as_secs_f64())?,
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request {id})")?;
        }
        if let Some(id) = self.generation_id() {
            write!(f, " (generation {id})")?;
        }
        if let (false, Some(wait)) = (self.is_end_of_job(), &self.0.wait) {
            self.write_wait(f, wait)?;
        }
        if let (true, Some(id)) = (self.is_submission_unknown(), self.client_request_id()) {
            write!(f, "; the job may have been accepted, look up the client request id {id}")?;
        }
        if let Some((bytes, part)) = &self.0.partial_file {
            write!(f, "; {bytes} bytes are kept in {}, download again to resume", part.display())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("message", &self.to_string());
        if let Some(body) = self.body() {
            debug.field("body", &body);
        }
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

//! Why one attempt of a download failed.

use std::time::Duration;

use crate::error::Error;

pub(super) enum AttemptError {
    /// The same request may succeed later.
    Transient { error: Error, retry_after: Option<Duration> },
    /// The bytes so far differ from the file on the host, so the download must start over.
    FileChanged,
    /// The download fails, and the bytes so far are of no use.
    Discard(Error),
    /// The download fails.
    Fatal(Error),
}

impl AttemptError {
    pub fn transient(error: Error) -> Self {
        Self::Transient { error, retry_after: None }
    }
}

impl From<Error> for AttemptError {
    fn from(error: Error) -> Self {
        Self::Fatal(error)
    }
}

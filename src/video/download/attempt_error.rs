//! Why one attempt of a download failed.

use std::time::Duration;

use crate::error::Error;

pub(super) enum AttemptError {
    /// The same request may succeed later.
    Transient { error: Error, retry_after: Option<Duration> },
    /// The partial file differs from the file on the host, so the download must start over.
    FileChanged,
    /// The download fails, and the partial file is of no use.
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

impl From<reqwest::Error> for AttemptError {
    fn from(error: reqwest::Error) -> Self {
        // Too many redirects are a redirect error; a redirect to another scheme is a builder error.
        if error.is_redirect() || error.is_builder() {
            let message = "the URL of the video redirects to a URL that is not followed";
            return Self::Fatal(Error::download(message).with_source(error.without_url()));
        }
        Self::transient(Error::transport("downloading", error))
    }
}

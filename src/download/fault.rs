//! Why an attempt ended.

use std::time::Duration;

use crate::Error;

pub(super) enum Fault {
    /// The same request may succeed a little later, or after the time that the host named.
    Passing { error: Error, retry_after: Option<Duration> },
    /// What is on disk is not what the host has: begin again.
    Another,
    /// The download ends, and what was received is of no use.
    Worthless(Error),
    /// The download ends.
    Final(Error),
}

impl Fault {
    pub fn passing(error: Error) -> Self {
        Self::Passing { error, retry_after: None }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

impl From<reqwest::Error> for Fault {
    fn from(error: reqwest::Error) -> Self {
        // Too many redirects are of the first kind, those to another scheme of the second.
        if error.is_redirect() || error.is_builder() {
            let message = "the video's address leads to one that is not followed";
            return Self::Final(Error::download(message).with_source(error.without_url()));
        }
        Self::passing(Error::transport("downloading", error))
    }
}

//! The name that a caller gives to a request, to find it again in the service's log.

use std::{
    fmt,
    hash::{BuildHasher as _, RandomState},
    str::FromStr,
};

use crate::Error;

/// A name for a submission, sent as `X-Client-Request-Id`: 1 to 128 of `A-Za-z0-9._:-`. The service
/// keeps it in its log beside the job's id, and silently drops any other.
///
/// ```
/// use aimlapi_kling::ClientRequestId;
///
/// let id: ClientRequestId = "order-4711".parse()?;
/// assert_eq!(id.as_str(), "order-4711");
/// assert_eq!(
///     "order 4711".parse::<ClientRequestId>().unwrap_err().to_string(),
///     "the client request id \"order 4711\" must be 1 to 128 of A-Z, a-z, 0-9 and ._:-"
/// );
/// assert_ne!(ClientRequestId::random(), ClientRequestId::random());
/// # Ok::<(), aimlapi_kling::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClientRequestId(String);

impl ClientRequestId {
    /// A new one, unlike any other.
    pub fn random() -> Self {
        // Each `RandomState` has keys of its own, from the system's randomness.
        let word = || RandomState::new().hash_one(std::time::SystemTime::now());
        Self(format!("{:016x}{:016x}", word(), word()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientRequestId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte);
        if (1..=128).contains(&text.len()) && text.bytes().all(is_allowed) {
            return Ok(Self(text.to_owned()));
        }
        let shown: String = text.chars().take(40).collect();
        let wanted = "must be 1 to 128 of A-Z, a-z, 0-9 and ._:-";
        Err(Error::configuration(format!("the client request id {shown:?} {wanted}")))
    }
}

impl fmt::Display for ClientRequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

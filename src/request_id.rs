//! The name that a caller gives to a request, to find it again in the service's log.

use std::{
    fmt,
    hash::{BuildHasher as _, RandomState},
    str::FromStr,
    time::{Duration, SystemTime},
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
    /// A new one, unlike any other: a UUID of version 7, which holds the time.
    pub fn random() -> Self {
        // Each `RandomState` has keys of its own, from the system's randomness.
        let word = |now| RandomState::new().hash_one(now);
        let now = SystemTime::now();
        let age = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let (millis, a, b) = (age.as_millis(), word(now), word(now));
        Self(format!(
            "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
            (millis >> 16) & 0xffff_ffff,
            millis & 0xffff,
            a & 0xfff,
            0x8000 | ((a >> 16) & 0x3fff),
            b & 0xffff_ffff_ffff,
        ))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// When it was made, to the millisecond, where it is a UUID of version 7.
    ///
    /// ```
    /// use aimlapi_kling::ClientRequestId;
    ///
    /// assert!(ClientRequestId::random().made_at().is_some());
    /// assert!("order-4711".parse::<ClientRequestId>()?.made_at().is_none());
    /// # Ok::<(), aimlapi_kling::Error>(())
    /// ```
    pub fn made_at(&self) -> Option<SystemTime> {
        let parts: Vec<_> = self.0.split('-').collect();
        let is_uuid = parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
            && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if !is_uuid || !parts[2].starts_with('7') {
            return None;
        }
        let millis = u64::from_str_radix(&(parts[0].to_owned() + parts[1]), 16).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis))
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

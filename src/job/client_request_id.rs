//! The client request id, which identifies a submission in the service's request log.

use std::{
    fmt,
    hash::{BuildHasher as _, RandomState},
    str::FromStr,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

/// An id that the caller chooses for a submission: 1 to 128 of the characters `A-Za-z0-9._:-`.
///
/// It is sent in the header `X-Client-Request-Id`. The service stores it in its request log beside the
/// generation id, so that a submission can be found there when its response was lost. It is not an
/// idempotency key: the service accepts a second submission with the same id as a second job.
///
/// ```
/// use aimlapi_kling::ClientRequestId;
///
/// let id: ClientRequestId = "order-4711".parse()?;
/// assert_eq!(id.as_str(), "order-4711");
/// assert_eq!(
///     "order 4711".parse::<ClientRequestId>().unwrap_err().to_string(),
///     "the client request id \"order 4711\" must have 1 to 128 of the characters A-Z, a-z, 0-9 and ._:-"
/// );
/// assert_ne!(ClientRequestId::random(), ClientRequestId::random());
/// # Ok::<(), aimlapi_kling::InvalidClientRequestId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(inline))]
#[serde(try_from = "String", into = "String")]
pub struct ClientRequestId(String);

impl ClientRequestId {
    /// Creates a unique id: a UUID of version 7, which contains the current time.
    pub fn random() -> Self {
        // Each `RandomState` has its own keys, from the randomness of the system.
        let word = |now| RandomState::new().hash_one(now);
        let now = SystemTime::now();
        let age = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let (millis, a, b) = (age.as_millis(), u128::from(word(now)), u128::from(word(now)));
        let (version, variant) = (7 << 76, 2 << 62);
        let bits = (millis & 0xffff_ffff_ffff) << 80 | version | (a & 0xfff) << 64 | variant | b >> 2;
        let hex = format!("{bits:032x}");
        Self([&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-"))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// When the id was created, with millisecond precision, if it is a UUID of version 7.
    ///
    /// ```
    /// use aimlapi_kling::ClientRequestId;
    ///
    /// assert!(ClientRequestId::random().created_at().is_some());
    /// assert!("order-4711".parse::<ClientRequestId>()?.created_at().is_none());
    /// # Ok::<(), aimlapi_kling::InvalidClientRequestId>(())
    /// ```
    pub fn created_at(&self) -> Option<SystemTime> {
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
    type Err = InvalidClientRequestId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte);
        if (1..=128).contains(&text.len()) && text.bytes().all(is_allowed) {
            return Ok(Self(text.to_owned()));
        }
        Err(InvalidClientRequestId { start: text.chars().take(40).collect() })
    }
}

impl fmt::Display for ClientRequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for ClientRequestId {
    type Error = InvalidClientRequestId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ClientRequestId> for String {
    fn from(id: ClientRequestId) -> Self {
        id.0
    }
}

/// The error of parsing a text that is not a [`ClientRequestId`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidClientRequestId {
    /// The start of the text, for the message.
    start: String,
}

impl fmt::Display for InvalidClientRequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start } = self;
        write!(
            f,
            "the client request id {start:?} must have 1 to 128 of the characters A-Z, a-z, 0-9 and ._:-"
        )
    }
}

impl std::error::Error for InvalidClientRequestId {}

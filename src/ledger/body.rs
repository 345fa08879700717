//! The body of a request, as it is stored and sent.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::request::RequestBody;

/// The JSON text of a request. It may contain inline media of many megabytes, so clones share it.
#[derive(Clone, PartialEq)]
pub(super) struct Body(Arc<str>);

impl Body {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn to_bytes(&self) -> Bytes {
        Bytes::copy_from_slice(self.0.as_bytes())
    }
}

impl Default for Body {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl From<RequestBody> for Body {
    fn from(body: RequestBody) -> Self {
        let text = String::from_utf8(body.into_json()).expect("JSON is UTF-8");
        Self(text.into())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// Shows only the size, because a body may contain inline media.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

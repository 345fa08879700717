//! The API key, which never appears in any output.

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

/// An API key that is a valid header value.
#[derive(Clone, Debug)]
pub(crate) struct ApiKey(SecretString);

impl ApiKey {
    pub fn new(key: &str) -> Result<Self, Error> {
        let key = key.trim();
        if key.is_empty() {
            return Err(Error::configuration("the API key is empty"));
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::configuration("the API key contains an invalid character, such as a space"));
        }
        Ok(Self(key.into()))
    }

    pub fn authorization(&self) -> HeaderValue {
        let text = format!("Bearer {}", self.0.expose_secret());
        let mut value = HeaderValue::try_from(text).expect("`new` accepts only printable ASCII");
        value.set_sensitive(true);
        value
    }

    /// A text of the service without the key, in case the service repeats it.
    pub fn redact(&self, text: &str) -> String {
        let key = self.0.expose_secret();
        // Replacing a very short key would mangle ordinary words.
        if key.len() < 8 { text.to_owned() } else { text.replace(key, "[API key]") }
    }
}

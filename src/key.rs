//! The API key, kept out of everything that is printed.

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::Error;

/// A key that can stand in a header.
#[derive(Clone, Debug)]
pub(crate) struct ApiKey(SecretString);

impl ApiKey {
    pub fn new(key: &str) -> Result<Self, Error> {
        let key = key.trim();
        if key.is_empty() {
            return Err(Error::configuration("the API key is empty"));
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::configuration("the API key has a character that no key has, such as a space"));
        }
        Ok(Self(key.into()))
    }

    pub fn authorization(&self) -> HeaderValue {
        let text = format!("Bearer {}", self.0.expose_secret());
        let mut value = HeaderValue::try_from(text).expect("`new` admits printable ASCII only");
        value.set_sensitive(true);
        value
    }

    /// A text of the service's, should it repeat the key.
    pub fn redact(&self, text: &str) -> String {
        let key = self.0.expose_secret();
        // A few letters are no key, and would be found in ordinary words.
        if key.len() < 8 { text.to_owned() } else { text.replace(key, "[API key]") }
    }
}

//! The base URL of the API.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::Error;

/// The URL to which the paths of the operations are appended.
pub(super) struct BaseUrl(Url);

impl BaseUrl {
    pub fn new(text: &str, allow_http: bool) -> Result<Self, Error> {
        let wrong = |why: &str| Error::configuration(format!("the base URL {text:?} {why}"));
        let url = Url::parse(text.trim()).map_err(|error| wrong(&format!("cannot be used: {error}")))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::configuration("the base URL must not contain a user name or password"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("must not have a query or a fragment"));
        }
        let url = Self(url);
        match url.0.scheme() {
            "https" => Ok(url),
            "http" if allow_http || url.is_loopback() => Ok(url),
            "http" => Err(wrong("would send the API key unencrypted; use https or `allow_http`")),
            _ => Err(wrong("must start with https://")),
        }
    }

    /// The URL of an operation.
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&[self.0.path().trim_end_matches('/'), path].concat());
        url
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    pub fn is_loopback(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }
}

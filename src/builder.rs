//! The settings of a client.

use std::{env, time::Duration};

use reqwest::{Url, header::HeaderValue, redirect};

use crate::{Client, Error, WaitPolicy, hooks::Credentials, key::ApiKey};

const BASE_URL: &str = "https://api.aimlapi.com";
const KEY_VARIABLES: [&str; 2] = ["AIML_API_KEY", "AIMLAPI_API_KEY"];
const BASE_VARIABLES: [&str; 2] = ["AIML_API_BASE", "AIMLAPI_API_BASE"];
const USER_AGENT: &str = concat!("aimlapi-kling/", env!("CARGO_PKG_VERSION"));

/// Settings of a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::{Client, WaitPolicy};
///
/// let client = Client::builder("key")
///     .base_url("http://127.0.0.1:8080")
///     .request_timeout(Duration::from_secs(30))
///     .wait_policy(WaitPolicy::new().deadline(Duration::from_secs(600)))
///     .build()?;
/// assert_eq!(client.base_url(), "http://127.0.0.1:8080");
/// # Ok::<(), aimlapi_kling::Error>(())
/// ```
#[must_use]
pub struct ClientBuilder {
    key: Result<ApiKey, Error>,
    base_url: String,
    allow_http: bool,
    http: Option<reqwest::Client>,
    connect_timeout: Duration,
    request_timeout: Duration,
    user_agent: String,
    submit_attempts: u32,
    policy: WaitPolicy,
    validate: bool,
}

impl ClientBuilder {
    pub(crate) fn new(key: &str) -> Self {
        Self {
            key: ApiKey::new(key),
            base_url: BASE_URL.into(),
            allow_http: false,
            http: None,
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            user_agent: USER_AGENT.into(),
            submit_attempts: 3,
            policy: WaitPolicy::new(),
            validate: true,
        }
    }

    /// Key and base URL from the environment, as [`Client::from_env`] takes them.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration): neither variable holds a key.
    pub fn from_env() -> Result<Self, Error> {
        let key = first_variable(KEY_VARIABLES)
            .ok_or_else(|| Error::configuration("no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)"))?;
        let builder = Self::new(&key);
        Ok(match first_variable(BASE_VARIABLES) {
            Some(base_url) => builder.base_url(base_url),
            None => builder,
        })
    }

    /// Where the service is; `https://api.aimlapi.com` by default. A path is kept, and the
    /// operations' own paths are appended to it. Plain `http` is for loopback addresses, unless
    /// [allowed](Self::allow_http).
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Lets the API key travel unencrypted to other hosts than this one. Off by default.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// A `reqwest` client of your own, for requests and downloads; its connect timeout, redirects,
    /// retries, proxies and TLS are then yours. One that repeats requests by itself may pay twice.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Time for a connection to be made; 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Time for a request and its whole reply; 60 s by default. Downloads have no such limit, but
    /// [one of their own](crate::Download::stall_timeout).
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// The `User-Agent` header; `aimlapi-kling/` and the version by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// How often a submission is sent at most, as long as the service has certainly not accepted
    /// it: no connection was made, or it answered 429. 3 by default; 1 never sends again.
    pub fn submit_attempts(mut self, attempts: u32) -> Self {
        self.submit_attempts = attempts;
        self
    }

    /// How [`Client::generate`] and [`Client::wait`] wait.
    pub fn wait_policy(mut self, policy: WaitPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Whether requests are [checked](crate::ModelRequest::validate) before they are sent; they are
    /// by default. Without it the service is the only judge, as when it has become more generous
    /// than this version of the crate knows.
    pub fn validate(mut self, validate: bool) -> Self {
        self.validate = validate;
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration), with a text that says which setting is wrong.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = checked_base_url(&self.base_url, self.allow_http)?;
        let user_agent = HeaderValue::try_from(&self.user_agent)
            .map_err(|_| Error::configuration(format!("{:?} cannot be a User-Agent", self.user_agent)))?;
        let (api, downloads) = match &self.http {
            Some(http) => (http.clone(), http.clone()),
            None => (self.http(redirect::Policy::none())?, self.http(redirect::Policy::limited(5))?),
        };
        let credentials = Credentials { key: self.key?, user_agent, timeout: self.request_timeout };
        let raw = crate::raw::Client::new_with_client(&base_url, api, credentials);
        Ok(Client {
            raw,
            downloads,
            submit_attempts: self.submit_attempts,
            policy: self.policy,
            validate: self.validate,
        })
    }

    /// Requests with the key follow no redirect at all; downloads carry nothing to protect.
    fn http(&self, redirects: redirect::Policy) -> Result<reqwest::Client, Error> {
        reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(redirects)
            // It would tell the next host the signature of an address.
            .referer(false)
            // Whether something is sent again is decided in this crate alone.
            .retry(reqwest::retry::never())
            // A server that closes an idle connection just as a submission goes out on it leaves
            // open whether it was accepted.
            .pool_idle_timeout(Duration::from_secs(4))
            .build()
            .map_err(|error| Error::configuration("the HTTP client cannot be set up").with_source(error))
    }
}

fn first_variable(names: [&str; 2]) -> Option<String> {
    names.into_iter().filter_map(|name| env::var(name).ok()).find(|value| !value.trim().is_empty())
}

fn checked_base_url(text: &str, allow_http: bool) -> Result<String, Error> {
    let wrong = |why: &str| Error::configuration(format!("the base URL {text:?} {why}"));
    let url = Url::parse(text.trim()).map_err(|error| wrong(&format!("cannot be used: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::configuration("the base URL must not hold a user name or password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("must not have a query or a fragment"));
    }
    match url.scheme() {
        "https" => {}
        "http" if allow_http || is_loopback(&url) => {}
        "http" => return Err(wrong("would send the API key unencrypted; use https, or `allow_http`")),
        _ => return Err(wrong("must start with https://")),
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

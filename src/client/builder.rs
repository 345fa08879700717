//! The settings of a client.

use std::{env, sync::Arc, time::Duration};

use reqwest::{header::HeaderValue, redirect};

use super::{
    AdaptiveRateLimit, Client, RateLimit, WaitPolicy,
    api_key::ApiKey,
    base_url::BaseUrl,
    limit::{AnyRateLimit, Limits},
    operations,
    request_defaults::with_request_defaults,
    retry::{FIRST_DELAY, SUBMIT_ATTEMPTS},
    tls,
};
use crate::{error::Error, video::redirect_policy};

const BASE_URL: &str = "https://api.aimlapi.com";
const KEY_VARIABLES: [&str; 2] = ["AIML_API_KEY", "AIMLAPI_API_KEY"];
const BASE_VARIABLES: [&str; 2] = ["AIML_API_BASE", "AIMLAPI_API_BASE"];
const USER_AGENT: &str = concat!("aimlapi-kling/", env!("CARGO_PKG_VERSION"));

/// A builder for a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::{Client, WaitPolicy};
///
/// let client = Client::builder("your-api-key")
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
    configure_http: Box<ConfigureHttp>,
    connect_timeout: Duration,
    request_timeout: Duration,
    user_agent: String,
    submit_attempts: u32,
    retry_delay: Duration,
    wait_policy: WaitPolicy,
    validate: bool,
    rate_limit: Box<dyn AnyRateLimit>,
    max_concurrent_requests: usize,
    max_concurrent_jobs: usize,
}

impl ClientBuilder {
    pub(crate) fn new(key: &str) -> Self {
        Self {
            key: ApiKey::new(key),
            base_url: BASE_URL.into(),
            allow_http: false,
            configure_http: Box::new(|http| http),
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            user_agent: USER_AGENT.into(),
            submit_attempts: SUBMIT_ATTEMPTS,
            retry_delay: FIRST_DELAY,
            wait_policy: WaitPolicy::new(),
            validate: true,
            rate_limit: Box::new(AdaptiveRateLimit::new()),
            max_concurrent_requests: 24,
            max_concurrent_jobs: usize::MAX,
        }
    }

    /// Creates a builder from the environment, like [`Client::from_env`].
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration): no variable contains a key.
    pub fn from_env() -> Result<Self, Error> {
        let key = first_variable(KEY_VARIABLES)
            .ok_or_else(|| Error::configuration("no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)"))?;
        let builder = Self::new(&key);
        Ok(builder.base_url(Self::base_url_from_env()))
    }

    /// The base URL that [`from_env`](Self::from_env) uses, which requires no API key.
    pub fn base_url_from_env() -> String {
        first_variable(BASE_VARIABLES).unwrap_or_else(|| BASE_URL.into())
    }

    /// Sets the base URL; `https://api.aimlapi.com` by default. The paths of the operations are appended to
    /// its path. Plain `http` is accepted for loopback addresses only, unless
    /// [`allow_http`](Self::allow_http) is set.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets whether the API key may be sent unencrypted to hosts other than this machine; `false` by default.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Sets a function that changes the settings of the HTTP clients: proxies, TLS, DNS. It is called for
    /// several clients. What protects the API key and submissions is set afterwards: redirects, retries, the
    /// `Referer` header, and for submissions and downloads that no connection is used twice.
    ///
    /// With the default feature `rustls`, TLS is configured as a whole: certificates are verified with what the
    /// system trusts (on Linux also with the file that `SSL_CERT_FILE` names), and the cryptography is ring or
    /// the `CryptoProvider` that is installed for the process. To change it, pass a `rustls::ClientConfig` to
    /// `tls_backend_preconfigured`; `reqwest` ignores its methods for single TLS settings then. Without the
    /// feature, these methods apply.
    ///
    /// ```
    /// use aimlapi_kling::Client;
    ///
    /// let proxy = aimlapi_kling::reqwest::Proxy::all("http://proxy.example:3128")?;
    /// let client = Client::builder("your-api-key").configure_http(move |http| http.proxy(proxy.clone())).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn configure_http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.configure_http = Box::new(configure);
        self
    }

    /// Sets the timeout for establishing a connection; 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the timeout for a request and its complete response; 60 s by default. Downloads have a
    /// [`stall_timeout`](crate::Download::stall_timeout) instead.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// Sets the `User-Agent` header; `aimlapi-kling/<version>` by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Sets the maximum number of attempts for a submission; 3 by default, 1 for no retries. A submission
    /// is retried only if the service has certainly not accepted it: no connection was established, or
    /// the service answered 429.
    pub fn submit_attempts(mut self, attempts: u32) -> Self {
        self.submit_attempts = attempts;
        self
    }

    /// Sets the back-off before the first retry of a submission, a poll, another request to the API or a download;
    /// 1 s by default. Each further retry waits twice as long, up to 30 times as long as the first, and up to a
    /// quarter longer by jitter. A `Retry-After` of the service takes precedence.
    pub fn retry_delay(mut self, first: Duration) -> Self {
        self.retry_delay = first;
        self
    }

    /// Sets the policy of [`Client::generate`] and [`Client::wait`].
    pub fn wait_policy(mut self, policy: WaitPolicy) -> Self {
        self.wait_policy = policy;
        self
    }

    /// Sets the rate limit of all requests to the API: submissions, polls, and queries of the request log and the
    /// catalogue. By default it is an [`AdaptiveRateLimit`] that only the service limits.
    ///
    /// The time that a request waits for it counts for no timeout, but for the deadline of a
    /// [`WaitPolicy`]. Downloads are not requests to the API, and have no rate limit.
    ///
    /// ```
    /// use aimlapi_kling::{AdaptiveRateLimit, Client};
    ///
    /// let client = Client::builder("your-api-key").rate_limit(AdaptiveRateLimit::per_minute(600)).build()?;
    /// # Ok::<(), aimlapi_kling::Error>(())
    /// ```
    pub fn rate_limit(mut self, limit: impl RateLimit + 'static) -> Self {
        self.rate_limit = Box::new(limit);
        self
    }

    /// Sets how many submissions, polls, [queries](crate::RequestKind::Query) and downloads are in progress at the
    /// same time; 24 of each by default, at least 1. The others wait for their turn, as with the
    /// [rate limit](Self::rate_limit). Each has a connection of its own, except that polls share one with HTTP/2.
    pub fn max_concurrent_requests(mut self, requests: usize) -> Self {
        self.max_concurrent_requests = requests;
        self
    }

    /// Sets how many jobs [`Client::generate`] has in flight at the same time; any number by default, at least 1.
    /// A job counts from before its submission until its video is available or the call ends; the others are
    /// submitted later.
    ///
    /// Jobs of [`submit`](Client::submit) do not count, because the client does not know when they end: a caller
    /// that [waits](Client::wait) for them itself, or that advances records of the [`ledger`](crate::ledger),
    /// decides how many it submits. Nor does a job whose `generate` was dropped count any longer, although it
    /// continues.
    pub fn max_concurrent_jobs(mut self, jobs: usize) -> Self {
        self.max_concurrent_jobs = jobs;
        self
    }

    /// Sets whether requests are [validated](crate::ModelRequest::validate) before they are sent; `true` by
    /// default. Disable it to send requests that the service accepts but this version of the crate does
    /// not know to be valid.
    pub fn validate(mut self, validate: bool) -> Self {
        self.validate = validate;
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration): a setting is invalid; the message names it.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = BaseUrl::new(&self.base_url, self.allow_http)?;
        let user_agent = HeaderValue::try_from(&self.user_agent)
            .map_err(|_| Error::configuration(format!("{:?} is not a valid User-Agent", self.user_agent)))?;
        let key = self.key?;
        let tls = tls::backend()?;
        let http = || common_settings(&self.configure_http, self.connect_timeout, &base_url, &tls);
        let api = || {
            let http = with_request_defaults(http(), &key, &user_agent, self.request_timeout);
            http.redirect(redirect::Policy::none())
        };
        let polls = built(api())?;
        let submissions = built(api().pool_max_idle_per_host(0))?;
        // Nothing in a video says which job it is of, so that a stray one could not be recognized.
        let downloads = built(http().redirect(redirect_policy()).pool_max_idle_per_host(0))?;
        let limits = Limits::new(self.rate_limit, self.max_concurrent_requests, self.max_concurrent_jobs);
        let urls = operations::Urls::new(|path| base_url.join(path));
        let operations = operations::Client::new_with_client(base_url.as_str(), polls.clone(), urls);
        Ok(Client {
            key: Arc::new(key),
            operations: Arc::new(operations),
            polls,
            submissions,
            downloads,
            catalogue: Default::default(),
            submit_attempts: self.submit_attempts,
            retry_delay: self.retry_delay,
            wait_policy: self.wait_policy,
            observed: Default::default(),
            limits: Arc::new(limits),
            validate: self.validate,
        })
    }
}

type ConfigureHttp = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

/// The settings of all HTTP clients. Requests with the API key must not follow redirects; downloads contain nothing to
/// protect.
fn common_settings(
    configure: &ConfigureHttp,
    connect_timeout: Duration,
    base_url: &BaseUrl,
    tls: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
) -> reqwest::ClientBuilder {
    let http = tls(reqwest::Client::builder()).connect_timeout(connect_timeout);
    // A proxy cannot reach this machine, and must not learn the key.
    let http = if base_url.is_loopback() { http.no_proxy() } else { http };
    configure(http)
        // The header would reveal a signed URL to the next host.
        .referer(false)
        // Only this crate decides whether a request is retried.
        .retry(reqwest::retry::never())
        // A server may close an idle connection just as a request is sent on it.
        .pool_idle_timeout(Duration::from_secs(4))
}

fn built(http: reqwest::ClientBuilder) -> Result<reqwest::Client, Error> {
    http.build().map_err(|error| Error::configuration("the HTTP client cannot be set up").with_source(error))
}

fn first_variable(names: [&str; 2]) -> Option<String> {
    names.into_iter().filter_map(|name| env::var(name).ok()).find(|value| !value.trim().is_empty())
}

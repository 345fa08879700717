//! The client: submit, retrieve, wait, generate.

use std::{env, fmt, time::Duration};

use progenitor_client::ClientInfo as _;
use reqwest::{Url, header::HeaderValue, redirect};

use crate::{
    ClientRequestId, Error, Generation, Job, Progress, Request, Video, WaitPolicy, generated,
    hooks::Credentials, key::ApiKey, read, wait,
};

const BASE_URL: &str = "https://api.aimlapi.com";
const KEY_VARIABLES: [&str; 2] = ["AIML_API_KEY", "AIMLAPI_API_KEY"];
const BASE_VARIABLES: [&str; 2] = ["AIML_API_BASE", "AIMLAPI_API_BASE"];
const USER_AGENT: &str = concat!("aimlapi-kling/", env!("CARGO_PKG_VERSION"));

/// A client of the service. Cloning it is cheap, and clones share their connections.
///
/// ```no_run
/// use aimlapi_kling::{Client, types::V1_6StandardTextToVideo};
///
/// # async fn doc() -> Result<(), aimlapi_kling::Error> {
/// let client = Client::from_env()?;
/// let video = client.generate(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
/// println!("{}", video.url());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    raw: generated::Client,
    downloads: reqwest::Client,
    policy: WaitPolicy,
    validate: bool,
}

/// Shows the address only.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

impl Client {
    /// A client with this API key and the default settings.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration): the key is empty or has characters that no
    /// key has, or the system offers no TLS.
    pub fn new(key: impl AsRef<str>) -> Result<Self, Error> {
        Self::builder(key).build()
    }

    /// A client with the API key from `AIML_API_KEY`, else `AIMLAPI_API_KEY`, and the base URL from
    /// `AIML_API_BASE`, else `AIMLAPI_API_BASE`, else the service's own. Empty variables count as
    /// absent.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration): neither variable holds a key, or a value
    /// cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// A client with settings of your own.
    pub fn builder(key: impl AsRef<str>) -> ClientBuilder {
        ClientBuilder::new(key.as_ref())
    }

    /// Submits a job and waits for its video, with the client's policy.
    ///
    /// The job is submitted once. When waiting ends early, the error holds its id:
    /// [`Error::generation_id`] and [`Client::wait`] go on from there.
    ///
    /// # Errors
    ///
    /// Those of [`submit`](Self::submit) and of [`wait`](Self::wait).
    pub async fn generate(&self, request: impl Into<Request>) -> Result<Video, Error> {
        let job = self.submit(request).await?;
        self.wait(&job).await
    }

    /// Submits a job: one `POST`, never repeated, under a random name.
    ///
    /// # Errors
    ///
    /// - [`is_invalid_request`](Error::is_invalid_request): the parameters break a limit or a rule
    ///   and nothing was sent ([`violations`](Error::violations)), or the service refuses them.
    /// - [`is_unauthorized`](Error::is_unauthorized),
    ///   [`is_out_of_credits`](Error::is_out_of_credits),
    ///   [`is_rate_limited`](Error::is_rate_limited).
    /// - [`is_submission_unknown`](Error::is_submission_unknown): a timeout, a broken connection, a
    ///   5xx or an unreadable reply; the job may have been accepted, and another submission may be
    ///   charged a second time.
    pub async fn submit(&self, request: impl Into<Request>) -> Result<Job, Error> {
        self.submit_as(&ClientRequestId::random(), request).await
    }

    /// Submits a job under a name of your own, which the service keeps in its log.
    ///
    /// # Errors
    ///
    /// Those of [`submit`](Self::submit).
    pub async fn submit_as(&self, name: &ClientRequestId, request: impl Into<Request>) -> Result<Job, Error> {
        let request = request.into();
        if self.validate {
            request.validate().map_err(Error::invalid)?;
        }
        let outcome = self.create(name, &request).await;
        let submitted = read::submitted(outcome, self.key()).await;
        let generation = submitted.map_err(|error| error.of_submission(name))?;
        Ok(Job::new(&generation, request.model(), name))
    }

    /// Asks once for the state of a job, by its generation id.
    ///
    /// # Errors
    ///
    /// - [`is_not_found`](Error::is_not_found): the service knows no such job.
    /// - [`is_unauthorized`](Error::is_unauthorized), [`is_rate_limited`](Error::is_rate_limited).
    /// - [`is_server_error`](Error::is_server_error), [`is_transport`](Error::is_transport),
    ///   [`is_unreadable`](Error::is_unreadable): ask again.
    pub async fn retrieve(&self, id: impl AsRef<str>) -> Result<Generation, Error> {
        self.poll(&Job::from_id(id.as_ref())).await
    }

    /// Asks once for the state of a job, at the address it was submitted to.
    ///
    /// # Errors
    ///
    /// Those of [`retrieve`](Self::retrieve), and [`is_configuration`](Error::is_configuration) for
    /// a legacy job without the feature `legacy`.
    pub async fn poll(&self, job: &Job) -> Result<Generation, Error> {
        let outcome = if job.is_legacy() { self.fetch_legacy(job).await? } else { self.fetch(job).await };
        read::retrieved(job.id(), outcome, self.key()).await
    }

    async fn fetch(&self, job: &Job) -> read::Outcome {
        self.raw.retrieve_video(job.id()).await
    }

    #[cfg(feature = "legacy")]
    async fn fetch_legacy(&self, job: &Job) -> Result<read::Outcome, Error> {
        Ok(self.raw.retrieve_video_legacy(job.id()).await)
    }

    #[cfg(not(feature = "legacy"))]
    async fn fetch_legacy(&self, job: &Job) -> Result<read::Outcome, Error> {
        let error = Error::configuration("a job of the legacy address needs the feature `legacy`");
        Err(error.with_generation_id(job.id()))
    }

    async fn create(&self, name: &ClientRequestId, request: &Request) -> read::Outcome {
        #[cfg(feature = "legacy")]
        if request.model().is_legacy() {
            return self.raw.create_video_legacy(Some(name.as_str()), request).await;
        }
        self.raw.create_video(Some(name.as_str()), request).await
    }

    /// Waits until a job is done, with the client's policy.
    ///
    /// # Errors
    ///
    /// - [`is_generation_failed`](Error::is_generation_failed): the job ended without a video.
    /// - [`is_timeout`](Error::is_timeout): the policy's time is up; the job goes on.
    /// - [`is_unreadable`](Error::is_unreadable): it is completed, but the reply names no video.
    /// - Those of [`retrieve`](Self::retrieve), the passing ones after the policy's tolerance.
    pub async fn wait(&self, job: &Job) -> Result<Video, Error> {
        self.wait_with(job, &self.policy, |_| {}).await
    }

    /// Waits until a job is done, with a policy of its own, and tells of every poll.
    ///
    /// Dropping the future ends the waiting; the job goes on.
    ///
    /// # Errors
    ///
    /// Those of [`wait`](Self::wait).
    pub async fn wait_with(
        &self,
        job: &Job,
        policy: &WaitPolicy,
        on_progress: impl FnMut(&Progress<'_>),
    ) -> Result<Video, Error> {
        let generation = wait::until_final(policy, || self.poll(job), on_progress)
            .await
            .map_err(|error| error.with_generation_id(job.id()))?;
        if generation.status().is_failed() {
            return Err(Error::failed(generation));
        }
        Video::new(generation, self.downloads.clone())
    }

    /// The address that requests go to.
    pub fn base_url(&self) -> &str {
        self.raw.baseurl()
    }

    fn key(&self) -> &ApiKey {
        &self.raw.inner().key
    }

    /// The generated operations: one HTTP exchange each, replies unread.
    pub fn raw(&self) -> &crate::raw::Client {
        &self.raw
    }
}

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
    policy: WaitPolicy,
    validate: bool,
}

impl ClientBuilder {
    fn new(key: &str) -> Self {
        Self {
            key: ApiKey::new(key),
            base_url: BASE_URL.into(),
            allow_http: false,
            http: None,
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            user_agent: USER_AGENT.into(),
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
    /// proxies and TLS are then yours.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Time for a connection to be made; 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Time for a request and its whole reply; 60 s by default. Downloads have no such limit; they
    /// end when nothing comes for this long.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// The `User-Agent` header; `aimlapi-kling/` and the version by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
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
        Ok(Client {
            raw: generated::Client::new_with_client(&base_url, api, credentials),
            downloads,
            policy: self.policy,
            validate: self.validate,
        })
    }

    /// Requests with the key follow no redirect at all; downloads carry nothing to protect.
    fn http(&self, redirects: redirect::Policy) -> Result<reqwest::Client, Error> {
        reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .read_timeout(self.request_timeout)
            .redirect(redirects)
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

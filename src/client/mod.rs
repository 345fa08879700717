//! Everything that talks to the gateway.
//!
//! This module and [`video`](crate::video) form the only import cycle of the crate: a [`Video`] has a [`Client`] to
//! renew an expired URL and to download with, and the client returns videos.

mod api_key;
mod base_url;
mod builder;
mod catalogue;
mod decode;
mod generate;
mod limit;
mod log_entry;
mod log_pages;
mod log_query;
mod metrics;
mod outcome;
mod request_defaults;
mod request_log;
mod response;
mod retry;
mod retry_after;
mod submit;
mod tls;
pub(crate) mod trace;
mod wait;

/// The generated operations: each returns a request. The responses are decoded by [`decode`], because recorded ones
/// deviate from every declared schema.
mod operations {
    #![allow(unused, clippy::all, reason = "generated code")]
    include!(concat!(env!("OUT_DIR"), "/operations.rs"));
}

pub use builder::ClientBuilder;
pub use catalogue::{Catalogue, CatalogueEntry};
pub use generate::Generate;
pub use limit::{AdaptiveRateLimit, RateLimit, RequestKind, RequestOutcome};
pub use log_entry::LogEntry;
pub use log_query::LogQuery;
pub use metrics::{Durations, Metrics};
pub use outcome::SubmitOutcome;
pub use request_log::Submission;
pub use wait::{JobUpdate, Progress, WaitPolicy};

pub(crate) use wait::with_video;

pub(crate) use decode::LogPage;
pub(crate) use log_pages::PAGE_INTERVAL;
pub(crate) use retry::{MAX_RETRIES, Retries, retry_delay};
pub(crate) use retry_after::retry_after;

use std::{fmt, sync::Arc, time::Duration};

use tokio::sync::SemaphorePermit;

use crate::{
    error::Error,
    job::{Generation, Job},
    video::Video,
};
use api_key::ApiKey;
use catalogue::CatalogueCache;
use limit::{Limits, RequestPermit};
use response::{RawResult, send};
use wait::ObservedDurations;

/// A client of the API. Clones are cheap and share their connections and limits.
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
    key: Arc<ApiKey>,
    operations: Arc<operations::Client>,
    /// For polls, the catalogue and the metrics.
    polls: reqwest::Client,
    /// For submissions and the request log. It uses a new connection for each request.
    submissions: reqwest::Client,
    /// For downloads. It has no API key.
    downloads: reqwest::Client,
    catalogue: Arc<CatalogueCache>,
    limits: Arc<Limits>,
    submit_attempts: u32,
    retry_delay: Duration,
    wait_policy: WaitPolicy,
    observed: Arc<ObservedDurations>,
    validate: bool,
}

/// Shows only the base URL.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

impl Client {
    /// Creates a client with an API key and the default settings.
    ///
    /// The key is removed from everything that the service sends. A key of fewer than 8 characters, which only tests
    /// have, is not: it could be an ordinary word.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration): the key is empty or contains invalid characters, or
    /// TLS cannot be set up.
    pub fn new(key: impl AsRef<str>) -> Result<Self, Error> {
        Self::builder(key).build()
    }

    /// Creates a client from the environment: the API key from `AIML_API_KEY`, else `AIMLAPI_API_KEY`; the
    /// base URL from `AIML_API_BASE`, else `AIMLAPI_API_BASE`, else the public endpoint. Empty variables
    /// are ignored.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration): no variable contains a key, or a value is invalid.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Creates a builder for a client with other settings.
    pub fn builder(key: impl AsRef<str>) -> ClientBuilder {
        ClientBuilder::new(key.as_ref())
    }

    /// Retrieves the current state of a job with one request.
    ///
    /// A response that names another job is an error. One that names no job is an error if it says that the job
    /// has ended or has a video. Ids are equal if they are equal up to a colon, after which an id may contain a
    /// model.
    ///
    /// # Errors
    ///
    /// - [`is_not_found`](Error::is_not_found): the job does not exist.
    /// - [`is_unauthorized`](Error::is_unauthorized), [`is_rate_limited`](Error::is_rate_limited).
    /// - [`is_server_error`](Error::is_server_error), [`is_transport`](Error::is_transport),
    ///   [`is_decode`](Error::is_decode): retrieve it again.
    /// - [`is_configuration`](Error::is_configuration): a job at the legacy endpoint requires the feature
    ///   `legacy`.
    pub async fn retrieve(&self, job: &Job) -> Result<Generation, Error> {
        let permit = self.permit(RequestKind::Poll).await;
        self.retrieve_with(permit, job).await
    }

    /// Retrieves the current state of a job with a permit for this request.
    async fn retrieve_with(&self, permit: RequestPermit<'_>, job: &Job) -> Result<Generation, Error> {
        let exchange = async {
            let response =
                if job.is_legacy() { self.fetch_legacy(job).await? } else { self.fetch(job).await };
            decode::retrieved(job, response, self.key()).await
        };
        permit.send(exchange).await
    }

    /// Returns the video of a job whose state was already retrieved, without a request.
    ///
    /// ```no_run
    /// # async fn doc(client: aimlapi_kling::Client, job: aimlapi_kling::Job) -> Result<(), aimlapi_kling::Error> {
    /// let generation = client.retrieve(&job).await?;
    /// if generation.status().is_final() {
    ///     let video = client.video(&job, generation)?;
    ///     video.download_to("lighthouse.mp4").await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// - [`is_generation_failed`](Error::is_generation_failed): the job ended without a video.
    /// - [`is_decode`](Error::is_decode): the generation names no video. A job that has not ended names none.
    pub fn video(&self, job: &Job, generation: Generation) -> Result<Video, Error> {
        let (generation, file) = wait::finished(generation)?;
        Ok(Video::new(self.clone(), job.clone(), generation, file))
    }

    /// The policy of [`wait`](Self::wait).
    pub(crate) fn wait_policy(&self) -> &WaitPolicy {
        &self.wait_policy
    }

    /// The delay before the first retry of a request.
    pub(crate) fn retry_delay(&self) -> Duration {
        self.retry_delay
    }

    async fn fetch(&self, job: &Job) -> RawResult {
        send(&self.polls, self.operations.retrieve_video(job.id())).await
    }

    #[cfg(feature = "legacy")]
    async fn fetch_legacy(&self, job: &Job) -> Result<RawResult, Error> {
        Ok(send(&self.polls, self.operations.retrieve_video_legacy(job.id())).await)
    }

    #[cfg(not(feature = "legacy"))]
    async fn fetch_legacy(&self, job: &Job) -> Result<RawResult, Error> {
        let error = Error::configuration("a job at the legacy endpoint requires the feature `legacy`");
        Err(error.with_job(job))
    }

    /// The base URL of the API.
    pub fn base_url(&self) -> &str {
        &self.operations.baseurl
    }

    /// Waits until a request to the API may be sent.
    pub(crate) async fn permit(&self, kind: RequestKind) -> RequestPermit<'_> {
        self.limits.request(kind).await
    }

    /// Waits until a download may be started. The HTTP client for it has no API key.
    pub(crate) async fn downloads(&self) -> (&reqwest::Client, SemaphorePermit<'_>) {
        (&self.downloads, self.limits.download().await)
    }

    fn key(&self) -> &ApiKey {
        &self.key
    }
}

//! The client: submit, retrieve, wait, generate.

use std::fmt;

use progenitor_client::ClientInfo as _;

use crate::{
    ClientBuilder, Error, Generation, Job, Progress, Request, Video, WaitPolicy, key::ApiKey, read, trace,
    wait,
};

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
    pub(crate) raw: crate::raw::Client,
    pub(crate) downloads: reqwest::Client,
    pub(crate) submit_attempts: u32,
    pub(crate) policy: WaitPolicy,
    pub(crate) validate: bool,
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

    /// Waits until a job is done, with the client's policy.
    ///
    /// # Errors
    ///
    /// - [`is_generation_failed`](Error::is_generation_failed): the job ended without a video.
    /// - [`is_deadline_exceeded`](Error::is_deadline_exceeded): the policy's time is up; the job goes on.
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
        let waiting = wait::until_final(policy, job, || self.poll(job), on_progress);
        let (generation, file) =
            trace::spanned!(waiting, "wait", generation_id = job.id(), model = job.model()).await?;
        Ok(Video::new(self.clone(), job.clone(), generation, file))
    }

    /// The address that requests go to.
    pub fn base_url(&self) -> &str {
        self.raw.baseurl()
    }

    /// The client that downloads go through, which has no key.
    pub(crate) fn downloads(&self) -> &reqwest::Client {
        &self.downloads
    }

    pub(crate) fn key(&self) -> &ApiKey {
        &self.raw.inner().key
    }

    /// The generated operations: one HTTP exchange each, replies unread.
    pub fn raw(&self) -> &crate::raw::Client {
        &self.raw
    }
}

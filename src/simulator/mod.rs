//! A server on this machine that behaves like the service, for tests without a key, a network or costs.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use aimlapi_kling::{simulator::Simulator, types::V1_6StandardTextToVideo};
//!
//! let simulator = Simulator::start().await?;
//! let client = simulator.client().build()?;
//! let video = client.generate(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
//! assert!(video.url().starts_with("http://127.0.0.1:"));
//! # Ok(()) }
//! ```
//!
//! It can also inject faults, and jobs that fail. A rule chooses a [`Fault`] for each [`IncomingRequest`]:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use aimlapi_kling::{
//!     simulator::{Fault, Endpoint, Simulator},
//!     types::V1_6StandardTextToVideo,
//! };
//!
//! let simulator = Simulator::builder()
//!     .faults(|request| match (request.endpoint, request.number) {
//!         (Endpoint::Submit, _) => Some(Fault::lost_response()),
//!         _ => None,
//!     })
//!     .start()
//!     .await?;
//! let client = simulator.client().build()?;
//! let id = "order-4711".parse()?;
//! let result = client.submit_as(&id, V1_6StandardTextToVideo::new("A lighthouse in a storm")).await;
//! assert!(result.unwrap_err().is_submission_unknown());
//! // The client cannot know it, but the job was accepted.
//! assert_eq!(simulator.accepted()[0].client_request_id, Some(id));
//! # Ok(()) }
//! ```

mod builder;
mod call;
mod catalogue;
mod clip;
mod cost;
mod fault;
mod history;
mod jobs;
mod rate_window;
mod request_check;
mod request_log;
mod response;
mod rules;
mod server;
mod storage;
mod uuid;
mod video;
mod wire;

use std::{
    fmt, io,
    net::SocketAddr,
    sync::{Arc, PoisonError},
    time::Duration,
};

use serde_json::Value;
use tokio::task::JoinHandle;

use crate::client::{Client, ClientBuilder, WaitPolicy};

use self::{jobs::Timeline, server::Server};

pub use self::{
    builder::SimulatorBuilder,
    fault::Fault,
    history::ReceivedRequest,
    jobs::Accepted,
    rules::{Endpoint, IncomingRequest},
    server::Connections,
};

/// The API key that the simulator accepts by default.
pub const KEY: &str = "simulated-key";

/// A running server. It stops when it is dropped.
///
/// It accepts what the vendored specification of a model accepts, and responds like the service. The same requests
/// lead to the same responses, and to others with another [seed](SimulatorBuilder::seed). It uses `tokio`'s clock, so
/// a test with a paused clock does not have to wait for jobs.
///
/// Videos are playable MP4 files with H.264 of a few kilobytes. They show the prompt, the aspect ratio and the
/// duration of the request, and last as long. A `free` box with the generation id follows, so that every job has a
/// different file ([`Simulator::video`]). They support range requests and have a strong `ETag`. The request log
/// (`GET /v2/logs`) has a row for every submission that was accepted or rejected, and accepts 200 requests a minute.
/// The catalogue (`GET /v1/models`) and the metrics (`GET /models/metrics`) list all models at the current endpoint.
pub struct Simulator {
    address: SocketAddr,
    server: Arc<Server>,
    task: JoinHandle<()>,
}

impl Simulator {
    /// Starts a server with the default settings.
    ///
    /// # Errors
    ///
    /// No port could be bound.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Creates a builder for a server with other settings.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder::new()
    }

    /// The base URL, for [`ClientBuilder::base_url`].
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Creates a builder for a client of this server that waits no longer than the server does: it has its
    /// [wait policy](Self::wait_policy), retries after milliseconds, and has no rate limit. A `Retry-After` that a
    /// test [injects](Fault::retry_after) is respected.
    ///
    /// [`Client::builder`] creates a client that waits as long as for the service.
    pub fn client(&self) -> ClientBuilder {
        Client::builder(&self.server.key)
            .base_url(self.base_url())
            .wait_policy(self.wait_policy())
            .retry_delay(Duration::from_millis(1))
            .rate_limit(())
    }

    /// A wait policy for the timeline of this server: ten polls until a job is completed. Clients of
    /// [`client`](Self::client) have it.
    pub fn wait_policy(&self) -> WaitPolicy {
        let Timeline { queued, generating } = self.server.jobs.timeline;
        let step = ((queued + generating) / 10).max(Duration::from_millis(1));
        WaitPolicy::new().interval(step).deadline(step * 20 + Duration::from_secs(60))
    }

    /// The bodies of all accepted submissions, in order.
    pub fn submissions(&self) -> Vec<Value> {
        self.server.jobs.bodies()
    }

    /// All accepted jobs, in order, including those whose response was lost.
    pub fn accepted(&self) -> Vec<Accepted> {
        self.server.jobs.accepted()
    }

    /// The number of polls of a job that were received, whatever the response was.
    pub fn polls(&self, id: &str) -> usize {
        self.server.jobs.polls(id)
    }

    /// The last 100,000 requests in the order of their arrival, without the API key.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use aimlapi_kling::{simulator::Simulator, types::V1_6StandardTextToVideo};
    ///
    /// let simulator = Simulator::builder().instant().start().await?;
    /// simulator.client().build()?.generate(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
    /// let requests = simulator.requests();
    /// let seen: Vec<_> = requests.iter().map(|request| (&*request.target, request.status)).collect();
    /// assert_eq!(
    ///     seen,
    ///     [("POST /v2/video/generations", Some(200)), ("GET /v2/video/generations", Some(200))],
    /// );
    /// # Ok(()) }
    /// ```
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.server.history.requests()
    }

    /// The number of connections that clients have opened.
    pub fn connections(&self) -> Connections {
        *self.server.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The video file of a job, or `None` if there is no such job.
    pub fn video(&self, id: &str) -> Option<Vec<u8>> {
        let job = self.server.jobs.subject(self.server.jobs.number(id)?)?;
        Some(self.server.storage.video(&job))
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Shows only the base URL.
impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

//! A server on this machine that behaves like the service: no key, no network, no cost.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use aimlapi_kling::{simulator::Simulator, types::V1_6StandardTextToVideo};
//!
//! let simulator = Simulator::builder().instant().start().await?;
//! let client = simulator.client().wait_policy(simulator.wait_policy()).build()?;
//! let video = client.generate(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
//! assert!(video.url().starts_with("http://127.0.0.1:"));
//! # Ok(()) }
//! ```

mod contract;
mod jobs;
mod server;

use std::{io, time::Duration};

use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{Client, ClientBuilder, WaitPolicy};

use self::{jobs::Jobs, server::Server};

/// The key that the simulator accepts, unless it is given another.
pub const KEY: &str = "simulated-key";

/// The video that every job makes: two seconds of a test picture, 320 by 180 pixels, H.264.
pub const VIDEO: &[u8] = include_bytes!("sample.mp4");

/// A running server. Dropping it stops it.
///
/// It accepts what the vendored specification of a model accepts, answers what the service answers,
/// and does the same again for the same requests. Time is `tokio`'s, so that a test with a paused
/// clock passes through a job's life at once.
#[derive(Debug)]
pub struct Simulator {
    address: std::net::SocketAddr,
    server: std::sync::Arc<Server>,
    task: JoinHandle<()>,
}

impl Simulator {
    /// A server with the default settings.
    ///
    /// # Errors
    ///
    /// No port of 127.0.0.1 could be bound.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// A server with settings of your own.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder { key: KEY.into(), timeline: Timeline::default(), failure: None }
    }

    /// Its address, for [`ClientBuilder::base_url`].
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client that has its address and its key.
    pub fn client(&self) -> ClientBuilder {
        Client::builder(&self.server.key).base_url(self.base_url())
    }

    /// A policy that suits its timeline: ten polls, and a deadline of twice its length.
    pub fn wait_policy(&self) -> WaitPolicy {
        let Timeline { queued, generating } = self.server.jobs.timeline;
        let step = ((queued + generating) / 10).max(Duration::from_millis(1));
        WaitPolicy::new().first(step).interval(step).deadline(step * 20 + Duration::from_secs(60))
    }

    /// The bodies of all jobs that were accepted, in order.
    pub fn submissions(&self) -> Vec<Value> {
        self.server.jobs.bodies()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How long a job stays in each state.
#[derive(Clone, Copy, Debug)]
struct Timeline {
    queued: Duration,
    generating: Duration,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { queued: Duration::from_millis(300), generating: Duration::from_millis(900) }
    }
}

/// Settings of a [`Simulator`].
#[derive(Debug)]
#[must_use]
pub struct SimulatorBuilder {
    key: String,
    timeline: Timeline,
    failure: Option<Value>,
}

impl SimulatorBuilder {
    /// The API key it wants; [`KEY`] by default.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// How long a job is `queued` and then `generating`; 0.3 s and 0.9 s by default.
    pub fn timeline(mut self, queued: Duration, generating: Duration) -> Self {
        self.timeline = Timeline { queued, generating };
        self
    }

    /// A job is done when it is first asked for.
    pub fn instant(self) -> Self {
        self.timeline(Duration::ZERO, Duration::ZERO)
    }

    /// Every job ends with this error, of whatever shape, instead of a video.
    pub fn failing(mut self, error: Value) -> Self {
        self.failure = Some(error);
        self
    }

    /// Starts the server on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// No port could be bound.
    pub async fn start(self) -> io::Result<Simulator> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let jobs = Jobs::new(self.timeline, self.failure);
        let server = std::sync::Arc::new(Server { key: self.key, address, jobs });
        let task = tokio::spawn(std::sync::Arc::clone(&server).serve(listener));
        Ok(Simulator { address, server, task })
    }
}

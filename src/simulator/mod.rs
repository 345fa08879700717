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
//!
//! It can also behave badly. A [`Fault`] is chosen for each [`Exchange`], which says what is asked
//! for, under which name, and how many like it came before:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use aimlapi_kling::{
//!     simulator::{Fault, Operation, Simulator},
//!     types::V1_6StandardTextToVideo,
//! };
//!
//! let simulator = Simulator::builder()
//!     .faults(|exchange| match (exchange.operation, exchange.number) {
//!         (Operation::Submit, _) => Some(Fault::close().once_done()),
//!         _ => None,
//!     })
//!     .start()
//!     .await?;
//! let client = simulator.client().build()?;
//! let name = "order-4711".parse()?;
//! let outcome = client.submit_as(&name, V1_6StandardTextToVideo::new("A lighthouse in a storm")).await;
//! assert!(outcome.unwrap_err().is_submission_unknown());
//! // The caller cannot know it, but the test does.
//! assert_eq!(simulator.accepted()[0].client_request_id, Some(name));
//! # Ok(()) }
//! ```

mod builder;
mod call;
mod contract;
mod cost;
mod fault;
mod jobs;
mod log;
mod reply;
mod server;
mod storage;
mod uuid;
mod video;
mod wire;

use std::{fmt, io, net::SocketAddr, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::task::JoinHandle;

use crate::{Client, ClientBuilder, WaitPolicy};

use self::{jobs::Timeline, server::Server};

pub use self::{
    builder::SimulatorBuilder,
    fault::{Exchange, Fault, Operation},
    jobs::Accepted,
};

/// The key that the simulator accepts, unless it is given another.
pub const KEY: &str = "simulated-key";

/// What every video begins with: two seconds of a test picture, 320 by 180 pixels, H.264. It plays
/// by itself; a `free` box with the id of its job follows it, so that no two jobs make the same
/// file ([`Simulator::video`]).
pub const VIDEO: &[u8] = include_bytes!("sample.mp4");

/// A running server. Dropping it stops it.
///
/// It accepts what the vendored specification of a model accepts, answers what the service answers,
/// and does the same again for the same requests. Time is `tokio`'s, so that a test with a paused
/// clock passes through a job's life at once.
///
/// Videos are served in parts too, with a strong `ETag`. The log of requests (`GET /v2/logs`) has a
/// row for every job that was accepted and for every one that was refused for what it asks.
pub struct Simulator {
    address: SocketAddr,
    server: Arc<Server>,
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
        SimulatorBuilder::new()
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
        let policy = WaitPolicy::new().first(step).interval(step).growth(1.0);
        policy.deadline(step * 20 + Duration::from_secs(60))
    }

    /// The bodies of all jobs that were accepted, in order.
    pub fn submissions(&self) -> Vec<Value> {
        self.server.jobs.bodies()
    }

    /// All jobs that were accepted, in order, whether their callers were told or not.
    pub fn accepted(&self) -> Vec<Accepted> {
        self.server.jobs.accepted()
    }

    /// The bytes of the video that a job makes, or none where no such job was accepted.
    pub fn video(&self, id: &str) -> Option<Vec<u8>> {
        self.server.jobs.number(id).map(|_| self.server.storage.video(id))
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Shows the address only.
impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

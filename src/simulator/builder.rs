//! The settings of a simulator.

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use serde_json::Value;
use tokio::net::TcpSocket;

use super::{
    Exchange, Fault, KEY, Simulator,
    fault::Faults,
    jobs::{Jobs, Timeline},
    log::Log,
    server::Server,
    storage::Storage,
};

/// Connections that may wait to be accepted: a test opens thousands at once.
const BACKLOG: u32 = 16_384;

/// Settings of a [`Simulator`].
#[must_use]
pub struct SimulatorBuilder {
    key: String,
    timeline: Timeline,
    failure: Option<Value>,
    video_size: usize,
    url_lifetime: Option<usize>,
    log_delay: Duration,
    faults: Option<Faults>,
}

impl SimulatorBuilder {
    pub(super) fn new() -> Self {
        Self {
            key: KEY.into(),
            timeline: Timeline::default(),
            failure: None,
            video_size: 0,
            url_lifetime: None,
            log_delay: Duration::ZERO,
            faults: None,
        }
    }

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

    /// The length of every video in bytes, where it is more than [`VIDEO`](super::VIDEO) and the
    /// job's id need; by default, and otherwise, that is its length.
    ///
    /// # Panics
    ///
    /// The length is 4 GiB or more.
    pub fn video_size(mut self, bytes: usize) -> Self {
        assert!(u32::try_from(bytes).is_ok(), "a video of {bytes} bytes is too long");
        self.video_size = bytes;
        self
    }

    /// How often the address of a video can be asked for before it has expired (403). Every poll
    /// then answers a new one, signed. By default addresses are not signed and never expire.
    pub fn url_lifetime(mut self, requests: usize) -> Self {
        self.url_lifetime = Some(requests);
        self
    }

    /// How long after its request a row shows in the log; at once by default.
    pub fn log_delay(mut self, delay: Duration) -> Self {
        self.log_delay = delay;
        self
    }

    /// Decides on every request, before it is handled, what goes wrong with it. Requests that the
    /// service has no operation for are not asked about. By default nothing goes wrong.
    pub fn faults(mut self, decide: impl Fn(&Exchange<'_>) -> Option<Fault> + Send + Sync + 'static) -> Self {
        self.faults = Some(Faults::new(decide));
        self
    }

    /// Starts the server on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// No port could be bound.
    pub async fn start(self) -> io::Result<Simulator> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let listener = socket.listen(BACKLOG)?;
        let address = listener.local_addr()?;
        let server = Arc::new(self.server(address));
        let task = tokio::spawn(Arc::clone(&server).serve(listener));
        Ok(Simulator { address, server, task })
    }

    fn server(self, address: SocketAddr) -> Server {
        Server {
            key: self.key,
            jobs: Jobs::new(self.timeline, self.failure),
            storage: Storage::new(address, self.video_size, self.url_lifetime),
            log: Log::new(self.log_delay),
            faults: self.faults,
            calls: Default::default(),
        }
    }
}

/// Shows nothing, since a key may be any key.
impl fmt::Debug for SimulatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorBuilder").finish_non_exhaustive()
    }
}

//! The builder of a simulator.

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use serde_json::Value;
use tokio::net::TcpSocket;

use super::{
    Fault, IncomingRequest, KEY, Simulator,
    cost::Prices,
    fault::Faults,
    jobs::{Jobs, Timeline},
    request_log::RequestLog,
    server::Server,
    storage::Storage,
};
use crate::model::Model;

/// The number of connections that can wait to be accepted. A test may open thousands at once.
const BACKLOG: u32 = 16_384;

/// A builder for a [`Simulator`].
#[must_use]
pub struct SimulatorBuilder {
    key: String,
    port: u16,
    timeline: Timeline,
    failure: Option<Value>,
    video_size: usize,
    url_lifetime: Option<usize>,
    log_delay: Duration,
    prices: Prices,
    faults: Option<Faults>,
}

impl SimulatorBuilder {
    pub(super) fn new() -> Self {
        Self {
            key: KEY.into(),
            port: 0,
            timeline: Timeline::default(),
            failure: None,
            video_size: 0,
            url_lifetime: None,
            log_delay: Duration::ZERO,
            prices: Prices::default(),
            faults: None,
        }
    }

    /// Sets the API key that is accepted; [`KEY`] by default.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// Sets the port to listen on; a free one by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets how long a job is `queued` and then `generating`; 5 ms and 15 ms by default.
    pub fn timeline(mut self, queued: Duration, generating: Duration) -> Self {
        self.timeline = Timeline { queued, generating };
        self
    }

    /// Completes each job before the first poll.
    pub fn instant(self) -> Self {
        self.timeline(Duration::ZERO, Duration::ZERO)
    }

    /// Makes every job fail with an error, which can be any JSON value.
    pub fn failing(mut self, error: Value) -> Self {
        self.failure = Some(error);
        self
    }

    /// Sets the minimum size of every video in bytes. By default a video has the size of
    /// [`VIDEO`](super::VIDEO) and a box with its generation id.
    ///
    /// # Panics
    ///
    /// The size is 4 GiB or more.
    pub fn video_size(mut self, bytes: usize) -> Self {
        assert!(u32::try_from(bytes).is_ok(), "a video of {bytes} bytes is too large");
        self.video_size = bytes;
        self
    }

    /// Sets the number of requests after which the URL of a video expires (403). Each poll then returns a
    /// new signed URL. By default URLs are not signed and do not expire.
    pub fn url_lifetime(mut self, requests: usize) -> Self {
        self.url_lifetime = Some(requests);
        self
    }

    /// Sets the delay after which a request appears in the request log; no delay by default.
    pub fn log_delay(mut self, delay: Duration) -> Self {
        self.log_delay = delay;
        self
    }

    /// Sets what a request costs, in credits, from its JSON body; 560,000 credits, which are 0.28 USD, by default.
    pub fn cost(mut self, credits: impl Fn(&Value) -> u32 + Send + Sync + 'static) -> Self {
        self.prices.charged = Box::new(credits);
        self
    }

    /// Sets what the catalogue says about the price of each model: the section `pricing` of its entry. By default
    /// that is 0.28 USD for a video.
    pub fn pricing(mut self, listed: impl Fn(Model) -> Value + Send + Sync + 'static) -> Self {
        self.prices.listed = Box::new(listed);
        self
    }

    /// Sets a callback that chooses a fault for each request before it is handled. It is not called for
    /// requests to unknown paths. By default there are no faults.
    pub fn faults(
        mut self,
        choose: impl Fn(&IncomingRequest<'_>) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        self.faults = Some(Faults::new(choose));
        self
    }

    /// Starts the server on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// The port could not be bound.
    pub async fn start(self) -> io::Result<Simulator> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::LOCALHOST, self.port).into())?;
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
            prices: self.prices,
            log: RequestLog::new(self.log_delay),
            faults: self.faults,
            calls: Default::default(),
            connections: Default::default(),
        }
    }
}

/// Shows nothing, because the API key may be a real one.
impl fmt::Debug for SimulatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorBuilder").finish_non_exhaustive()
    }
}

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
    cost::{self, Prices},
    jobs::{Jobs, Timeline},
    rate_window::RateWindow,
    request_log::RequestLog,
    rules::{Rule, Rules},
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
    seed: u64,
    balance: Option<u64>,
    models: Vec<Model>,
    rate_limit: Option<RateWindow>,
    video_size: usize,
    url_lifetime: Option<usize>,
    log_delay: Duration,
    prices: Prices,
    rules: Vec<Box<Rule>>,
}

impl SimulatorBuilder {
    pub(super) fn new() -> Self {
        Self {
            key: KEY.into(),
            port: 0,
            timeline: Timeline::default(),
            seed: 0,
            balance: None,
            models: Model::ALL.to_vec(),
            rate_limit: None,
            video_size: 0,
            url_lifetime: None,
            log_delay: Duration::ZERO,
            prices: Prices::default(),
            rules: Vec::new(),
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

    /// Sets what the ids and [`IncomingRequest::chance`] follow from; 0 by default. Another seed leads to other ids,
    /// and to faults in other requests.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the balance of the account in US dollars; unlimited by default. A job reserves its cost when it is
    /// accepted, and is free if it fails. A submission that costs more than what is left is rejected, as
    /// [`Fault::out_of_credits`] does.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use aimlapi_kling::{simulator::Simulator, types::V1_6StandardTextToVideo};
    ///
    /// let simulator = Simulator::builder().price(0.50).balance(1.20).start().await?;
    /// let client = simulator.client().build()?;
    /// let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    /// client.submit(request.clone()).await?;
    /// client.submit(request.clone()).await?;
    /// assert!(client.submit(request).await.unwrap_err().is_out_of_credits());
    /// # Ok(()) }
    /// ```
    ///
    /// # Panics
    ///
    /// The balance is negative or not a number.
    pub fn balance(mut self, usd: f64) -> Self {
        self.balance = Some(cost::credits(usd));
        self
    }

    /// Sets the models that the service offers at its current endpoint; all by default. The catalogue and the metrics
    /// list them, and submissions to other models are rejected as invalid.
    pub fn models(mut self, models: impl IntoIterator<Item = Model>) -> Self {
        self.models = models.into_iter().collect();
        self
    }

    /// Sets how many submissions, polls and queries of the request log are admitted in a period on `tokio`'s clock;
    /// any number by default. Further ones are rejected with 429, without `Retry-After`.
    pub fn rate_limit(mut self, requests: usize, period: Duration) -> Self {
        self.rate_limit = Some(RateWindow::new(requests, period));
        self
    }

    /// Sets the minimum size of every video in bytes. By default a video has the size of its clip and of a box with its
    /// generation id.
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

    /// Sets what every video costs in US dollars, and what the catalogue says about it; 0.28 by default.
    ///
    /// # Panics
    ///
    /// The price is negative, not a number, or more than 2,147 US dollars.
    pub fn price(mut self, usd: f64) -> Self {
        let credits = u32::try_from(cost::credits(usd)).unwrap_or_else(|_| panic!("{usd} USD is too much"));
        self.prices = Prices::fixed(credits);
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

    /// Adds a rule that chooses a fault for each request before it is handled. It is not called for requests to
    /// unknown paths. If there are several rules, the first one that returns a fault decides. By default there are no
    /// faults.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use aimlapi_kling::{
    ///     simulator::{Endpoint, Fault, Simulator},
    ///     types::V1_6StandardTextToVideo,
    /// };
    ///
    /// let simulator = Simulator::builder()
    ///     .faults(|request| match (request.endpoint, request.prompt()) {
    ///         (Endpoint::Submit, Some("A forbidden word")) => Some(Fault::failed_job("The prompt is not allowed")),
    ///         _ => None,
    ///     })
    ///     .start()
    ///     .await?;
    /// let client = simulator.client().build()?;
    /// client.generate(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
    /// let error = client.generate(V1_6StandardTextToVideo::new("A forbidden word")).await.unwrap_err();
    /// assert!(error.is_generation_failed());
    /// assert_eq!(error.message(), Some("The prompt is not allowed"));
    /// # Ok(()) }
    /// ```
    pub fn faults(
        mut self,
        choose: impl Fn(&IncomingRequest<'_>) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        self.rules.push(Box::new(choose));
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
            jobs: Jobs::new(self.timeline, self.balance, self.seed),
            storage: Storage::new(address, self.video_size, self.url_lifetime),
            prices: self.prices,
            log: RequestLog::new(self.log_delay),
            models: self.models,
            rate_limit: self.rate_limit,
            rules: Rules::new(self.rules, self.seed),
            seed: self.seed,
            history: Default::default(),
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

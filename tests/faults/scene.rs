//! A client, and the hosts around it.

use aimlapi_kling::Client;

use super::{
    clock::Clock,
    host::{Host, Listens},
    operation::Operation,
};
use crate::support::KEY;

pub struct Scene {
    pub operation: Operation,
    pub clock: Clock,
    pub client: Client,
    /// The one that plays the faults: the API, or the video's host at a download.
    pub host: Host,
    /// The one that redirects lead to.
    pub elsewhere: Host,
    /// The one without faults, which a download learns from where the video is.
    _api: Host,
}

impl Scene {
    pub async fn new(operation: Operation, listens: Listens) -> Self {
        let clock = Clock::default();
        let host = Host::start(listens, "https://example.com/1.mp4", &clock).await;
        let elsewhere = Host::start(Listens::Always, "https://example.com/1.mp4", &clock).await;
        let api = Host::start(Listens::Always, &format!("{}/1.mp4", host.address()), &clock).await;
        let base = if operation == Operation::Download { &api } else { &host };
        let client = Client::builder(KEY).base_url(base.address()).build().unwrap();
        Self { operation, clock, client, host, elsewhere, _api: api }
    }
}

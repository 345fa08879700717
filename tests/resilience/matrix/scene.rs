//! A client, and the hosts around it.

use std::{sync::Arc, time::Duration};

use aimlapi_kling::Client;

use super::{
    call::Call,
    fault::{FaultyExchange, Times},
};
use crate::support::{
    KEY,
    clock::Clock,
    host::{Listens, ScriptedHost},
    limit::ResettableLimit,
};

/// Shorter than any back-off.
pub const BRIEFLY: Duration = Duration::from_millis(500);

const OTHER_VIDEO: &str = "https://example.com/1.mp4";

pub struct Scene {
    pub call: Call,
    pub clock: Clock,
    pub client: Client,
    /// The rate limit of the client, to be reset before each case.
    pub limit: Arc<ResettableLimit>,
    /// The one that injects the faults: the gateway, or the video's host for a download.
    pub host: ScriptedHost,
    /// The one that redirects lead to.
    pub elsewhere: ScriptedHost,
    /// The gateway without faults, which a download gets the video's URL from.
    _gateway: ScriptedHost,
}

impl Scene {
    pub fn new(call: Call, listens: Listens) -> Self {
        let clock = Clock::new();
        let host = ScriptedHost::start_with(&clock, listens);
        let elsewhere = ScriptedHost::start_with(&clock, Listens::Always);
        let gateway = ScriptedHost::start_with(&clock, Listens::Always);
        let client_of = if call == Call::Download { &gateway } else { &host };
        let limit = Arc::<ResettableLimit>::default();
        let builder = Client::builder(KEY).base_url(client_of.base_url());
        let client = builder.rate_limit(Arc::clone(&limit)).build().unwrap();
        behave(&host, OTHER_VIDEO);
        behave(&elsewhere, OTHER_VIDEO);
        behave(&gateway, &host.url("/1.mp4"));
        Self { call, clock, client, limit, host, elsewhere, _gateway: gateway }
    }

    /// Injects a fault into the next exchanges.
    pub fn inject(&self, fault: &FaultyExchange, times: Times) {
        let faulty = fault.responder(OTHER_VIDEO);
        let normal = FaultyExchange::default().responder(OTHER_VIDEO);
        let times = if times == Times::Once { 1 } else { usize::MAX };
        self.host.script(move |arrival| if arrival.number < times { faulty.clone() } else { normal.clone() });
    }
}

/// Has the host respond as the service does.
fn behave(host: &ScriptedHost, video_url: &str) {
    let normal = FaultyExchange::default().responder(video_url);
    host.script(move |_| normal.clone());
}

//! A client of a host that sends the response of each case.

use std::sync::Arc;

use aimlapi_kling::{Client, Error, Generation, Job};
use tokio::runtime::Runtime;

use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    limit::ResettableLimit,
    request,
};

pub struct Responder {
    host: ScriptedHost,
    client: Client,
    limit: Arc<ResettableLimit>,
    runtime: Runtime,
}

impl Responder {
    pub fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let host = runtime.block_on(async { ScriptedHost::start() });
        let limit = Arc::<ResettableLimit>::default();
        let builder = Client::builder(KEY).base_url(host.base_url()).submit_attempts(1);
        let client = builder.rate_limit(Arc::clone(&limit)).build().unwrap();
        Self { host, client, limit, runtime }
    }

    pub fn submit(&mut self, response: ScriptedResponse) -> Result<Job, Error> {
        self.limit.reset();
        self.host.play([response]);
        self.runtime.block_on(self.client.submit_as(&"fuzz".parse().unwrap(), request()))
    }

    pub fn retrieve(&mut self, response: ScriptedResponse) -> Result<Generation, Error> {
        self.limit.reset();
        self.host.play([response]);
        self.runtime.block_on(self.client.retrieve(&Job::from_id("abc")))
    }
}

/// A complete response, after which the connection stays open.
pub fn response(status: u16, body: &[u8]) -> ScriptedResponse {
    ScriptedResponse::new(format!("{status} Any")).sized_body(body).keep_alive()
}

//! A client of a host that sends the response of each case.

use aimlapi_kling::{Client, Error, Generation, Job};
use tokio::runtime::Runtime;

use crate::support::{
    self,
    host::{ScriptedHost, ScriptedResponse},
    request,
};

pub struct Responder {
    host: ScriptedHost,
    client: Client,
    runtime: Runtime,
}

impl Responder {
    pub fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let host = runtime.block_on(async { ScriptedHost::start() });
        let client = support::client(host.base_url());
        Self { host, client, runtime }
    }

    pub fn submit(&mut self, response: ScriptedResponse) -> Result<Job, Error> {
        self.host.play([response]);
        self.runtime.block_on(self.client.submit_as(&"fuzz".parse().unwrap(), request()))
    }

    pub fn retrieve(&mut self, response: ScriptedResponse) -> Result<Generation, Error> {
        self.host.play([response]);
        self.runtime.block_on(self.client.retrieve(&Job::from_id("abc")))
    }
}

/// A complete response, after which the connection stays open.
pub fn response(status: u16, body: &[u8]) -> ScriptedResponse {
    ScriptedResponse::new(format!("{status} Any")).sized_body(body).keep_alive()
}

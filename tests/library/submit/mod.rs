//! Submitting a job: retries, the id in the response, and the lookup of an unknown outcome.

mod connections;
mod ids;
mod log_search;
mod lookup;
mod possible_jobs;
mod request_log;
mod retries;

use aimlapi_kling::{
    Client, ClientBuilder, ClientRequestId, Error, Job,
    simulator::{Endpoint, Fault, IncomingRequest, KEY, Simulator},
};

use crate::support::request;

const CLIENT_REQUEST_ID: &str = "order-4711";

/// The end of an error after which the job may have been accepted.
const UNKNOWN: &str = "; the job may have been accepted, look up the client request id order-4711";

fn client_request_id() -> ClientRequestId {
    CLIENT_REQUEST_ID.parse().unwrap()
}

/// A simulator that injects these faults into the first submissions.
async fn failing(faults: Vec<Fault>) -> Simulator {
    let script = move |request: &IncomingRequest<'_>| {
        (request.endpoint == Endpoint::Submit).then(|| faults.get(request.number).cloned()).flatten()
    };
    Simulator::builder().instant().faults(script).start().await.unwrap()
}

/// A builder for a client that waits as long as for the service.
fn unhurried(simulator: &Simulator) -> ClientBuilder {
    Client::builder(KEY).base_url(simulator.base_url())
}

fn client(simulator: &Simulator) -> Client {
    unhurried(simulator).build().unwrap()
}

async fn submit(simulator: &Simulator) -> Result<Job, Error> {
    client(simulator).submit_as(&client_request_id(), request()).await
}

//! The rules that choose faults, and the requests that they are asked about.

use std::{
    collections::HashMap,
    fmt,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

use super::Fault;
use crate::{job::ClientRequestId, model::Model, redact::RedactedJson};

/// The kind of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// Submits a job.
    Submit,
    /// Retrieves the state of a job.
    Poll,
    /// Reads the request log.
    Log,
    /// Reads the catalogue.
    Catalogue,
    /// Reads the metrics.
    Metrics,
    /// Downloads the video of a job, or a range of it.
    Video,
}

/// A request that a [`Simulator`](super::Simulator) has received and not yet handled.
///
/// A poll or a download concerns a job, and has its model, its body and its client request id.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct IncomingRequest<'a> {
    /// The kind of the request.
    pub endpoint: Endpoint,
    /// The generation id of the job that a poll or a download concerns.
    pub job: Option<&'a str>,
    /// The client request id.
    pub client_request_id: Option<&'a ClientRequestId>,
    /// The model, if the body names one.
    pub model: Option<Model>,
    /// The body of the submission, if it is JSON.
    pub body: Option<&'a Value>,
    /// The number of earlier requests with the same endpoint and the same client request id, or for the
    /// same job if there is none. It does not depend on the order in which concurrent jobs are handled.
    pub number: usize,
    /// The number of jobs that were accepted so far.
    pub accepted: usize,
    die: u64,
}

impl IncomingRequest<'_> {
    /// The prompt in the body.
    pub fn prompt(&self) -> Option<&str> {
        self.body?["prompt"].as_str()
    }

    /// Returns `true` with this probability, from 0 to 1: for faults in a part of the requests.
    ///
    /// The result follows from the [seed](super::SimulatorBuilder::seed), the endpoint, the client request id and the
    /// [`number`](Self::number), so that a run can be repeated if its client request ids are the same.
    ///
    /// ```
    /// use aimlapi_kling::simulator::{Fault, Simulator};
    ///
    /// let builder = Simulator::builder().seed(7).faults(|request| request.chance(0.1).then(|| Fault::status(503)));
    /// # let _ = builder;
    /// ```
    pub fn chance(&self, probability: f64) -> bool {
        (self.die >> 11) as f64 / ((1_u64 << 53) as f64) < probability
    }
}

/// Shows files in the body shortened.
impl fmt::Debug for IncomingRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingRequest")
            .field("endpoint", &self.endpoint)
            .field("job", &self.job)
            .field("client_request_id", &self.client_request_id)
            .field("model", &self.model)
            .field("body", &self.body.map(RedactedJson))
            .field("number", &self.number)
            .field("accepted", &self.accepted)
            .finish_non_exhaustive()
    }
}

pub(super) type Rule = dyn Fn(&IncomingRequest<'_>) -> Option<Fault> + Send + Sync;

/// The rules in the order in which they are asked.
#[derive(Default)]
pub(super) struct Rules {
    rules: Vec<Box<Rule>>,
    seed: u64,
    seen: Mutex<HashMap<(Endpoint, Subject), usize>>,
}

/// What requests are counted by.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Subject {
    ClientRequestId(ClientRequestId),
    Target(String),
}

/// What a rule is told about a request, except for what follows from earlier requests.
pub(super) struct Facts<'a> {
    pub endpoint: Endpoint,
    /// What the request concerns, to count requests by if there is no client request id.
    pub target: &'a str,
    pub job: Option<&'a str>,
    pub client_request_id: Option<&'a ClientRequestId>,
    pub body: Option<&'a Value>,
    pub accepted: usize,
}

impl Rules {
    pub fn new(rules: Vec<Box<Rule>>, seed: u64) -> Self {
        Self { rules, seed, seen: Mutex::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The fault of the first rule that has one for this request.
    pub fn fault(&self, facts: &Facts<'_>) -> Option<Fault> {
        let &Facts { endpoint, job, client_request_id, body, accepted, .. } = facts;
        let subject = match client_request_id {
            Some(id) => Subject::ClientRequestId(id.clone()),
            None => Subject::Target(facts.target.to_owned()),
        };
        let number = self.count((endpoint, subject.clone()));
        let mut hasher = DefaultHasher::new();
        (self.seed, endpoint, subject, number).hash(&mut hasher);
        let die = hasher.finish();
        let model = body.and_then(|body| model(body["model"].as_str()?));
        let request =
            IncomingRequest { endpoint, job, client_request_id, model, body, number, accepted, die };
        self.rules.iter().find_map(|rule| rule(&request))
    }

    /// The number of earlier requests that are counted together with this one.
    fn count(&self, counted_by: (Endpoint, Subject)) -> usize {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let next = seen.entry(counted_by).or_default();
        *next += 1;
        *next - 1
    }
}

fn model(id: &str) -> Option<Model> {
    Model::ALL.iter().chain(Model::LEGACY).find(|model| model.id() == id).copied()
}

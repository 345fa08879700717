//! The jobs of a simulator and their status.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{cost, uuid::uuid};
use crate::{
    job::{ClientRequestId, Status},
    model::Model,
};

/// How long a job has each status.
#[derive(Clone, Copy)]
pub(super) struct Timeline {
    pub queued: Duration,
    pub generating: Duration,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { queued: Duration::from_millis(5), generating: Duration::from_millis(15) }
    }
}

/// A job that a [`Simulator`](super::Simulator) has accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// The generation id.
    pub id: String,
    /// The client request id, if the submission had one.
    pub client_request_id: Option<ClientRequestId>,
    /// The model.
    pub model: Model,
}

pub(super) struct Jobs {
    pub timeline: Timeline,
    failure: Option<Value>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    jobs: Vec<Job>,
    numbers: HashMap<String, usize>,
}

struct Job {
    accepted: Accepted,
    body: Value,
    credits: u32,
    submitted: Instant,
}

impl Jobs {
    pub fn new(timeline: Timeline, failure: Option<Value>) -> Self {
        Self { timeline, failure, state: Mutex::default() }
    }

    /// Adds a job, and returns its id.
    pub fn submit(
        &self,
        model: Model,
        body: Value,
        client_request_id: Option<ClientRequestId>,
        credits: u32,
    ) -> String {
        let mut state = self.lock();
        let number = state.jobs.len();
        let id = format!("{}:{}", uuid("job", number), model.id());
        state.numbers.insert(id.clone(), number);
        let accepted = Accepted { id: id.clone(), client_request_id, model };
        state.jobs.push(Job { accepted, body, credits, submitted: Instant::now() });
        id
    }

    /// The response to a poll at one of the two endpoints, each of which knows only the jobs that were submitted
    /// to it. `video` creates the property of the same name from the number of the job.
    pub fn response(&self, id: &str, is_legacy: bool, video: impl FnOnce(usize) -> Value) -> Option<Value> {
        let state = self.lock();
        let number = *state.numbers.get(id)?;
        let job = Some(&state.jobs[number]).filter(|job| job.accepted.model.is_legacy() == is_legacy)?;
        let status = self.status(job);
        let mut response = json!({ "id": id, "status": status.as_str(), "video": null, "error": null });
        if status.is_completed() {
            response["video"] = video(number);
            let (credits, usd) = (job.credits, cost::usd(job.credits));
            response["meta"] = json!({ "usage": { "credits_used": credits, "usd_spent": usd } });
        }
        if status.is_failed() {
            response["error"] = self.failure.clone().unwrap_or_default();
        }
        Some(response)
    }

    /// The number of the job with this id.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.lock().numbers.get(id).copied()
    }

    /// The id of a job, if it is completed.
    pub fn completed(&self, number: usize) -> Option<String> {
        let state = self.lock();
        let job = state.jobs.get(number).filter(|job| self.status(job).is_completed());
        job.map(|job| job.accepted.id.clone())
    }

    /// The client request id of a job.
    pub fn client_request_id(&self, number: usize) -> Option<ClientRequestId> {
        self.lock().jobs.get(number)?.accepted.client_request_id.clone()
    }

    pub fn accepted(&self) -> Vec<Accepted> {
        self.lock().jobs.iter().map(|job| job.accepted.clone()).collect()
    }

    pub fn bodies(&self) -> Vec<Value> {
        self.lock().jobs.iter().map(|job| job.body.clone()).collect()
    }

    fn status(&self, job: &Job) -> Status {
        let age = job.submitted.elapsed();
        let Timeline { queued, generating } = self.timeline;
        match () {
            () if age < queued => Status::Queued,
            () if age < queued + generating => Status::Generating,
            () if self.failure.is_some() => Status::Error,
            () => Status::Completed,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

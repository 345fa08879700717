//! The jobs of a simulator and their way through the states.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{cost, uuid::uuid};
use crate::{ClientRequestId, Model, Status};

/// How long a job stays in each state.
#[derive(Clone, Copy)]
pub(super) struct Timeline {
    pub queued: Duration,
    pub generating: Duration,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { queued: Duration::from_millis(300), generating: Duration::from_millis(900) }
    }
}

/// A job that a [`Simulator`](super::Simulator) has accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// Its generation id.
    pub id: String,
    /// The name that it was submitted under, if it had one.
    pub client_request_id: Option<ClientRequestId>,
    /// The model that was asked for.
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
    submitted: Instant,
}

impl Jobs {
    pub fn new(timeline: Timeline, failure: Option<Value>) -> Self {
        Self { timeline, failure, state: Mutex::default() }
    }

    /// Takes a job; answers its id.
    pub fn submit(&self, model: Model, body: Value, client_request_id: Option<ClientRequestId>) -> String {
        let mut state = self.lock();
        let number = state.jobs.len();
        let id = format!("{}:{}", uuid("job", number), model.id());
        state.numbers.insert(id.clone(), number);
        let accepted = Accepted { id: id.clone(), client_request_id, model };
        state.jobs.push(Job { accepted, body, submitted: Instant::now() });
        id
    }

    /// The reply to a fetch; `video` is what it says of the video, by the job's number.
    pub fn reply(&self, id: &str, video: impl FnOnce(usize) -> Value) -> Option<Value> {
        let state = self.lock();
        let number = *state.numbers.get(id)?;
        let status = self.status(&state.jobs[number]);
        let mut reply = json!({ "id": id, "status": status.as_str(), "video": null, "error": null });
        if status.is_completed() {
            reply["video"] = video(number);
            let (credits, usd) = (cost::CREDITS, cost::usd(cost::CREDITS));
            reply["meta"] = json!({ "usage": { "credits_used": credits, "usd_spent": usd } });
        }
        if status.is_failed() {
            reply["error"] = self.failure.clone().unwrap_or_default();
        }
        Some(reply)
    }

    /// The number of the job with this id.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.lock().numbers.get(id).copied()
    }

    /// The id of a job that has its video.
    pub fn completed(&self, number: usize) -> Option<String> {
        let state = self.lock();
        let job = state.jobs.get(number).filter(|job| self.status(job).is_completed());
        job.map(|job| job.accepted.id.clone())
    }

    /// The name that a job was submitted under.
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

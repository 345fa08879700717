//! The jobs of a simulator and their status.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{cost, fault::JobFault, uuid::uuid};
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
    /// What all jobs together may cost, in credits.
    balance: Option<u64>,
    seed: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    jobs: Vec<Job>,
    numbers: HashMap<String, usize>,
}

struct Job {
    accepted: Accepted,
    body: Arc<Value>,
    credits: u32,
    submitted: Instant,
    polls: usize,
    fault: JobFault,
}

/// The job that a request concerns.
pub(super) struct Subject {
    pub id: String,
    pub client_request_id: Option<ClientRequestId>,
    pub body: Arc<Value>,
}

impl Job {
    fn subject(&self) -> Subject {
        let Accepted { id, client_request_id, .. } = self.accepted.clone();
        Subject { id, client_request_id, body: Arc::clone(&self.body) }
    }
}

impl Jobs {
    pub fn new(timeline: Timeline, balance: Option<u64>, seed: u64) -> Self {
        Self { timeline, balance, seed, state: Mutex::default() }
    }

    /// Adds a job, and returns its id, or `None` if the balance is too low.
    pub fn submit(
        &self,
        model: Model,
        body: Arc<Value>,
        client_request_id: Option<ClientRequestId>,
        credits: u32,
        fault: JobFault,
    ) -> Option<String> {
        let mut state = self.lock();
        if self.balance.is_some_and(|balance| self.spent(&state) + u64::from(credits) > balance) {
            return None;
        }
        let number = state.jobs.len();
        let id = format!("{}:{}", uuid(self.seed, "job", number), model.id());
        state.numbers.insert(id.clone(), number);
        let accepted = Accepted { id: id.clone(), client_request_id, model };
        state.jobs.push(Job { accepted, body, credits, submitted: Instant::now(), polls: 0, fault });
        Some(id)
    }

    /// What the jobs have cost that have not failed. The cost of a job is reserved until it ends.
    fn spent(&self, state: &State) -> u64 {
        let not_failed = state.jobs.iter().filter(|job| !self.status(job).is_failed());
        not_failed.map(|job| u64::from(job.credits)).sum()
    }

    /// Applies a fault to a job that was accepted before.
    pub fn apply(&self, number: usize, fault: JobFault) {
        if let Some(job) = self.lock().jobs.get_mut(number) {
            job.fault.error = fault.error.or(job.fault.error.take());
            job.fault.duration = fault.duration.or(job.fault.duration);
        }
    }

    /// Counts a poll of a job.
    pub fn count_poll(&self, number: usize) {
        if let Some(job) = self.lock().jobs.get_mut(number) {
            job.polls += 1;
        }
    }

    /// The number of polls of a job.
    pub fn polls(&self, id: &str) -> usize {
        let state = self.lock();
        state.numbers.get(id).map_or(0, |number| state.jobs[*number].polls)
    }

    /// The response to a poll at one of the two endpoints, each of which knows only the jobs that were submitted
    /// to it. `video` creates the property of the same name.
    pub fn response(
        &self,
        id: &str,
        is_legacy: bool,
        video: impl FnOnce(usize, &Subject) -> Value,
    ) -> Option<Value> {
        let state = self.lock();
        let number = *state.numbers.get(id)?;
        let job = Some(&state.jobs[number]).filter(|job| job.accepted.model.is_legacy() == is_legacy)?;
        let status = self.status(job);
        let mut response = json!({ "id": id, "status": status.as_str(), "video": null, "error": null });
        if status.is_completed() {
            response["video"] = video(number, &job.subject());
            let (credits, usd) = (job.credits, cost::usd(job.credits));
            response["meta"] = json!({ "usage": { "credits_used": credits, "usd_spent": usd } });
        }
        if status.is_failed() {
            response["error"] = job.fault.error.clone().unwrap_or_default();
        }
        Some(response)
    }

    /// The number of the job with this id.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.lock().numbers.get(id).copied()
    }

    /// A job, if it is completed.
    pub fn completed(&self, number: usize) -> Option<Subject> {
        let state = self.lock();
        state.jobs.get(number).filter(|job| self.status(job).is_completed()).map(Job::subject)
    }

    /// The job with this number.
    pub fn subject(&self, number: usize) -> Option<Subject> {
        self.lock().jobs.get(number).map(Job::subject)
    }

    /// The number of accepted jobs.
    pub fn count(&self) -> usize {
        self.lock().jobs.len()
    }

    pub fn accepted(&self) -> Vec<Accepted> {
        self.lock().jobs.iter().map(|job| job.accepted.clone()).collect()
    }

    pub fn bodies(&self) -> Vec<Value> {
        self.lock().jobs.iter().map(|job| Value::clone(&job.body)).collect()
    }

    fn status(&self, job: &Job) -> Status {
        let age = job.submitted.elapsed();
        let Timeline { queued, generating } = self.timeline;
        let end = job.fault.duration.unwrap_or(queued + generating);
        match () {
            () if age < queued.min(end) => Status::Queued,
            () if age < end => Status::Generating,
            () if job.fault.error.is_some() => Status::Error,
            () => Status::Completed,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

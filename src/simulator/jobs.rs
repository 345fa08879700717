//! The jobs of a simulator and their way through the states.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::{Value, json};
use tokio::time::Instant;

use super::Timeline;
use crate::{Model, Status};

#[derive(Debug)]
pub(super) struct Jobs {
    pub timeline: Timeline,
    failure: Option<Value>,
    jobs: Mutex<Vec<Job>>,
}

#[derive(Debug)]
struct Job {
    id: String,
    body: Value,
    submitted: Instant,
}

impl Jobs {
    pub fn new(timeline: Timeline, failure: Option<Value>) -> Self {
        Self { timeline, failure, jobs: Mutex::default() }
    }

    /// Takes a job; answers its id.
    pub fn submit(&self, model: Model, body: Value) -> String {
        let mut jobs = self.lock();
        let id = format!("{}:{}", uuid(jobs.len()), model.id());
        jobs.push(Job { id: id.clone(), body, submitted: Instant::now() });
        id
    }

    /// The reply to a fetch.
    pub fn reply(&self, id: &str, video_url: impl Fn(usize) -> String) -> Option<Value> {
        let jobs = self.lock();
        let number = jobs.iter().position(|job| job.id == id)?;
        let status = self.status(&jobs[number]);
        let mut reply = json!({ "id": id, "status": status.as_str(), "video": null, "error": null });
        if status.is_completed() {
            reply["video"] = json!({ "url": video_url(number), "file_size": super::VIDEO.len() });
            reply["meta"] = json!({ "usage": { "credits_used": 0, "usd_spent": 0 } });
        }
        if status.is_failed() {
            reply["error"] = self.failure.clone().unwrap_or_default();
        }
        Some(reply)
    }

    pub fn has_video(&self, number: usize) -> bool {
        self.lock().get(number).is_some_and(|job| self.status(job).is_completed())
    }

    pub fn bodies(&self) -> Vec<Value> {
        self.lock().iter().map(|job| job.body.clone()).collect()
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

    fn lock(&self) -> MutexGuard<'_, Vec<Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks like the service's, and is the same in every run.
fn uuid(number: usize) -> String {
    let word = |salt: &str| {
        let mut hasher = DefaultHasher::new();
        (salt, number).hash(&mut hasher);
        hasher.finish()
    };
    let (a, b) = (word("high"), word("low"));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        0x8000 | ((b >> 48) & 0x3fff),
        b & 0xffff_ffff_ffff
    )
}

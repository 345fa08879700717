//! What the steps change in a record.

use std::time::{Duration, SystemTime};

use super::JobRecord;
use crate::{
    error::Error,
    job::{Generation, Job},
    ledger::{Cost, State, clock::unix_millis, look_up::LookUp},
};

impl JobRecord {
    pub(in crate::ledger) fn with_next_revision(mut self) -> Self {
        self.revision += 1;
        self
    }

    pub(in crate::ledger) fn enter(&mut self, state: State, now: SystemTime) {
        self.state = state;
        let time = self.times.entry(state).or_insert_with(|| unix_millis(now));
        // The time of creation remains when a submission was not accepted.
        if state != State::Named {
            *time = unix_millis(now);
        }
    }

    pub(in crate::ledger) fn succeeded(&mut self) {
        self.errors = 0;
        self.last_error = None;
    }

    pub(in crate::ledger) fn failed(&mut self, error: &Error) {
        self.errors = self.errors.saturating_add(1);
        self.last_error = Some(error.into());
    }

    pub(in crate::ledger) fn set_job(&mut self, job: Job, now: SystemTime) {
        self.cost =
            Cost::new(job.receipt().credits_used().map(|credits| credits as f64), job.receipt().usd_spent());
        // The request log does not name the endpoint.
        self.job = Some(if self.legacy { job.at_legacy_endpoint() } else { job });
        self.look_up = LookUp::default();
        self.possible_jobs = Vec::new();
        self.unfinished_at = None;
        self.succeeded();
        self.enter(State::Submitted, now);
    }

    pub(in crate::ledger) fn has_not_ended(&mut self, now: SystemTime) {
        self.unfinished_at = Some(unix_millis(now));
    }

    /// The time since the submission when the job was last known not to have ended, and when it was known to be
    /// completed. The first is since the response to the submission, and the second since its request.
    pub(in crate::ledger) fn observed_end(&self) -> Option<(Duration, Duration)> {
        let [sent, submitted, completed] =
            [State::Sent, State::Submitted, State::Completed].map(|state| self.times.get(&state).copied());
        let (submitted, ended) = (submitted?, completed?.checked_sub(sent?)?);
        let unfinished = self.unfinished_at.unwrap_or(submitted).saturating_sub(submitted);
        Some((Duration::from_millis(unfinished), Duration::from_millis(ended)))
    }

    pub(in crate::ledger) fn set_generation(&mut self, generation: &Generation) {
        self.status = Some(generation.status().clone());
        self.cost = Cost::new(generation.credits_used(), generation.usd_spent()).or(self.cost);
    }
}

//! What a batch has done, by model.

use std::{collections::BTreeMap, time::Duration};

use aimlapi_kling::{
    batch::{BatchStop, ItemEnd},
    ledger::{JobRecord, State, StopReason},
};

use super::{
    item_end::problem,
    record::{reason, time, usd},
};
use crate::exit::Exit;

/// What a batch has done.
#[derive(Default)]
pub struct Totals {
    pub models: BTreeMap<String, OfModel>,
    /// A line for each item that has failed, or that cannot be worked on.
    pub failures: Vec<String>,
    /// A line for each item whose outcome is unknown.
    pub unknowns: Vec<String>,
    pub not_started: usize,
    pub unfinished: usize,
    pub stop: Option<BatchStop>,
    has_errors: bool,
    /// Items that have ended in this run.
    pub ended: usize,
}

/// What was done with a model, in all runs.
#[derive(Default)]
pub struct OfModel {
    pub made: usize,
    pub failed: usize,
    pub unknown: usize,
    pub usd: f64,
    time: Duration,
}

impl OfModel {
    /// The mean time from the submission to the end of the job.
    pub fn mean_time(&self) -> Option<Duration> {
        self.time.checked_div(u32::try_from(self.made).ok()?)
    }
}

impl Totals {
    pub fn add(&mut self, name: &str, end: &ItemEnd) {
        self.ended += 1;
        match end {
            ItemEnd::Downloaded(record) => self.made(record),
            ItemEnd::EndedBefore(record) if record.state() == State::Downloaded => self.made(record),
            ItemEnd::EndedBefore(record) | ItemEnd::Failed(record) | ItemEnd::Refused(record) => {
                self.model(record).failed += 1;
                self.failures.push(format!("{name}: {}", reason(record)));
            }
            ItemEnd::Unknown(record) => {
                self.model(record).unknown += 1;
                self.unknowns.push(format!("{name}: {}", reason(record)));
            }
            ItemEnd::Unfinished(_) => self.unfinished += 1,
            end => match problem(end) {
                Some((_, reason)) => self.error(name, &reason),
                // `NotStarted`, and what a later version of the library may add.
                None => self.not_started += 1,
            },
        }
    }

    /// Something that is neither a failed job nor an unknown one.
    pub fn error(&mut self, name: &str, reason: &str) {
        self.has_errors = true;
        self.failures.push(format!("{name}: {reason}"));
    }

    fn made(&mut self, record: &JobRecord) {
        let usd = usd(record).unwrap_or_default();
        let of_model = self.model(record);
        of_model.made += 1;
        of_model.usd += usd;
        of_model.time += time(record).unwrap_or_default();
    }

    fn model(&mut self, record: &JobRecord) -> &mut OfModel {
        self.models.entry(record.model_id().to_owned()).or_default()
    }

    pub fn made_count(&self) -> usize {
        self.models.values().map(|of_model| of_model.made).sum()
    }

    pub fn usd(&self) -> f64 {
        // To millionths: sums of decimal fractions have other digits at the end.
        (self.models.values().fold(0.0, |usd, of_model| usd + of_model.usd) * 1e6).round() / 1e6
    }

    pub fn exit(&self) -> Exit {
        match self.stop {
            Some(BatchStop::Requested) => return Exit::Interrupted,
            Some(BatchStop::Service(StopReason::OutOfCredits)) => return Exit::OutOfCredits,
            Some(BatchStop::Service(StopReason::Unauthorized)) => return Exit::Unauthorized,
            Some(BatchStop::Service(_) | BatchStop::UnknownCost) => return Exit::Error,
            _ => {}
        }
        match () {
            () if self.has_errors || self.unfinished > 0 => Exit::Error,
            () if !self.unknowns.is_empty() => Exit::Unknown,
            () if !self.failures.is_empty() => Exit::JobFailed,
            () if self.stop.is_some() => Exit::Budget,
            () => Exit::Success,
        }
    }
}

/// Why no more jobs are submitted, and what to do about it.
pub fn advice(stop: BatchStop) -> &'static str {
    match stop {
        BatchStop::Requested => "no more jobs are started; the same command resumes",
        BatchStop::OtherRun => {
            "another process makes the videos of this folder; wait for it, or interrupt it"
        }
        BatchStop::Budget => "the budget is reached; the same command with a higher `--budget` resumes",
        BatchStop::UnknownCost => {
            "the cost of the next job is unknown; `--assume-cost USD` reserves so much for each such job"
        }
        BatchStop::Service(StopReason::OutOfCredits) => {
            "the account is out of credits; when there are some, the same command resumes"
        }
        BatchStop::Service(StopReason::Unauthorized) => {
            "the API key is missing or invalid; with a valid one, the same command resumes"
        }
        _ => "the service rejects submissions; the same command resumes when it accepts them",
    }
}

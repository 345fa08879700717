//! What happens in a run. It depends on the seed only.

use std::time::Duration;

use aimlapi_kling::{
    Model, Request,
    simulator::{Endpoint, Fault, IncomingRequest},
};

use super::{
    choices::Choices,
    fault_kind::{FaultKind, KINDS, Submitted},
};
use crate::support::samples;

/// Requests for the log have no client request id; so many in a row are planned together.
const LOG_ROW: usize = 4;

/// Enough for all exchanges of a download, and not for any pause or stall.
const SHORT_LIFETIME: Duration = Duration::from_millis(900);

/// The bytes that may be lost before they reach the disk.
const UNSYNCED: usize = 64 * 1024;

/// How often a client sends a submission that was certainly not accepted.
pub const SUBMIT_ATTEMPTS: u32 = 3;

/// After so many polls a submission has ended.
const SUBMISSION_POLLS: usize = 10;

/// Longer than a job takes.
const MAX_WAIT: usize = 25_000;

#[derive(Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    /// Whether there is also what depends on the order of events: calls that are dropped, other writers, and an
    /// intermediary.
    pub has_races: bool,
}

impl Plan {
    pub fn name(self, number: usize) -> String {
        format!("soak-{}-{number}", self.seed)
    }

    /// A request to any model.
    pub fn request(self, name: &str) -> Request {
        samples::request(*Choices::new(self.seed, format_args!("{name} request")).one_of(Model::ALL))
    }

    /// How a submission with this client request id ends, and how often it is sent.
    pub fn submitted(self, name: &str) -> (Submitted, usize) {
        let attempts = SUBMIT_ATTEMPTS as usize;
        for number in 0..attempts {
            let kind = self.kind_of(Endpoint::Submit, name, number);
            if let Some(submitted) = kind.map_or(Some(Submitted::Known), |kind| kind.submitted) {
                return (submitted, number + 1);
            }
        }
        (Submitted::Refused, attempts)
    }

    /// The fault of an exchange, if any.
    pub fn fault(self, request: &IncomingRequest<'_>) -> Option<(&'static FaultKind, Fault)> {
        let IncomingRequest { endpoint, client_request_id, number, .. } = *request;
        let (name, number) = match client_request_id {
            Some(id) => (id.to_string(), number),
            None => (format!("row {}", number / LOG_ROW), number % LOG_ROW),
        };
        let kind = self.kind_of(endpoint, &name, number)?;
        let mut choices = Choices::new(self.seed, format_args!("{name} {endpoint:?} {number} fault"));
        Some((kind, (kind.fault)(&mut choices, endpoint)))
    }

    /// After how many polls the submission is dropped, if it is.
    pub fn submission_polls(self, name: &str) -> Option<usize> {
        let mut choices = self.race(name, "submission")?;
        choices.is_within(10).then(|| choices.below(SUBMISSION_POLLS))
    }

    /// When waiting is dropped after it was begun so often.
    pub fn wait_limit(self, name: &str, waits: usize) -> Duration {
        let race = self.race(name, format_args!("wait {waits}"));
        let limit = race.and_then(|mut choices| choices.is_within(20).then(|| choices.below(MAX_WAIT)));
        limit.map_or(Duration::MAX, |milliseconds| Duration::from_millis(milliseconds as u64))
    }

    /// Whether another caller downloads to the same file.
    pub fn has_other_writer(self, name: &str, downloads: usize) -> bool {
        self.race(name, format_args!("writers {downloads}")).is_some_and(|mut choices| choices.is_within(20))
    }

    fn race(self, name: &str, subject: impl std::fmt::Display) -> Option<Choices> {
        self.has_races.then(|| Choices::new(self.seed, format_args!("{name} {subject}")))
    }

    /// How long the caller runs that downloads after so many failed downloads.
    pub fn lifetime(self, name: &str, downloads: usize) -> Duration {
        let mut choices = Choices::new(self.seed, format_args!("{name} lives {downloads}"));
        if choices.is_within(30) { SHORT_LIFETIME } else { Duration::MAX }
    }

    /// The bytes that the disk loses after so many failed downloads.
    pub fn lost_bytes(self, name: &str, downloads: usize) -> usize {
        let mut choices = Choices::new(self.seed, format_args!("{name} loses {downloads}"));
        if choices.is_within(50) { choices.below(UNSYNCED + 1) } else { 0 }
    }

    /// Faults come in rows, of one kind or of many.
    fn kind_of(self, endpoint: Endpoint, name: &str, number: usize) -> Option<&'static FaultKind> {
        let mut choices = Choices::new(self.seed, format_args!("{name} {endpoint:?}"));
        // The first poll that succeeds is not the last one.
        let start = if endpoint == Endpoint::Poll { choices.below(2) } else { 0 };
        let length = *choices.one_of(&[0, 0, 0, 0, 1, 1, 1, 2, 3, 7]);
        if !(start..start + length).contains(&number) {
            return None;
        }
        let kinds: Vec<_> = KINDS.iter().filter(|kind| kind.operations.contains(&endpoint)).collect();
        let common = *choices.one_of(&kinds);
        if choices.is_within(40) {
            return Some(common);
        }
        let mut choices = Choices::new(self.seed, format_args!("{name} {endpoint:?} {number}"));
        Some(*choices.one_of(&kinds))
    }
}

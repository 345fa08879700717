//! What happens in a run. It depends on the seed only.

use std::time::Duration;

use aimlapi_kling::{
    Model, Request,
    ledger::State,
    simulator::{Endpoint, Fault, IncomingRequest},
};

use super::{
    choices::Choices,
    fault_kind::{FaultKind, KINDS, Submitted},
};
use crate::support::samples;

/// Requests for the log have no client request id; so many in a row are planned together.
const LOG_ROW: usize = 4;

/// The bytes that may be lost before they reach the disk.
const UNSYNCED: usize = 64 * 1024;

/// Of a hundred steps, those in which the process dies, and those in which another worker has the same record.
const CRASHES: usize = 25;
const TWO_WORKERS: usize = 8;

/// A step has no more saves.
const SAVES: usize = 3;

/// After so many polls most exchanges have ended.
const POLLS: usize = 20;

/// In milliseconds; most exchanges take less.
const MAX_LIFETIME: usize = 1500;

const TWO_DAYS: usize = 2 * 24 * 3600;

/// When a process dies during a step.
#[derive(Clone, Copy, Debug)]
pub enum Crash {
    /// Before this save, counted from zero.
    BeforeSave(usize),
    /// After this save, before the step continues.
    AfterSave(usize),
    /// When the step has ended.
    AfterStep,
    /// After the step was polled so often, wherever it is then.
    AfterPolls(usize),
    /// After this time, wherever the step is then.
    AfterTime(Duration),
}

#[derive(Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    /// Whether there is also what depends on the order of events: steps that are dropped anywhere, two workers for
    /// one record, clocks that jump, and an intermediary.
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

    /// How the submissions of a job end if no process dies meanwhile, and how many there are.
    pub fn submitted(self, name: &str) -> (Submitted, usize) {
        let mut resends = self.resends(name);
        for number in 0.. {
            let kind = self.kind_of(Endpoint::Submit, name, number);
            match kind.map_or(Some(Submitted::Known), |kind| kind.submitted) {
                None => {}
                Some(Submitted::Unknown { is_accepted: false }) if resends > 0 => resends -= 1,
                Some(submitted) => return (submitted, number + 1),
            }
        }
        unreachable!("faults end")
    }

    /// How often a submission may be sent again that is not in the log.
    pub fn resends(self, name: &str) -> u32 {
        *Choices::new(self.seed, format_args!("{name} resends")).one_of(&[0, 1, 3])
    }

    /// When the process dies that takes a step, counted in each state, if it does.
    pub fn crash(self, name: &str, state: State, step: usize) -> Option<Crash> {
        let mut choices = Choices::new(self.seed, format_args!("{name} {state} {step} crash"));
        if !choices.is_within(CRASHES) {
            return None;
        }
        Some(match choices.below(if self.has_races { 5 } else { 3 }) {
            0 => Crash::BeforeSave(choices.below(SAVES)),
            1 => Crash::AfterSave(choices.below(SAVES)),
            2 => Crash::AfterStep,
            3 => Crash::AfterPolls(choices.below(POLLS)),
            _ => Crash::AfterTime(Duration::from_millis(choices.below(MAX_LIFETIME) as u64)),
        })
    }

    /// Whether another worker takes the same step at the same time.
    pub fn has_other_worker(self, name: &str, state: State, step: usize) -> bool {
        let race = self.race(name, format_args!("{state} {step} worker"));
        race.is_some_and(|mut choices| choices.is_within(TWO_WORKERS))
    }

    /// The seconds by which the clock is set after so many crashes.
    pub fn clock_jump(self, name: &str, crashes: usize) -> Option<i64> {
        let mut choices = self.race(name, format_args!("clock {crashes}"))?;
        choices.is_within(20).then(|| choices.below(2 * TWO_DAYS) as i64 - TWO_DAYS as i64)
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

    fn race(self, name: &str, subject: impl std::fmt::Display) -> Option<Choices> {
        self.has_races.then(|| Choices::new(self.seed, format_args!("{name} {subject}")))
    }

    /// The bytes that the disk loses in a crash.
    pub fn lost_bytes(self, name: &str, crashes: usize) -> usize {
        let mut choices = Choices::new(self.seed, format_args!("{name} loses {crashes}"));
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

//! What happens in a run: of the seed, and of nothing else.

use std::time::Duration;

use aimlapi_kling::{
    Model, Request,
    simulator::{Exchange, Fault, Operation},
};

use crate::{
    dice::Dice,
    kind::{Fate, KINDS, Kind},
    samples::minimal,
};

/// Exchanges of the log have no name; so many in a row are planned together.
const LOG_ROW: usize = 4;

/// Enough for all exchanges of a download, and not for any pause or stall.
const SHORT_LIFE: Duration = Duration::from_millis(900);

/// A part of what was received that may be lost on its way to the disk, in bytes.
const UNSYNCED: usize = 64 * 1024;

/// How often a client sends a submission, as long as it is certainly not accepted.
pub const SUBMIT_ATTEMPTS: u32 = 3;

#[derive(Clone, Copy)]
pub struct Plan {
    pub seed: u64,
}

impl Plan {
    pub fn name(self, number: usize) -> String {
        format!("soak-{}-{number}", self.seed)
    }

    /// A request to any model.
    pub fn request(self, name: &str) -> Request {
        let model = *Dice::new(self.seed, format_args!("{name} request")).one_of(Model::ALL);
        let mut body = minimal(model);
        // A prompt is needed by rules that the parameters do not show.
        if model.parameters().iter().any(|parameter| parameter.name == "prompt") {
            body["prompt"] = "A lighthouse in a storm".into();
        }
        model.request(body).expect("a minimal body is a request")
    }

    /// What a submission under this name comes to, and how often it is sent for that.
    pub fn fate(self, name: &str) -> (Fate, usize) {
        let attempts = SUBMIT_ATTEMPTS as usize;
        for number in 0..attempts {
            let kind = self.kind_of(Operation::Submit, name, number);
            if let Some(fate) = kind.map_or(Some(Fate::Known), |kind| kind.fate) {
                return (fate, number + 1);
            }
        }
        (Fate::Refused, attempts)
    }

    /// What goes wrong with an exchange.
    pub fn fault(self, exchange: &Exchange<'_>) -> Option<(&'static Kind, Fault)> {
        let Exchange { operation, client_request_id, number, .. } = *exchange;
        let (name, number) = match client_request_id {
            Some(name) => (name.to_owned(), number),
            None => (format!("row {}", number / LOG_ROW), number % LOG_ROW),
        };
        let kind = self.kind_of(operation, &name, number)?;
        let mut dice = Dice::new(self.seed, format_args!("{name} {operation:?} {number} fault"));
        Some((kind, (kind.fault)(&mut dice, operation)))
    }

    /// How long a caller lives who downloads after so many failed downloads.
    pub fn life(self, name: &str, downloads: usize) -> Duration {
        let mut dice = Dice::new(self.seed, format_args!("{name} lives {downloads}"));
        if dice.is_within(30) { SHORT_LIFE } else { Duration::MAX }
    }

    /// The bytes that the disk loses after so many failed downloads, if any.
    pub fn lost_bytes(self, name: &str, downloads: usize) -> usize {
        let mut dice = Dice::new(self.seed, format_args!("{name} loses {downloads}"));
        if dice.is_within(50) { dice.below(UNSYNCED + 1) } else { 0 }
    }

    /// Faults come in rows, of one kind or of many.
    fn kind_of(self, operation: Operation, name: &str, number: usize) -> Option<&'static Kind> {
        let mut dice = Dice::new(self.seed, format_args!("{name} {operation:?}"));
        // A poll that goes well is not the last one.
        let start = if operation == Operation::Poll { dice.below(2) } else { 0 };
        let length = *dice.one_of(&[0, 0, 0, 0, 1, 1, 1, 2, 3, 7]);
        if !(start..start + length).contains(&number) {
            return None;
        }
        let kinds: Vec<_> = KINDS.iter().filter(|kind| kind.operations.contains(&operation)).collect();
        let common = *dice.one_of(&kinds);
        if dice.is_within(40) {
            return Some(common);
        }
        let mut dice = Dice::new(self.seed, format_args!("{name} {operation:?} {number}"));
        Some(*dice.one_of(&kinds))
    }
}

//! The kinds of faults, and what each is to a submission.

use std::time::Duration;

use aimlapi_kling::simulator::{
    Fault,
    Operation::{self, Log, Poll, Submit, Video},
};

use crate::{VIDEO_SIZE, dice::Dice};

pub const OPERATIONS: [Operation; 4] = [Submit, Poll, Log, Video];

/// What a submission comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// The caller is told its job.
    Known,
    /// The caller is told nothing.
    Unknown { is_accepted: bool },
    /// It has certainly not been accepted.
    #[default]
    Refused,
}

pub struct Kind {
    pub name: &'static str,
    pub operations: &'static [Operation],
    /// What it is to a submission; none where it is sent again.
    pub fate: Option<Fate>,
    pub fault: fn(&mut Dice, Operation) -> Fault,
}

const LOST: Option<Fate> = Some(Fate::Unknown { is_accepted: true });
const UNHEARD: Option<Fate> = Some(Fate::Unknown { is_accepted: false });
const KNOWN: Option<Fate> = Some(Fate::Known);

pub const KINDS: [Kind; 16] = [
    kind("429", &OPERATIONS, None, |dice, _| busy(dice, Fault::refuse(429))),
    kind("429 for ten minutes", &OPERATIONS, Some(Fate::Refused), |_, _| {
        Fault::refuse(429).retry_after("600")
    }),
    kind("4xx", &[Submit], Some(Fate::Refused), |dice, _| {
        Fault::refuse(*dice.one_of(&[400, 401, 403, 404, 422]))
    }),
    kind("5xx or 408", &OPERATIONS, UNHEARD, |dice, _| failing(dice)),
    kind("5xx or 408, once accepted", &[Submit], LOST, |dice, _| failing(dice).once_done()),
    kind("page", &OPERATIONS, UNHEARD, |dice, _| page(dice)),
    kind("page, once accepted", &[Submit], LOST, |dice, _| page(dice).once_done()),
    kind("closed", &OPERATIONS, UNHEARD, |_, _| Fault::close()),
    kind("closed, once accepted", &[Submit], LOST, |_, _| Fault::close().once_done()),
    kind("closed far too late", &[Submit], UNHEARD, |_, _| Fault::close().delayed(TOO_LATE)),
    // The headers of what follows hold the id of the job.
    kind("cut", &OPERATIONS, KNOWN, |dice, operation| Fault::cut(some_of(dice, operation))),
    kind("stalled", &OPERATIONS, KNOWN, |dice, operation| Fault::stall(some_of(dice, operation))),
    kind("empty", &OPERATIONS, KNOWN, |_, _| Fault::lose_body()),
    kind("garbled", &OPERATIONS, KNOWN, |_, _| Fault::garble()),
    kind("late", &OPERATIONS, KNOWN, |dice, _| Fault::late(Duration::from_secs(1 + dice.below(5) as u64))),
    kind("far too late", &OPERATIONS, LOST, |_, _| Fault::late(TOO_LATE)),
];

/// Longer than any patience.
const TOO_LATE: Duration = Duration::from_secs(1000);

/// Shorter than any reply of the gateway.
const REPLY: usize = 60;

const fn kind(
    name: &'static str,
    operations: &'static [Operation],
    fate: Option<Fate>,
    fault: fn(&mut Dice, Operation) -> Fault,
) -> Kind {
    Kind { name, operations, fate, fault }
}

fn failing(dice: &mut Dice) -> Fault {
    let fault = Fault::refuse(*dice.one_of(&[408, 500, 502, 503, 504]));
    busy(dice, fault)
}

fn page(dice: &mut Dice) -> Fault {
    Fault::page(*dice.one_of(&[500, 502, 503, 504]))
}

/// With a header `Retry-After`, or without one.
fn busy(dice: &mut Dice, fault: Fault) -> Fault {
    let retry_after = dice.one_of(&[
        None,
        Some("0"),
        Some("3"),
        Some("30"),
        Some("-5"),
        Some("soon"),
        Some("Wed, 21 Oct 2015 07:28:00 GMT"),
    ]);
    retry_after.iter().fold(fault, |fault, value| fault.retry_after(value))
}

/// A part of a reply, in bytes.
fn some_of(dice: &mut Dice, operation: Operation) -> usize {
    dice.below(if operation == Video { VIDEO_SIZE } else { REPLY })
}

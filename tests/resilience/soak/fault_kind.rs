//! The kinds of faults, and what each means for a submission.

use std::time::Duration;

use aimlapi_kling::simulator::{
    Endpoint::{self, Log, Poll, Submit, Video},
    Fault,
};

use super::{VIDEO_SIZE, choices::Choices};

pub const OPERATIONS: [Endpoint; 4] = [Submit, Poll, Log, Video];

/// How a submission ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Submitted {
    /// The response names the job.
    Known,
    /// Whether it was accepted is unknown until it is looked up.
    Unknown { is_accepted: bool },
    /// It was rejected for good.
    #[default]
    Refused,
}

pub struct FaultKind {
    pub name: &'static str,
    pub operations: &'static [Endpoint],
    /// How it ends a submission; none where the next step sends it again.
    pub submitted: Option<Submitted>,
    pub fault: fn(&mut Choices, Endpoint) -> Fault,
}

const LOST: Option<Submitted> = Some(Submitted::Unknown { is_accepted: true });
const NOT_ACCEPTED: Option<Submitted> = Some(Submitted::Unknown { is_accepted: false });
const KNOWN: Option<Submitted> = Some(Submitted::Known);

pub const KINDS: [FaultKind; 17] = [
    kind("429", &OPERATIONS, None, |choices, _| busy(choices, Fault::status(429))),
    kind("429 for ten minutes", &OPERATIONS, None, |_, _| Fault::status(429).retry_after("600")),
    kind("401 or 403", &[Submit], None, |choices, _| Fault::status(*choices.one_of(&[401, 403]))),
    kind("400, 404 or 422", &[Submit], Some(Submitted::Refused), |choices, _| {
        Fault::status(*choices.one_of(&[400, 404, 422]))
    }),
    kind("5xx or 408", &OPERATIONS, NOT_ACCEPTED, |choices, _| failing(choices)),
    kind("5xx or 408, once accepted", &[Submit], LOST, |choices, _| failing(choices).after_processing()),
    kind("page", &OPERATIONS, NOT_ACCEPTED, |choices, _| page(choices)),
    kind("page, once accepted", &[Submit], LOST, |choices, _| page(choices).after_processing()),
    kind("closed", &OPERATIONS, NOT_ACCEPTED, |_, _| Fault::close()),
    kind("closed, once accepted", &[Submit], LOST, |_, _| Fault::close().after_processing()),
    kind("closed far too late", &[Submit], NOT_ACCEPTED, |_, _| Fault::close().delayed(TOO_LATE)),
    // The headers of what follows hold the id of the job.
    kind("cut", &OPERATIONS, KNOWN, |choices, operation| Fault::truncate(some_of(choices, operation))),
    kind("stalled", &OPERATIONS, KNOWN, |choices, operation| Fault::stall(some_of(choices, operation))),
    kind("empty", &OPERATIONS, KNOWN, |_, _| Fault::empty_body()),
    kind("garbled", &OPERATIONS, KNOWN, |_, _| Fault::corrupt_body()),
    kind("late", &OPERATIONS, KNOWN, |choices, _| {
        Fault::late(Duration::from_secs(1 + choices.below(5) as u64))
    }),
    kind("far too late", &OPERATIONS, LOST, |_, _| Fault::late(TOO_LATE)),
];

/// Longer than any timeout.
const TOO_LATE: Duration = Duration::from_secs(1000);

/// Shorter than any response of the gateway.
const REPLY: usize = 60;

const fn kind(
    name: &'static str,
    operations: &'static [Endpoint],
    submitted: Option<Submitted>,
    fault: fn(&mut Choices, Endpoint) -> Fault,
) -> FaultKind {
    FaultKind { name, operations, submitted, fault }
}

fn failing(choices: &mut Choices) -> Fault {
    let fault = Fault::status(*choices.one_of(&[408, 500, 502, 503, 504]));
    busy(choices, fault)
}

fn page(choices: &mut Choices) -> Fault {
    Fault::html_page(*choices.one_of(&[500, 502, 503, 504]))
}

/// With a header `Retry-After`, or without one.
fn busy(choices: &mut Choices, fault: Fault) -> Fault {
    let retry_after = choices.one_of(&[
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

/// A part of a response, in bytes.
fn some_of(choices: &mut Choices, operation: Endpoint) -> usize {
    choices.below(if operation == Video { VIDEO_SIZE } else { REPLY })
}

//! What a simulator can be told to do wrong, and the exchanges it is asked about.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use hyper::{
    StatusCode,
    header::{HeaderValue, RETRY_AFTER},
};

use super::{
    reply::{Reply, typed},
    wire::{End, Outgoing},
};

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// A new job.
    Submit,
    /// The state of a job.
    Poll,
    /// The log of requests.
    Log,
    /// The video of a job, or a part of it.
    Video,
}

/// A request that a [`Simulator`](super::Simulator) is about to handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange<'a> {
    /// What it asks for.
    pub operation: Operation,
    /// The name that it was sent under; a poll or a video has that of its job.
    pub client_request_id: Option<&'a str>,
    /// How many exchanges with the same operation and the same name came before, from 0. Where
    /// there is no name, those about the same job count. It does not depend on how jobs that run
    /// side by side overtake each other.
    pub number: usize,
}

/// Something that goes wrong: another answer than the request's own, or its own but spoiled.
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::simulator::Fault;
///
/// // The gateway is busy and does nothing.
/// let busy = Fault::refuse(429).retry_after("3");
/// // The job is accepted, and nobody tells.
/// let lost = Fault::close().once_done();
/// // The gateway gives up, a minute after the job was accepted.
/// let late = Fault::refuse(504).once_done().delayed(Duration::from_secs(60));
/// # let _ = (busy, lost, late);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Fault {
    answer: Answer,
    retry_after: Option<HeaderValue>,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Answer {
    Other { other: Other, is_done: bool },
    Own(Harm),
}

/// What is answered instead.
#[derive(Clone, Debug)]
enum Other {
    Refusal(StatusCode),
    Page(StatusCode),
    Nothing,
}

/// What becomes of the request's own answer.
#[derive(Clone, Debug)]
enum Harm {
    Nothing,
    Cut(usize),
    Stall(usize),
    Loss,
    Garbling,
}

impl Fault {
    /// The gateway answers an error of its own form; nothing is done.
    ///
    /// # Panics
    ///
    /// The status is not one of 400 to 599.
    pub fn refuse(status: u16) -> Self {
        Self::other(Other::Refusal(error_status(status)))
    }

    /// A proxy before the gateway answers a page of HTML; nothing is done.
    ///
    /// # Panics
    ///
    /// The status is not one of 400 to 599.
    pub fn page(status: u16) -> Self {
        Self::other(Other::Page(error_status(status)))
    }

    /// The connection is closed without an answer; nothing is done.
    pub const fn close() -> Self {
        Self::other(Other::Nothing)
    }

    /// The answer is broken off after so many bytes of its body. One that is not longer stays whole.
    pub const fn cut(after: usize) -> Self {
        Self::own(Harm::Cut(after))
    }

    /// Nothing comes after so many bytes of the answer's body, and the connection stays open. One
    /// that is not longer stays whole.
    pub const fn stall(after: usize) -> Self {
        Self::own(Harm::Stall(after))
    }

    /// The answer has its status and its headers, but an empty body.
    pub const fn lose_body() -> Self {
        Self::own(Harm::Loss)
    }

    /// The answer has its status, its headers and its length, but a body that is neither JSON nor a
    /// video.
    pub const fn garble() -> Self {
        Self::own(Harm::Garbling)
    }

    /// The answer is as it should be, but comes late.
    pub const fn late(delay: Duration) -> Self {
        Self::own(Harm::Nothing).delayed(delay)
    }

    /// The request is handled all the same: a job is accepted, and its answer lost. No matter for
    /// faults that spoil the answer, which are so by nature.
    pub fn once_done(mut self) -> Self {
        if let Answer::Other { is_done, .. } = &mut self.answer {
            *is_done = true;
        }
        self
    }

    /// The answer has this header `Retry-After`, be it well-formed or not.
    ///
    /// # Panics
    ///
    /// The value cannot stand in a header.
    pub fn retry_after(mut self, value: impl AsRef<str>) -> Self {
        let value = value.as_ref();
        let header = HeaderValue::from_str(value);
        self.retry_after = Some(header.unwrap_or_else(|_| panic!("{value:?} cannot stand in a header")));
        self
    }

    /// The answer comes this much later, or the connection is closed then. Time is `tokio`'s.
    pub const fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    const fn other(other: Other) -> Self {
        Self::new(Answer::Other { other, is_done: false })
    }

    const fn own(harm: Harm) -> Self {
        Self::new(Answer::Own(harm))
    }

    const fn new(answer: Answer) -> Self {
        Self { answer, retry_after: None, delay: Duration::ZERO }
    }

    /// What is sent, if anything is, to a request that could have been refused or handled.
    pub(super) async fn answer(
        self,
        refuse: impl FnOnce(StatusCode) -> Reply,
        handle: impl FnOnce() -> Reply,
    ) -> Option<Outgoing> {
        let (harm, reply) = match self.answer {
            Answer::Own(harm) => (harm, Some(handle())),
            Answer::Other { other, is_done } => {
                if is_done {
                    handle();
                }
                (Harm::Nothing, other.reply(refuse))
            }
        };
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        let mut reply = reply?;
        reply.headers_mut().extend(self.retry_after.map(|value| (RETRY_AFTER, value)));
        Some(harm.done_to(reply))
    }
}

impl Other {
    fn reply(self, refuse: impl FnOnce(StatusCode) -> Reply) -> Option<Reply> {
        match self {
            Self::Refusal(status) => Some(refuse(status)),
            Self::Page(status) => {
                let page = format!("<html><head><title>{status}</title></head><body>{status}</body></html>");
                Some(typed(status, "text/html", page))
            }
            Self::Nothing => None,
        }
    }
}

impl Harm {
    fn done_to(self, reply: Reply) -> Outgoing {
        match self {
            Self::Nothing => Outgoing::whole(reply),
            Self::Cut(after) => Outgoing::short(reply, after, End::Broken),
            Self::Stall(after) => Outgoing::short(reply, after, End::Stalled),
            Self::Loss => Outgoing::whole(reply.map(|_| Default::default())),
            Self::Garbling => Outgoing::whole(reply.map(|body| vec![b'<'; body.len()].into())),
        }
    }
}

fn error_status(status: u16) -> StatusCode {
    assert!((400..600).contains(&status), "{status} is no status of an error");
    StatusCode::from_u16(status).expect("it has three digits")
}

type Decide = dyn Fn(&Exchange<'_>) -> Option<Fault> + Send + Sync;

/// Who decides on faults, and the exchanges that have been decided on.
pub(super) struct Faults {
    decide: Box<Decide>,
    seen: Mutex<HashMap<(Operation, Subject), usize>>,
}

/// What exchanges are counted by.
#[derive(PartialEq, Eq, Hash)]
enum Subject {
    ClientRequestId(String),
    Target(String),
}

impl Faults {
    pub fn new(decide: impl Fn(&Exchange<'_>) -> Option<Fault> + Send + Sync + 'static) -> Self {
        Self { decide: Box::new(decide), seen: Mutex::default() }
    }

    /// The fault of the next exchange of this kind; `target` is what it is about.
    pub fn next(&self, operation: Operation, client_request_id: Option<&str>, target: &str) -> Option<Fault> {
        let subject = match client_request_id {
            Some(name) => Subject::ClientRequestId(name.to_owned()),
            None => Subject::Target(target.to_owned()),
        };
        let number = {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            let next = seen.entry((operation, subject)).or_default();
            let number = *next;
            *next += 1;
            number
        };
        (self.decide)(&Exchange { operation, client_request_id, number })
    }
}

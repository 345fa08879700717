//! Faults that a simulator can inject, and the requests for which they are chosen.

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
    response::{HttpResponse, typed},
    wire::{End, Outgoing},
};
use crate::job::ClientRequestId;

/// The kind of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// Submits a job.
    Submit,
    /// Retrieves the state of a job.
    Poll,
    /// Reads the request log.
    Log,
    /// Reads the catalogue.
    Catalogue,
    /// Reads the metrics.
    Metrics,
    /// Downloads the video of a job, or a range of it.
    Video,
}

/// A request that a [`Simulator`](super::Simulator) has received and not yet handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IncomingRequest<'a> {
    /// The kind of the request.
    pub endpoint: Endpoint,
    /// The client request id. A poll or a download has that of its job.
    pub client_request_id: Option<&'a ClientRequestId>,
    /// The number of earlier requests with the same endpoint and the same client request id, or for the
    /// same job if there is none. It does not depend on the order in which concurrent jobs are handled.
    pub number: usize,
}

/// A fault: an error instead of the regular response, or a regular response that is damaged in transit.
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::simulator::Fault;
///
/// // The gateway rejects the request.
/// let busy = Fault::status(429).retry_after("3");
/// // The job is accepted, but its response is lost.
/// let lost = Fault::close().after_processing();
/// // The job is accepted, and the gateway times out a minute later.
/// let late = Fault::status(504).after_processing().delayed(Duration::from_secs(60));
/// # let _ = (busy, lost, late);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Fault {
    kind: Kind,
    retry_after: Option<HeaderValue>,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Kind {
    Replace { replacement: Replacement, is_processed: bool },
    Damage(Damage),
}

/// What is sent instead of the regular response.
#[derive(Clone, Debug)]
enum Replacement {
    Status(StatusCode),
    HtmlPage(StatusCode),
    Nothing,
}

/// What happens to the regular response.
#[derive(Clone, Debug)]
enum Damage {
    None,
    Truncate(usize),
    Stall(usize),
    EmptyBody,
    CorruptBody,
}

impl Fault {
    /// The gateway responds with an error status and a JSON error. The request is not processed.
    ///
    /// # Panics
    ///
    /// The status is not between 400 and 599.
    pub fn status(status: u16) -> Self {
        Self::replace(Replacement::Status(error_status(status)))
    }

    /// A proxy responds with an error status and an HTML page. The request is not processed.
    ///
    /// # Panics
    ///
    /// The status is not between 400 and 599.
    pub fn html_page(status: u16) -> Self {
        Self::replace(Replacement::HtmlPage(error_status(status)))
    }

    /// The connection is closed without a response. The request is not processed.
    pub const fn close() -> Self {
        Self::replace(Replacement::Nothing)
    }

    /// The connection is closed after this number of bytes of the response body. A shorter body is sent completely.
    pub const fn truncate(after: usize) -> Self {
        Self::damage(Damage::Truncate(after))
    }

    /// Nothing is sent after this number of bytes of the response body, and the connection stays open. A
    /// shorter body is sent completely.
    pub const fn stall(after: usize) -> Self {
        Self::damage(Damage::Stall(after))
    }

    /// The response has its status and headers, but an empty body.
    pub const fn empty_body() -> Self {
        Self::damage(Damage::EmptyBody)
    }

    /// The response has its status, headers and length, but its body is neither JSON nor a video.
    pub const fn corrupt_body() -> Self {
        Self::damage(Damage::CorruptBody)
    }

    /// The regular response is sent after a delay.
    pub const fn late(delay: Duration) -> Self {
        Self::damage(Damage::None).delayed(delay)
    }

    /// The request is processed before the fault occurs: a job is accepted, but its response is lost. A
    /// request whose response is damaged is always processed.
    pub fn after_processing(mut self) -> Self {
        if let Kind::Replace { is_processed, .. } = &mut self.kind {
            *is_processed = true;
        }
        self
    }

    /// Adds the header `Retry-After`, whose value may be malformed.
    ///
    /// # Panics
    ///
    /// The value is not a valid header value.
    pub fn retry_after(mut self, value: impl AsRef<str>) -> Self {
        let value = value.as_ref();
        let header = HeaderValue::from_str(value);
        self.retry_after = Some(header.unwrap_or_else(|_| panic!("{value:?} is not a valid header value")));
        self
    }

    /// Delays the response, or the end of the connection, by a time on `tokio`'s clock.
    pub const fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    const fn replace(replacement: Replacement) -> Self {
        Self::new(Kind::Replace { replacement, is_processed: false })
    }

    const fn damage(damage: Damage) -> Self {
        Self::new(Kind::Damage(damage))
    }

    const fn new(kind: Kind) -> Self {
        Self { kind, retry_after: None, delay: Duration::ZERO }
    }

    /// The response to send, if any. `reject` creates an error response, and `process` handles the request.
    pub(super) async fn respond(
        self,
        reject: impl FnOnce(StatusCode) -> HttpResponse,
        process: impl FnOnce() -> HttpResponse,
    ) -> Option<Outgoing> {
        let (damage, response) = match self.kind {
            Kind::Damage(damage) => (damage, Some(process())),
            Kind::Replace { replacement, is_processed } => {
                if is_processed {
                    process();
                }
                (Damage::None, replacement.response(reject))
            }
        };
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        let mut response = response?;
        response.headers_mut().extend(self.retry_after.map(|value| (RETRY_AFTER, value)));
        Some(damage.apply(response))
    }
}

impl Replacement {
    fn response(self, reject: impl FnOnce(StatusCode) -> HttpResponse) -> Option<HttpResponse> {
        match self {
            Self::Status(status) => Some(reject(status)),
            Self::HtmlPage(status) => {
                let page = format!("<html><head><title>{status}</title></head><body>{status}</body></html>");
                Some(typed(status, "text/html", page))
            }
            Self::Nothing => None,
        }
    }
}

impl Damage {
    fn apply(self, response: HttpResponse) -> Outgoing {
        match self {
            Self::None => Outgoing::whole(response),
            Self::Truncate(after) => Outgoing::partial(response, after, End::Closed),
            Self::Stall(after) => Outgoing::partial(response, after, End::Stalled),
            Self::EmptyBody => Outgoing::whole(response.map(|_| Default::default())),
            Self::CorruptBody => Outgoing::whole(response.map(|body| vec![b'<'; body.len()].into())),
        }
    }
}

fn error_status(status: u16) -> StatusCode {
    assert!((400..600).contains(&status), "{status} is not an error status");
    StatusCode::from_u16(status).expect("it has three digits")
}

type Choose = dyn Fn(&IncomingRequest<'_>) -> Option<Fault> + Send + Sync;

/// The callback that chooses faults, and the number of requests it was called for.
pub(super) struct Faults {
    choose: Box<Choose>,
    seen: Mutex<HashMap<(Endpoint, Subject), usize>>,
}

/// What requests are counted by.
#[derive(PartialEq, Eq, Hash)]
enum Subject {
    ClientRequestId(ClientRequestId),
    Target(String),
}

impl Faults {
    pub fn new(choose: impl Fn(&IncomingRequest<'_>) -> Option<Fault> + Send + Sync + 'static) -> Self {
        Self { choose: Box::new(choose), seen: Mutex::default() }
    }

    /// The fault for the next request of this kind, which concerns `target`.
    pub fn next(
        &self,
        endpoint: Endpoint,
        client_request_id: Option<&ClientRequestId>,
        target: &str,
    ) -> Option<Fault> {
        let subject = match client_request_id {
            Some(id) => Subject::ClientRequestId(id.clone()),
            None => Subject::Target(target.to_owned()),
        };
        let number = {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            let next = seen.entry((endpoint, subject)).or_default();
            let number = *next;
            *next += 1;
            number
        };
        (self.choose)(&IncomingRequest { endpoint, client_request_id, number })
    }
}

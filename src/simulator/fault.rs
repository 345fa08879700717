//! Faults that a simulator can inject.

use std::time::Duration;

use hyper::{
    StatusCode,
    header::{HeaderValue, RETRY_AFTER},
};
use serde_json::{Value, json};

use super::{
    response::{ErrorResponse, HttpResponse, OUT_OF_CREDITS, typed},
    wire::{End, Outgoing},
};

/// A fault: an error instead of the regular response, a regular response that is damaged in transit, or a job that
/// fails or is slow.
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::simulator::Fault;
///
/// // The job ends with an error.
/// let failed = Fault::failed_job("Could not detect face in the image");
/// // The job takes 20 minutes.
/// let slow = Fault::slow_job(Duration::from_secs(20 * 60));
/// // The gateway rejects the request.
/// let credits = Fault::out_of_credits();
/// let invalid = Fault::status(400).message("Body validation error /prompt: is not allowed");
/// let busy = Fault::status(429).retry_after("3");
/// // The job is accepted, but its response is lost.
/// let lost = Fault::lost_response();
/// // The job is accepted, and the gateway times out a minute later.
/// let late = Fault::status(504).after_processing().delayed(Duration::from_secs(60));
/// # let _ = (failed, slow, credits, invalid, busy, lost, late);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Fault {
    kind: Kind,
    retry_after: Option<HeaderValue>,
    message: Option<String>,
    delay: Duration,
    job: JobFault,
}

/// What is wrong with the job that a request submits or concerns.
#[derive(Clone, Debug, Default)]
pub(super) struct JobFault {
    /// The error with which it ends.
    pub error: Option<Value>,
    /// The time from its submission to its end.
    pub duration: Option<Duration>,
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
    /// The job that is submitted or polled ends with an error, instead of a video. The error is a text, from which
    /// the usual `{ "name": …, "message": … }` is made, or any other JSON value as the service would send it.
    ///
    /// A request that concerns no job is processed normally.
    pub fn failed_job(error: impl Into<Value>) -> Self {
        let error = match error.into() {
            Value::String(message) => json!({ "name": "GenerationError", "message": message }),
            other => other,
        };
        Self { job: JobFault { error: Some(error), duration: None }, ..Self::damage(Damage::None) }
    }

    /// The job that is submitted or polled takes this time from its submission to its end, whatever the
    /// [timeline](super::SimulatorBuilder::timeline) says.
    ///
    /// A request that concerns no job is processed normally.
    pub fn slow_job(duration: Duration) -> Self {
        Self { job: JobFault { error: None, duration: Some(duration) }, ..Self::damage(Damage::None) }
    }

    /// The gateway rejects the request because the account does not have enough credits (403). See also
    /// [`balance`](super::SimulatorBuilder::balance).
    pub fn out_of_credits() -> Self {
        Self::status(403).message(OUT_OF_CREDITS)
    }

    /// The request is processed, and the connection is closed without a response: after a submission, the job is
    /// accepted, and the client does not receive its id.
    pub fn lost_response() -> Self {
        Self::close().after_processing()
    }

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

    /// Sets the message of the JSON error of [`status`](Self::status); the name of the status by default.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
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
        let job = JobFault { error: None, duration: None };
        Self { kind, retry_after: None, message: None, delay: Duration::ZERO, job }
    }

    /// The response to send, if any. `reject` creates an error response, and `process` handles the request.
    pub(super) async fn respond(
        self,
        reject: impl FnOnce(ErrorResponse) -> HttpResponse,
        process: impl FnOnce(JobFault) -> HttpResponse,
    ) -> Option<Outgoing> {
        let (damage, response) = match self.kind {
            Kind::Damage(damage) => (damage, Some(process(self.job))),
            Kind::Replace { replacement, is_processed } => {
                if is_processed {
                    process(self.job);
                }
                (Damage::None, replacement.response(self.message, reject))
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
    fn response(
        self,
        message: Option<String>,
        reject: impl FnOnce(ErrorResponse) -> HttpResponse,
    ) -> Option<HttpResponse> {
        match self {
            Self::Status(status) => {
                let name = || status.canonical_reason().unwrap_or("Unknown error").to_owned();
                Some(reject((status, message.unwrap_or_else(name))))
            }
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

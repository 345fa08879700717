//! What a fault is: a refused connection, or an exchange that differs from what the service does.

use std::time::Duration;

use super::service::{self, ServiceResponse};
use crate::support::host::{Reads, RecordedRequest, Responder, ScriptedResponse};

/// Time between two bytes of a drip.
const DRIP: Duration = Duration::from_secs(7);

#[derive(Clone)]
pub struct InjectedFault {
    pub name: String,
    pub kind: FaultKind,
    /// Seconds that the response's `Retry-After` asks for, where it is valid.
    pub retry_after: Option<u64>,
}

/// How often a host injects its fault before it behaves as the service does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Once,
    Always,
}

#[derive(Clone)]
pub enum FaultKind {
    ConnectionRefused,
    Exchange(FaultyExchange),
}

/// The default is what the service does.
#[derive(Clone)]
pub struct FaultyExchange {
    pub reads: Reads,
    pub response: Option<FaultyResponse>,
    pub end: FaultEnd,
}

impl Default for FaultyExchange {
    fn default() -> Self {
        Self { reads: Reads::Everything, response: Some(FaultyResponse::default()), end: FaultEnd::Close }
    }
}

#[derive(Clone, Copy)]
pub enum FaultEnd {
    Close,
    Reset,
    /// The connection stays open, and nothing more is sent.
    Stall,
    /// The rest is sent one byte at a time, and would take longer than any timeout.
    Drip,
}

/// A response, as far as it differs from the service's.
#[derive(Clone, Default)]
pub struct FaultyResponse {
    pub status: Option<u16>,
    pub headers: Vec<(&'static str, String)>,
    pub body: FaultyBody,
    pub cut: Cut,
    /// The end of the connection is the end of the body.
    pub omits_length: bool,
}

#[derive(Clone, Default)]
pub enum FaultyBody {
    #[default]
    Unchanged,
    /// Other bytes, and the id that can be decoded from them.
    Other(Vec<u8>, Option<&'static str>),
    /// More than a client should accept.
    TooLong { is_id_first: bool },
}

/// Where the response breaks off.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Cut {
    #[default]
    Nowhere,
    InHead,
    AfterHead,
    BeforeId,
    HalfOfBody,
}

impl FaultyResponse {
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The service's response with these changes.
    fn apply(&self, mut response: ServiceResponse, request: &RecordedRequest) -> ServiceResponse {
        if let Some(body) = service::faulty_body(&self.body, request) {
            response.body = body;
        }
        response.status = self.status.unwrap_or(response.status);
        response.headers.retain(|(name, _)| self.headers.iter().all(|(other, _)| name != other));
        response.headers.extend(self.headers.iter().cloned());
        response
    }
}

impl FaultyExchange {
    /// This exchange as a host plays it. The service says that the video is at `video_url`.
    pub fn responder(&self, video_url: &str) -> Responder {
        match self.response.clone() {
            None => {
                let response = ScriptedResponse::none().reads(self.reads);
                Responder::Fixed(end(response, self.end, &[]))
            }
            Some(faulty) => {
                let (video_url, at_end) = (video_url.to_owned(), self.end);
                Responder::computed(move |request| {
                    let response = faulty.apply(service::response(request, &video_url), request);
                    let scripted = response.scripted(faulty.omits_length);
                    let head = scripted.head();
                    let at = match faulty.cut {
                        Cut::Nowhere => head.len() + response.body.len(),
                        Cut::InHead => head.len() / 2,
                        Cut::AfterHead => head.len(),
                        Cut::BeforeId => head.len() + 12,
                        Cut::HalfOfBody => head.len() + response.body.len() / 2,
                    };
                    let bytes = [head, response.body].concat();
                    let (sent, rest) = bytes.split_at(at);
                    end(ScriptedResponse::raw(response.status).send(sent), at_end, rest)
                })
            }
        }
    }
}

fn end(response: ScriptedResponse, end: FaultEnd, rest: &[u8]) -> ScriptedResponse {
    match end {
        FaultEnd::Close => response,
        FaultEnd::Reset => response.reset(),
        FaultEnd::Stall => response.stall(),
        FaultEnd::Drip => response.drip(rest, DRIP),
    }
}

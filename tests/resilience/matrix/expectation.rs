//! What a fault means for each call.

use serde_json::Value;

use super::{
    call::{Call, DEADLINE, DOWNLOAD_TOLERANCE, INTERVAL, MAX_REDIRECTS, SUBMIT_ATTEMPTS, TOLERANCE},
    fault::{Cut, FaultKind, FaultyBody, FaultyExchange, FaultyResponse, InjectedFault},
    service::ID,
};

/// Seconds that the client waits at most before it submits or downloads again.
const MAX_RETRY_AFTER: u64 = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// The call succeeds all the same.
    Success,
    /// The call succeeds once the fault is gone, and fails after so many attempts otherwise.
    Retried { attempts: usize },
    /// The call fails at once.
    Failure,
}

impl InjectedFault {
    pub fn expectation(&self, call: Call) -> Expectation {
        match call {
            Call::Submit => self.of_submit(),
            Call::Retrieve if self.is_object() => Expectation::Success,
            Call::Retrieve => Expectation::Failure,
            Call::Wait => self.of_wait(),
            Call::Download => self.of_download(),
        }
    }

    fn of_submit(&self) -> Expectation {
        let may_repeat = !self.is_connected() || self.status() == Some(429);
        match self.id() {
            Some(_) => Expectation::Success,
            None if may_repeat && !self.is_delayed_for_too_long() => {
                Expectation::Retried { attempts: SUBMIT_ATTEMPTS }
            }
            None => Expectation::Failure,
        }
    }

    /// Whether the host requests a longer delay than a submission or a download waits for.
    fn is_delayed_for_too_long(&self) -> bool {
        self.retry_after.is_some_and(|seconds| seconds > MAX_RETRY_AFTER)
    }

    fn of_wait(&self) -> Expectation {
        if self.retry_after.is_some_and(|seconds| seconds > DEADLINE.as_secs()) {
            return Expectation::Failure;
        }
        match self.status() {
            // A status that is not final is polled again until the deadline.
            _ if self.is_object() => {
                Expectation::Retried { attempts: (DEADLINE.as_secs() / INTERVAL.as_secs()) as usize }
            }
            Some(400 | 422) => Expectation::Failure,
            _ => Expectation::Retried { attempts: TOLERANCE as usize + 1 },
        }
    }

    fn of_download(&self) -> Expectation {
        if self.is_delayed_for_too_long() {
            return Expectation::Failure;
        }
        let is_broken = self.response().is_none_or(|response| response.cut != Cut::Nowhere);
        if self.retry_after.is_some_and(|seconds| seconds > MAX_RETRY_AFTER) {
            return Expectation::Failure;
        }
        match self.status() {
            None | Some(408 | 429 | 500..) => Expectation::Retried { attempts: DOWNLOAD_TOLERANCE + 1 },
            Some(200) if is_broken => Expectation::Retried { attempts: DOWNLOAD_TOLERANCE + 1 },
            Some(302) => Expectation::Retried { attempts: MAX_REDIRECTS + 1 },
            Some(303 | 307 | 308) => Expectation::Success,
            // The URL may have expired: the job is asked for a new one, once.
            Some(400 | 401 | 403 | 404 | 410) => Expectation::Retried { attempts: 2 },
            Some(_) => Expectation::Failure,
        }
    }

    /// Whether a submission may have been accepted, as far as the client can know.
    pub fn may_be_accepted(&self) -> bool {
        self.is_connected() && matches!(self.status(), None | Some(200 | 300..400 | 408 | 409 | 500..))
    }

    /// The id of the job in a success, from its body or else from its headers.
    pub fn id(&self) -> Option<&str> {
        let in_body = || self.response()?.id_in_body();
        (self.status() == Some(200)).then(|| in_body().or(self.id_in_header()))?
    }

    /// Every id that arrives.
    pub fn ids(&self) -> Vec<&str> {
        let in_body = self.status().and_then(|_| self.response()?.id_in_body());
        in_body.into_iter().chain(self.id_in_header()).collect()
    }

    pub fn is_connected(&self) -> bool {
        !matches!(self.kind, FaultKind::ConnectionRefused)
    }

    /// The status that arrives.
    pub fn status(&self) -> Option<u16> {
        let response = self.response().filter(|response| response.cut != Cut::InHead)?;
        Some(response.status.unwrap_or(200))
    }

    /// Whether it is a success with a complete JSON object that names no other job.
    fn is_object(&self) -> bool {
        let body = match self.response().map(|response| &response.body) {
            Some(FaultyBody::Other(bytes, _)) => serde_json::from_slice(bytes).unwrap_or_default(),
            _ => Value::Null,
        };
        let names_other = match &body["id"] {
            Value::Number(id) => id.is_u64(),
            Value::String(id) => !id.is_empty() && id != ID,
            _ => false,
        };
        self.status() == Some(200) && body.is_object() && !names_other
    }

    fn id_in_header(&self) -> Option<&str> {
        self.status()?;
        let mut headers = self.response()?.headers.iter();
        headers.find(|(name, _)| *name == "x-inference-id").map(|(_, value)| value.as_str())
    }

    fn response(&self) -> Option<&FaultyResponse> {
        match &self.kind {
            FaultKind::Exchange(FaultyExchange { response, .. }) => response.as_ref(),
            FaultKind::ConnectionRefused => None,
        }
    }
}

impl FaultyResponse {
    fn id_in_body(&self) -> Option<&'static str> {
        match self.body {
            FaultyBody::Unchanged => (self.cut == Cut::HalfOfBody).then_some(ID),
            FaultyBody::Other(_, id) => id,
            FaultyBody::TooLong { is_id_first } => is_id_first.then_some(ID),
        }
    }
}

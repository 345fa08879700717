//! What must hold in every case.

use super::{
    call::{CLIENT_REQUEST_ID, Call},
    case::Case,
    expectation::Expectation,
    fault::Times,
    service,
};
use crate::support::{KEY, printed};

impl Case<'_> {
    /// The rules that do not hold.
    pub fn broken_rules(&self) -> Vec<String> {
        let rules = [
            ("the call succeeds or fails as expected of the fault", self.has_expected_outcome()),
            ("the host receives as many requests as expected of the fault", self.has_expected_requests()),
            ("`Retry-After` is honored", self.honors_retry_after()),
            ("a submission that was read is sent again after 429 only", self.is_submitted_once()),
            (
                "an unknown outcome of a submission is reported, with its client request id, and no other outcome is",
                self.reports_unknown_submission(),
            ),
            ("no id is lost", self.keeps_ids()),
            ("a complete video has its final name, and no other file has", self.names_complete_video()),
            (
                "only a part that can be resumed remains, and the error names it",
                self.keeps_only_resumable_part(),
            ),
            ("only a download follows redirects", self.follows_redirects_of_video_only()),
            (
                "the key is in the authorization of requests to the gateway, and in no other place",
                self.sends_key_to_gateway_only(),
            ),
            ("the key is in nothing that is printed", self.prints_no_key()),
        ];
        let Self { call, fault, times, .. } = self;
        let broken = rules.into_iter().filter(|(_, holds)| !holds);
        broken.map(|(rule, _)| format!("{call}, {}, {times:?}: {rule}", fault.name)).collect()
    }

    fn has_expected_outcome(&self) -> bool {
        let is_success = match self.fault.expectation(self.call) {
            Expectation::Success => true,
            Expectation::Retried { .. } => self.times == Times::Once,
            Expectation::Failure => false,
        };
        self.outcome.is_ok() == is_success
    }

    fn has_expected_requests(&self) -> bool {
        let attempts = match (self.fault.expectation(self.call), self.times) {
            (Expectation::Success | Expectation::Failure, _) => 1,
            (Expectation::Retried { .. }, Times::Once) => 2,
            (Expectation::Retried { attempts }, Times::Always) => attempts,
        };
        let unseen = match (self.fault.is_connected(), self.times) {
            (true, _) => 0,
            (false, Times::Once) => 1,
            (false, Times::Always) => attempts,
        };
        self.requests.len() == attempts - unseen
    }

    fn honors_retry_after(&self) -> bool {
        let pauses = self.requests.len().saturating_sub(1) as u64;
        let pause = self.fault.retry_after.unwrap_or_default();
        self.seconds >= pause * pauses
    }

    fn is_submitted_once(&self) -> bool {
        let mut creates = self.requests.iter().filter(|request| request.method() == "POST").rev();
        creates.next();
        creates.all(|request| !request.is_complete || request.response_status == Some(429))
    }

    fn reports_unknown_submission(&self) -> bool {
        let Err(error) = &self.outcome else { return true };
        let is_submission = self.call == Call::Submit;
        let is_unknown = is_submission && self.fault.may_be_accepted();
        error.is_submission_unknown() == is_unknown
            && error.to_string().contains(CLIENT_REQUEST_ID) == is_unknown
            && error.client_request_id().map(|id| id.as_str()) == is_submission.then_some(CLIENT_REQUEST_ID)
    }

    fn keeps_ids(&self) -> bool {
        // A submission that was sent again has another id.
        if self.call != Call::Submit || self.outcome.is_ok() && self.requests.len() > 1 {
            return true;
        }
        let kept = match &self.outcome {
            Ok((_, ids)) => ids.iter().map(String::as_str).collect(),
            Err(error) => [error.generation_id(), error.inference_id(), error.body()]
                .map(Option::unwrap_or_default)
                .to_vec(),
        };
        self.fault.ids().iter().all(|id| kept.iter().any(|kept| kept.contains(id)))
    }

    fn names_complete_video(&self) -> bool {
        let is_complete = self.call == Call::Download && self.outcome.is_ok();
        let video = self.files().remove("1.mp4");
        video == is_complete.then(service::video)
    }

    /// A part can be resumed with its record, and if it is the beginning of the video.
    fn keeps_only_resumable_part(&self) -> bool {
        let mut files = self.files();
        files.remove("1.mp4");
        let part = files.remove("1.mp4.part");
        let has_record = files.remove("1.mp4.part.json").is_some();
        let kept = self.outcome.as_ref().err().and_then(|error| kept_bytes(&error.to_string()));
        let is_beginning = part.as_ref().is_none_or(|part| service::video().starts_with(part));
        files.is_empty()
            && is_beginning
            && has_record == kept.is_some()
            && part.map(|part| part.len()).filter(|bytes| *bytes > 0) == kept
    }

    fn follows_redirects_of_video_only(&self) -> bool {
        let is_redirect = matches!(self.fault.status(), Some(303 | 307 | 308));
        let requests = usize::from(is_redirect && self.call == Call::Download);
        self.requests_elsewhere.len() == requests
            && self.requests_elsewhere.iter().all(|request| request.is_complete)
    }

    fn sends_key_to_gateway_only(&self) -> bool {
        let key = (self.call != Call::Download).then(|| format!("Bearer {KEY}"));
        // What was not read cannot be checked.
        let mut complete = self.requests.iter().filter(|request| request.is_complete);
        let is_in_place = complete.all(|request| {
            request.header("authorization") == key.as_deref()
                && request.head.matches(KEY).count() == usize::from(key.is_some())
        });
        is_in_place
            && self
                .requests_elsewhere
                .iter()
                .all(|request| !request.head.to_lowercase().contains("authorization"))
    }

    fn prints_no_key(&self) -> bool {
        let printed = match &self.outcome {
            Ok((text, ids)) => format!("{text} {ids:?}"),
            Err(error) => printed(error),
        };
        !printed.contains(KEY)
    }
}

/// The bytes that an error reports as kept on disk.
fn kept_bytes(text: &str) -> Option<usize> {
    let (text, _) = text.split_once(" bytes are kept in ")?;
    text.rsplit(' ').next()?.parse().ok()
}

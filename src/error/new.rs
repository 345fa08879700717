//! Constructors of errors.

use std::{error::Error as StdError, path::Path, time::Duration};

use reqwest::StatusCode;

use super::{
    Error, Inner,
    kind::{DecodeProblem, Kind, StatusError, WaitStats},
};
use crate::{
    job::{ClientRequestId, Generation, InvalidClientRequestId, Job, ResponseIds},
    model::Target,
    request::Violations,
};

impl Error {
    fn new(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            job: None,
            client_request_id: None,
            ids: ResponseIds::default(),
            possible_jobs: Vec::new(),
            wait: None,
            partial_file: None,
            transient_download: false,
            source: None,
        }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(Kind::Configuration(message.into()))
    }

    pub(crate) fn invalid(violations: Violations) -> Self {
        Self::new(Kind::Invalid(violations))
    }

    pub(crate) fn media(message: impl Into<String>) -> Self {
        Self::new(Kind::Media(message.into()))
    }

    /// The URL is removed from the source, because a signed URL is a secret.
    pub(crate) fn transport(action: &'static str, source: reqwest::Error) -> Self {
        let (timed_out, not_sent) = (source.is_timeout(), source.is_connect());
        Self::new(Kind::Transport { action, timed_out, not_sent, received: String::new() })
            .with_source(source.without_url())
    }

    pub(crate) fn status_error(error: StatusError) -> Self {
        Self::new(Kind::Status(error))
    }

    pub(crate) fn decode(
        action: &'static str,
        status: StatusCode,
        request_id: Option<String>,
        problem: DecodeProblem,
        body: String,
    ) -> Self {
        Self::new(Kind::Decode { action, status, request_id, problem, body })
    }

    pub(crate) fn failed(generation: Generation) -> Self {
        Self::new(Kind::Failed(generation.into()))
    }

    pub(crate) fn no_video(generation: Generation) -> Self {
        Self::new(Kind::NoVideo(generation.into()))
    }

    pub(crate) fn deadline(time: Duration) -> Self {
        Self::new(Kind::Deadline(time))
    }

    /// A timeout of this crate, rather than of `reqwest`.
    pub(crate) fn timed_out(action: &'static str) -> Self {
        Self::new(Kind::Transport { action, timed_out: true, not_sent: false, received: String::new() })
    }

    pub(crate) fn with_received(mut self, text: String) -> Self {
        if let Kind::Transport { received, .. } = &mut self.0.kind {
            *received = text;
        }
        self
    }

    pub(crate) fn download(message: impl Into<String>) -> Self {
        Self::new(Kind::Download(message.into()))
    }

    pub(crate) fn output_exists(path: &Path) -> Self {
        Self::new(Kind::OutputExists(path.to_owned()))
    }

    pub(crate) fn store(id: &ClientRequestId, source: Box<dyn StdError + Send + Sync>) -> Self {
        Self::new(Kind::Store(format!("the record {id} cannot be saved: {source}"))).with_source(source)
    }

    #[cfg(feature = "ledger")]
    pub(crate) fn ledger(message: impl Into<String>) -> Self {
        Self::new(Kind::Store(message.into()))
    }

    pub(crate) fn revision_conflict(id: &ClientRequestId) -> Self {
        Self::new(Kind::Store(format!("the record {id} was changed by another worker")))
    }

    pub(crate) fn into_transient_download(mut self) -> Self {
        self.0.transient_download = true;
        self
    }

    pub(crate) fn with_partial_file(mut self, bytes: u64, part: &Path) -> Self {
        self.0.partial_file = Some((bytes, part.to_owned()));
        self
    }

    /// The ids in the response that is the reason of the error.
    pub(crate) fn with_ids(mut self, ids: ResponseIds) -> Self {
        self.0.ids = ids;
        self
    }

    /// The job that the failed call was about.
    pub(crate) fn with_job(mut self, job: &Job) -> Self {
        self.0.job = Some(job.clone());
        self
    }

    /// Makes this an error of a submission.
    pub(crate) fn with_submission(mut self, id: &ClientRequestId, target: &Target) -> Self {
        self.0.client_request_id = Some(id.clone());
        if self.is_submission_unknown() {
            self.0.possible_jobs =
                self.0.ids.iter().map(|generation| Job::submitted(generation, target, id)).collect();
        }
        self
    }

    pub(crate) fn with_wait(mut self, wait: WaitStats) -> Self {
        self.0.wait = Some(wait);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }
}

impl From<InvalidClientRequestId> for Error {
    fn from(error: InvalidClientRequestId) -> Self {
        Self::configuration(error.to_string())
    }
}

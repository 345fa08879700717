//! The one error type of the crate.

mod display;
mod error_kind;
mod excerpt;
mod kind;
mod new;

pub(crate) use kind::{DecodeProblem, StatusError, WaitStats, is_transient_status};

pub use error_kind::ErrorKind;

use std::{error::Error as StdError, path::PathBuf, time::Duration};

use reqwest::StatusCode;

use crate::{
    job::{ClientRequestId, Generation, Job, ResponseIds},
    request::Violations,
};
use kind::{Kind, excludes_acceptance};

/// An error, with everything that is known about the job it concerns.
///
/// [`kind`](Self::kind) and the predicates (`is_…`) distinguish the kinds of errors; the accessors return what the
/// service responded. Neither the text nor the `Debug` output ever contains the API key.
///
/// ```
/// # async fn doc(client: aimlapi_kling::Client, job: aimlapi_kling::Job) {
/// match client.wait(&job).await {
///     Ok(video) => println!("{}", video.url()),
///     Err(error) if error.is_generation_failed() => eprintln!("not charged: {error}"),
///     Err(error) if error.is_deadline_exceeded() => eprintln!("still running: {error}"),
///     Err(error) => eprintln!("{error}"),
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    /// The job, if this is an error about a submitted one.
    job: Option<Job>,
    /// The ids in the response that is the reason of the error.
    ids: ResponseIds,
    /// The jobs that a submission may have created, if that is unknown.
    possible_jobs: Vec<Job>,
    /// The client request id, if this is an error of a submission.
    client_request_id: Option<ClientRequestId>,
    /// How long the job was waited for, if this is an error of waiting.
    wait: Option<WaitStats>,
    /// The bytes and the path of the partial file that a failed download left, which the next download
    /// resumes.
    partial_file: Option<(u64, PathBuf)>,
    /// Whether a download failed with a transient error, and was not retried any more.
    transient_download: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// A short name of the kind, for events and records.
    pub(crate) fn kind_name(&self) -> &'static str {
        match &self.0.kind {
            Kind::Configuration(_) => "configuration",
            Kind::Invalid(_) | Kind::Media(_) => "invalid request",
            Kind::Transport { not_sent: true, .. } => "no connection",
            Kind::Transport { timed_out: true, .. } => "timeout",
            Kind::Transport { .. } => "broken connection",
            Kind::Status(_) => "error status",
            Kind::Decode { .. } => "decode",
            Kind::Failed(_) => "generation failed",
            Kind::NoVideo(_) => "no video",
            Kind::Deadline(_) => "deadline exceeded",
            Kind::Store(_) => "store",
            Kind::OutputExists(_) => "output file exists",
            Kind::Download(_) => "download",
        }
    }

    /// The same call may succeed a little later: no connection, no response in time, 408, 425, 429, 5xx, a
    /// response that cannot be decoded or is about another job, or a download that was interrupted or rejected
    /// for such a reason.
    ///
    /// A submission must not be repeated for this reason alone: it may have been accepted. See
    /// [`is_not_accepted`](Self::is_not_accepted).
    pub fn is_transient(&self) -> bool {
        match &self.0.kind {
            Kind::Transport { .. } | Kind::Decode { .. } => true,
            Kind::Status(error) => is_transient_status(error.status),
            Kind::Download(_) => self.0.transient_download,
            _ => false,
        }
    }

    /// The service has certainly not accepted the request, and the same request may succeed later: no
    /// connection was established, or the service answered 429 and named no job.
    pub fn is_not_accepted(&self) -> bool {
        match self.0.kind {
            Kind::Transport { not_sent, .. } => not_sent,
            _ => self.is_rate_limited() && !self.0.ids.names_job(),
        }
    }

    /// Whether another poll cannot have another result: the job failed, or the poll is invalid. Anything else
    /// may be the response of a proxy, of a server that does not know the job yet, or to another request.
    pub(crate) fn ends_waiting(&self) -> bool {
        match self.0.kind {
            Kind::Transport { .. } | Kind::Decode { .. } | Kind::NoVideo(_) => false,
            Kind::Status(_) => self.is_invalid_request(),
            _ => true,
        }
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(&self.0.kind, Kind::Status(error) if error.status == status)
    }

    /// The client or the call is configured incorrectly. Nothing was sent.
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.kind, Kind::Configuration(_))
    }

    /// The API key is missing or invalid (401).
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// The service does not allow the request, most likely because the account does not have enough credits
    /// (403 in the form of the service's errors; the service does not use 402).
    pub fn is_out_of_credits(&self) -> bool {
        self.is_forbidden() && matches!(&self.0.kind, Kind::Status(error) if error.is_of_gateway)
    }

    /// The service, or a proxy in front of it, does not allow the request (403). Only if it
    /// [`is_out_of_credits`](Self::is_out_of_credits), the response is one of the service.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// The job or the endpoint does not exist (404).
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Rate limit: too many requests or too many concurrent jobs (429).
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The request is invalid: [`violations`](Self::violations) were found or a file cannot be used, and
    /// nothing was sent, or the service rejected the request (400 or 422).
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, Kind::Invalid(_) | Kind::Media(_))
            || self.has_status(StatusCode::BAD_REQUEST)
            || self.has_status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// The service, or a proxy in front of it, failed (5xx).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// No response arrived within the timeout.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Transport { timed_out: true, .. })
    }

    /// The deadline of the [`WaitPolicy`](crate::WaitPolicy) passed. The job continues: wait for it again.
    /// If the last poll failed, its error is the source of this error.
    pub fn is_deadline_exceeded(&self) -> bool {
        matches!(self.0.kind, Kind::Deadline(_))
    }

    /// It is unknown whether the service has accepted the submission, so submitting again may be charged
    /// twice. Look up the [`client_request_id`](Self::client_request_id) with
    /// [`Client::find_submission`](crate::Client::find_submission), and retrieve the
    /// [`possible_jobs`](Self::possible_jobs).
    ///
    /// That is so unless the request was not sent, or was rejected with a status that excludes that it was
    /// accepted (such as 400, 401, 403, 404, 413, 422 and 429) and with a response that names no job.
    pub fn is_submission_unknown(&self) -> bool {
        let may_be_accepted = match &self.0.kind {
            Kind::Transport { not_sent, .. } => !not_sent,
            Kind::Status(error) => !excludes_acceptance(error.status) || self.0.ids.names_job(),
            Kind::Decode { .. } => true,
            _ => false,
        };
        may_be_accepted && self.0.client_request_id.is_some()
    }

    /// The job ended without a video. The service does not charge for it.
    pub fn is_generation_failed(&self) -> bool {
        matches!(self.0.kind, Kind::Failed(_))
    }

    /// No complete response was received: the connection failed or was interrupted, or a timeout expired.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport { .. })
    }

    /// The service responded with success, but the body cannot be decoded, is about another job, or names no
    /// video of a completed one.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode { .. } | Kind::NoVideo(_))
    }

    /// The video could not be downloaded or written to disk. The job and its video are not affected.
    pub fn is_download(&self) -> bool {
        matches!(self.0.kind, Kind::OutputExists(_) | Kind::Download(_))
    }

    /// The output file exists, and is not replaced without
    /// [`OutputFile::overwrite`](crate::OutputFile::overwrite). It is one of the errors of
    /// [`is_download`](Self::is_download).
    pub fn is_output_exists(&self) -> bool {
        matches!(self.0.kind, Kind::OutputExists(_))
    }

    /// A record of a job could not be stored or read. See [`ledger`](crate::ledger).
    pub fn is_store(&self) -> bool {
        matches!(self.0.kind, Kind::Store(_))
    }

    /// The violations of an invalid request that was not sent.
    pub fn violations(&self) -> Option<&Violations> {
        match &self.0.kind {
            Kind::Invalid(violations) => Some(violations),
            _ => None,
        }
    }

    /// The HTTP status, if a response was received.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0.kind {
            Kind::Status(error) => Some(error.status),
            Kind::Decode { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The id of the request in the service's logs.
    pub fn request_id(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(error) => error.request_id.as_deref(),
            Kind::Decode { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// The inference id from the response headers. For a submission it is the generation id, in case the
    /// submission was accepted after all.
    pub fn inference_id(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(error) => error.inference_id.as_deref(),
            Kind::Decode { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// The message of the service: why a request was rejected, or why the job failed.
    pub fn message(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(error) => error.message.as_deref(),
            Kind::Failed(generation) => generation.error().map(|error| error.message()),
            _ => None,
        }
    }

    /// The body of an error response, or of one that could not be decoded or was interrupted.
    pub fn body(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Transport { received, .. } if !received.is_empty() => Some(received),
            Kind::Status(error) => Some(&error.body),
            Kind::Decode { body, .. } => Some(body),
            _ => None,
        }
    }

    /// The delay that the service requests before the next attempt (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.kind {
            Kind::Status(error) => error.retry_after,
            _ => None,
        }
    }

    /// The client request id, if this is an error of a submission.
    pub fn client_request_id(&self) -> Option<&ClientRequestId> {
        self.0.client_request_id.as_ref()
    }

    /// How long the job was waited for, if this is an error of waiting.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.wait.as_ref().map(|wait| wait.elapsed)
    }

    /// The number of polls, if this is an error of waiting.
    pub fn polls(&self) -> Option<u32> {
        self.0.wait.as_ref().map(|wait| wait.polls)
    }

    /// The job, if this is an error of [`retrieve`](crate::Client::retrieve), [`wait`](crate::Client::wait) or a
    /// download. It is all that is needed to continue.
    pub fn job(&self) -> Option<&Job> {
        self.0.job.as_ref()
    }

    /// The generation id of the [`job`](Self::job), whatever id the response contains.
    pub fn generation_id(&self) -> Option<&str> {
        self.job().map(Job::id)
    }

    /// The jobs that an [unknown](Self::is_submission_unknown) submission may have created: one for each id in
    /// the headers and the body of the response that may be the generation id, the most likely one first.
    /// Retrieving them costs nothing.
    ///
    /// ```
    /// # async fn doc(client: aimlapi_kling::Client, error: aimlapi_kling::Error) {
    /// for job in error.possible_jobs() {
    ///     if client.retrieve(job).await.is_ok() {
    ///         println!("the submission was accepted as {job}");
    ///     }
    /// }
    /// # }
    /// ```
    pub fn possible_jobs(&self) -> &[Job] {
        &self.0.possible_jobs
    }

    /// The last known state of the job.
    pub fn generation(&self) -> Option<&Generation> {
        match &self.0.kind {
            Kind::Failed(generation) | Kind::NoVideo(generation) => Some(generation),
            _ => self.0.wait.as_ref()?.last.as_ref(),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

//! The one error type.

use std::{
    error::Error as StdError,
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use reqwest::StatusCode;

use crate::{ClientRequestId, Generation, Violations};

/// What went wrong, and what is known of the job it went wrong with.
///
/// The predicates (`is_…`) tell the kinds apart; the accessors give what the service said. Neither
/// the text nor the `Debug` form ever holds the API key.
///
/// ```
/// # async fn doc(client: aimlapi_kling::Client, job: aimlapi_kling::Job) {
/// match client.wait(&job).await {
///     Ok(video) => println!("{}", video.url()),
///     Err(error) if error.is_generation_failed() => eprintln!("not charged: {error}"),
///     Err(error) if error.is_deadline_exceeded() => eprintln!("wait for it again: {error}"),
///     Err(error) => eprintln!("{error}"),
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    generation_id: Option<String>,
    /// Under which name a job was submitted, where this is an error of a submission.
    client_request_id: Option<ClientRequestId>,
    /// How waiting went until then, where this is an error of waiting.
    waited: Option<Waited>,
    /// What a failed download has left for the next one: its bytes, and where they are.
    kept_part: Option<(u64, PathBuf)>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

enum Kind {
    Configuration(String),
    /// Refused before anything was sent.
    Invalid(Violations),
    /// An image, audio file or video that cannot go into a request.
    Media(String),
    /// The request could not be sent or its reply not be received.
    Transport {
        what: &'static str,
        timed_out: bool,
        /// No connection was made, so nothing was sent.
        unsent: bool,
        /// What came before the connection broke.
        received: String,
    },
    /// A status outside 2xx.
    Status(Refusal),
    /// A 2xx whose body says nothing that can be used.
    Unreadable {
        what: &'static str,
        status: StatusCode,
        request_id: Option<String>,
        body: String,
    },
    Failed(Box<Generation>),
    NoVideo(Box<Generation>),
    /// The policy's time was up.
    Deadline(Duration),
    /// Writing or receiving the video file.
    Download(String),
}

/// What the gateway, or a proxy before it, said.
pub(crate) struct Refusal {
    pub status: StatusCode,
    pub message: Option<String>,
    pub request_id: Option<String>,
    pub inference_id: Option<String>,
    pub retry_after: Option<Duration>,
    pub body: String,
}

/// What waiting had come to.
pub(crate) struct Waited {
    pub elapsed: Duration,
    pub polls: u32,
    pub last: Option<Generation>,
}

impl Error {
    fn new(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            generation_id: None,
            client_request_id: None,
            waited: None,
            kept_part: None,
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

    /// The address is left out: a signed one is a secret too, and the API's own is known.
    pub(crate) fn transport(what: &'static str, source: reqwest::Error) -> Self {
        let (timed_out, unsent) = (source.is_timeout(), source.is_connect());
        Self::new(Kind::Transport { what, timed_out, unsent, received: String::new() })
            .with_source(source.without_url())
    }

    pub(crate) fn refused(refusal: Refusal) -> Self {
        Self::new(Kind::Status(refusal))
    }

    pub(crate) fn unreadable(
        what: &'static str,
        status: StatusCode,
        request_id: Option<String>,
        body: String,
    ) -> Self {
        Self::new(Kind::Unreadable { what, status, request_id, body })
    }

    pub(crate) fn failed(generation: Generation) -> Self {
        let id = generation.id().to_owned();
        Self::new(Kind::Failed(generation.into())).with_generation_id(id)
    }

    pub(crate) fn no_video(generation: Generation) -> Self {
        let id = generation.id().to_owned();
        Self::new(Kind::NoVideo(generation.into())).with_generation_id(id)
    }

    pub(crate) fn deadline(time: Duration) -> Self {
        Self::new(Kind::Deadline(time))
    }

    /// No reply in the time that this crate gives a request itself.
    pub(crate) fn timed_out(what: &'static str) -> Self {
        Self::new(Kind::Transport { what, timed_out: true, unsent: false, received: String::new() })
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

    pub(crate) fn with_kept_part(mut self, bytes: u64, part: &Path) -> Self {
        self.0.kept_part = Some((bytes, part.to_owned()));
        self
    }

    pub(crate) fn with_generation_id(mut self, id: impl Into<String>) -> Self {
        self.0.generation_id = Some(id.into());
        self
    }

    pub(crate) fn of_submission(mut self, name: &ClientRequestId) -> Self {
        self.0.client_request_id = Some(name.clone());
        self
    }

    pub(crate) fn after(mut self, waited: Waited) -> Self {
        self.0.waited = Some(waited);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What kind of error it is, in a word or two.
    #[cfg(feature = "tracing")]
    pub(crate) fn kind(&self) -> &'static str {
        match &self.0.kind {
            Kind::Configuration(_) => "configuration",
            Kind::Invalid(_) | Kind::Media(_) => "invalid request",
            Kind::Transport { unsent: true, .. } => "no connection",
            Kind::Transport { timed_out: true, .. } => "timeout",
            Kind::Transport { .. } => "broken connection",
            Kind::Status(_) => "refused",
            Kind::Unreadable { .. } => "unreadable reply",
            Kind::Failed(_) => "generation failed",
            Kind::NoVideo(_) => "no video",
            Kind::Deadline(_) => "deadline exceeded",
            Kind::Download(_) => "download",
        }
    }

    /// Whether the same call may succeed a little later: nothing was wrong with the request.
    pub(crate) fn is_transient(&self) -> bool {
        match &self.0.kind {
            Kind::Transport { .. } | Kind::Unreadable { .. } => true,
            Kind::Status(refusal) => {
                refusal.status.is_server_error()
                    || matches!(refusal.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
            }
            _ => false,
        }
    }

    /// Whether the request has certainly not been accepted, and nothing was wrong with it.
    pub(crate) fn is_not_accepted(&self) -> bool {
        self.is_rate_limited() || matches!(self.0.kind, Kind::Transport { unsent: true, .. })
    }

    /// Whether there is nothing left to wait for.
    fn is_end_of_job(&self) -> bool {
        matches!(self.0.kind, Kind::Failed(_) | Kind::NoVideo(_))
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(&self.0.kind, Kind::Status(refusal) if refusal.status == status)
    }

    /// The client was set up wrongly, or a call was; nothing was sent.
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.kind, Kind::Configuration(_))
    }

    /// The service does not accept the API key (401).
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// The account has too few credits (403: the service does not use 402).
    pub fn is_out_of_credits(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// The service knows no such job, or no such address (404).
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Too many requests, or too many jobs at once (429).
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The parameters are wrong: [`violations`](Self::violations) were found or a file cannot be
    /// used before anything was sent, or the service refused them (400 or 422).
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, Kind::Invalid(_) | Kind::Media(_))
            || self.has_status(StatusCode::BAD_REQUEST)
            || self.has_status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// The service, or a proxy before it, failed (5xx).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// A request got no reply in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Transport { timed_out: true, .. })
    }

    /// Waiting was given up, for the policy's time was up. The job goes on: wait for it again. Where
    /// the last poll failed, that is the source of the error.
    pub fn is_deadline_exceeded(&self) -> bool {
        matches!(self.0.kind, Kind::Deadline(_))
    }

    /// A submission of which it is not known whether the service has accepted it: submitting again
    /// may be charged twice. [`client_request_id`](Self::client_request_id) is the name to look for
    /// in the service's log.
    pub fn is_submission_unknown(&self) -> bool {
        let may_be_accepted = match &self.0.kind {
            Kind::Transport { unsent, .. } => !unsent,
            Kind::Status(refusal) => {
                refusal.status.is_server_error()
                    // 303 points to the result of what was done.
                    || matches!(refusal.status, StatusCode::REQUEST_TIMEOUT | StatusCode::SEE_OTHER)
            }
            Kind::Unreadable { .. } => true,
            _ => false,
        };
        may_be_accepted && self.0.client_request_id.is_some()
    }

    /// The job ended without a video. The service does not charge it.
    pub fn is_generation_failed(&self) -> bool {
        matches!(self.0.kind, Kind::Failed(_))
    }

    /// No reply came: the connection failed or broke, or the request timed out.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport { .. })
    }

    /// The service answered with success, but with a body that says nothing usable.
    pub fn is_unreadable(&self) -> bool {
        matches!(self.0.kind, Kind::Unreadable { .. } | Kind::NoVideo(_))
    }

    /// The video could not be received or written to disk. The job and its video are unharmed.
    pub fn is_download(&self) -> bool {
        matches!(self.0.kind, Kind::Download(_))
    }

    /// What is wrong with the request, where it was found before anything was sent.
    pub fn violations(&self) -> Option<&Violations> {
        match &self.0.kind {
            Kind::Invalid(violations) => Some(violations),
            _ => None,
        }
    }

    /// The HTTP status, where a reply came.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0.kind {
            Kind::Status(refusal) => Some(refusal.status),
            Kind::Unreadable { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The id under which the service logged the request.
    pub fn request_id(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(refusal) => refusal.request_id.as_deref(),
            Kind::Unreadable { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// The id that the reply's headers name, beside [`request_id`](Self::request_id). That of a
    /// submission is the job's, should it have been accepted after all.
    pub fn inference_id(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(refusal) => refusal.inference_id.as_deref(),
            Kind::Unreadable { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// What the service said: the gateway's message, or why the job failed.
    pub fn message(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(refusal) => refusal.message.as_deref(),
            Kind::Failed(generation) => generation.error().map(|error| error.message()),
            _ => None,
        }
    }

    /// The reply's body as it came, where it was an error, could not be read or broke off.
    pub fn body(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Transport { received, .. } if !received.is_empty() => Some(received),
            Kind::Status(refusal) => Some(&refusal.body),
            Kind::Unreadable { body, .. } => Some(body),
            _ => None,
        }
    }

    /// How long the service asks to be left alone, where it says so (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.kind {
            Kind::Status(refusal) => refusal.retry_after,
            _ => None,
        }
    }

    /// The name under which a job was submitted, where this is an error of a submission.
    pub fn client_request_id(&self) -> Option<&ClientRequestId> {
        self.0.client_request_id.as_ref()
    }

    /// How long the job was waited for, where this is an error of waiting.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.waited.as_ref().map(|waited| waited.elapsed)
    }

    /// How often the job was asked for, where this is an error of waiting.
    pub fn polls(&self) -> Option<u32> {
        self.0.waited.as_ref().map(|waited| waited.polls)
    }

    /// The job, where there is one: enough to wait for it again.
    pub fn generation_id(&self) -> Option<&str> {
        self.0.generation_id.as_deref()
    }

    /// The last state of the job that was seen.
    pub fn generation(&self) -> Option<&Generation> {
        match &self.0.kind {
            Kind::Failed(generation) | Kind::NoVideo(generation) => Some(generation),
            _ => self.0.waited.as_ref()?.last.as_ref(),
        }
    }

    /// How a waiting went that did not come to an end of the job, and what to do about it.
    fn write_waited(&self, f: &mut fmt::Formatter<'_>, waited: &Waited) -> fmt::Result {
        let Waited { elapsed, polls, last } = waited;
        let times = if *polls == 1 { "time" } else { "times" };
        write!(f, "; asked {polls} {times} in {} s", elapsed.as_secs_f64())?;
        if let Some(last) = last {
            write!(f, ", last status {}", last.status())?;
        }
        match self.0.kind {
            Kind::Deadline(_) => f.write_str("; the job goes on, wait for it again"),
            _ if self.is_not_found() => Ok(()),
            _ => f.write_str("; the job may go on, wait for it again"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            Kind::Configuration(message) | Kind::Media(message) | Kind::Download(message) => {
                f.write_str(message)?;
            }
            Kind::Invalid(violations) => write!(f, "{violations}")?,
            Kind::Transport { what, unsent: true, .. } => write!(f, "{what}: no connection could be made")?,
            Kind::Transport { what, timed_out: true, .. } => write!(f, "{what}: no reply in time")?,
            Kind::Transport { what, .. } => write!(f, "{what}: the connection failed")?,
            Kind::Status(refusal) => {
                write!(f, "the service answered {}", refusal.status)?;
                if let Some(message) = &refusal.message {
                    write!(f, ": {message}")?;
                }
            }
            Kind::Unreadable { what, status, .. } => {
                write!(f, "{what}: the service answered {status} with a body that cannot be read")?;
            }
            Kind::Failed(generation) => {
                let message =
                    generation.error().map_or("the service gives no reason", |error| error.message());
                write!(f, "the generation failed: {message}")?;
            }
            Kind::NoVideo(_) => f.write_str("the generation is completed, but the reply names no video")?,
            Kind::Deadline(time) => write!(f, "no video within {} s", time.as_secs_f64())?,
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request {id})")?;
        }
        if let Some(id) = self.generation_id() {
            write!(f, " (generation {id})")?;
        }
        if let (false, Some(waited)) = (self.is_end_of_job(), &self.0.waited) {
            self.write_waited(f, waited)?;
        }
        if let (true, Some(name)) = (self.is_submission_unknown(), self.client_request_id()) {
            write!(f, "; the job may have been accepted, look for the client request id {name}")?;
        }
        if let Some((bytes, part)) = &self.0.kept_part {
            write!(f, "; {bytes} bytes are kept in {}, download again to go on", part.display())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("message", &self.to_string());
        if let Some(body) = self.body() {
            debug.field("body", &body);
        }
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

//! The record of one job.

mod changes;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::SystemTime,
};

use serde::{Deserialize, Serialize};

use super::{
    Cost, RecordedError, State,
    body::Body,
    clock::{from_unix_millis, unix_millis},
    look_up::LookUp,
    stored_path,
};
use crate::{
    error::Error,
    job::{ClientRequestId, Job, Status},
    model::{Model, Target},
    request::{Request, RequestBody},
    video::OutputFile,
};

/// All that is known about one job, as a value that can be serialized: what is sent, how far the job has
/// come, its id, cost and output file, and the last error.
///
/// A record is stored before its request is sent. Its state is changed only by [`Steps`](super::Steps).
///
/// ```
/// use aimlapi_kling::{ledger::{JobRecord, State}, types::V1_6StandardTextToVideo};
///
/// let record = JobRecord::new(V1_6StandardTextToVideo::new("A lighthouse in a storm"))?
///     .output("lighthouse.mp4");
/// assert_eq!(record.state(), State::Named);
/// assert_eq!(
///     record.body(),
///     r#"{"model":"kling-video/v1.6/standard/text-to-video","prompt":"A lighthouse in a storm"}"#
/// );
/// let json = serde_json::to_string(&record)?;
/// assert_eq!(serde_json::from_str::<JobRecord>(&json)?, record);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub struct JobRecord {
    /// The number of times that the record was saved.
    pub(super) revision: u64,
    client_request_id: ClientRequestId,
    /// The id of the model. It may be unknown to another version of this crate.
    model: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    legacy: bool,
    #[serde(default, skip_serializing_if = "Body::is_empty")]
    pub(super) body: Body,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "stored_path")]
    output: Option<PathBuf>,
    state: State,
    /// When the record entered each state, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    times: BTreeMap<State, u64>,
    /// How many times the request was sent.
    #[serde(default)]
    pub(super) submissions: u32,
    /// How many times the request was sent again because the submission was not in the request log.
    #[serde(default)]
    pub(super) resends: u32,
    /// The jobs that an unknown submission may have created, the most likely one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) possible_jobs: Vec<Job>,
    #[serde(default, skip_serializing_if = "LookUp::is_new")]
    pub(super) look_up: LookUp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) job: Option<Job>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) other_jobs: Vec<Job>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<Status>,
    #[serde(default)]
    pub(super) polls: u32,
    /// When the job was last known not to have ended, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unfinished_at: Option<u64>,
    /// Consecutive errors.
    #[serde(default)]
    pub(super) errors: u32,
    /// Whether the output file is replaced if it exists: it is the one of this job, or the caller permits it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) overwrite: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) cost: Option<Cost>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) last_error: Option<RecordedError>,
}

impl JobRecord {
    /// Creates the record of a request that has not been sent, with a [random](ClientRequestId::random)
    /// client request id.
    ///
    /// A request with an inline image of several megabytes takes milliseconds to validate. In an asynchronous program,
    /// create its record in `tokio::task::spawn_blocking`.
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](Error::is_invalid_request): the request has
    /// [`violations`](Error::violations).
    pub fn new(request: impl Into<Request>) -> Result<Self, Error> {
        Self::with_id(ClientRequestId::random(), request)
    }

    /// Creates the record of a request that has not been sent, with a client request id of the caller. Two
    /// records must not have the same id.
    ///
    /// # Errors
    ///
    /// As for [`new`](Self::new).
    pub fn with_id(client_request_id: ClientRequestId, request: impl Into<Request>) -> Result<Self, Error> {
        Self::of_request(client_request_id, request.into(), true)
    }

    /// Creates the record of a request that this version of the crate does not know to be valid, as
    /// [`ClientBuilder::validate`](crate::ClientBuilder::validate) does for a client.
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](Error::is_invalid_request): a listed parameter was set as unlisted.
    pub fn unvalidated(
        client_request_id: ClientRequestId,
        request: impl Into<Request>,
    ) -> Result<Self, Error> {
        Self::of_request(client_request_id, request.into(), false)
    }

    fn of_request(id: ClientRequestId, request: Request, validate: bool) -> Result<Self, Error> {
        let target = request.target();
        let body = RequestBody::of_request(request, validate).map_err(Error::invalid)?;
        Ok(Self::named(id, target, body))
    }

    /// As [`with_id`](Self::with_id), but validates a large request on a thread for blocking work.
    #[cfg(feature = "batch")]
    pub(crate) async fn with_id_in_background(
        client_request_id: ClientRequestId,
        request: Request,
    ) -> Result<Self, Error> {
        let target = request.target();
        let body = RequestBody::of_request_to_send(request, true).await.map_err(Error::invalid)?;
        Ok(Self::named(client_request_id, target, body))
    }

    fn named(id: ClientRequestId, target: Target, body: RequestBody) -> Self {
        Self { legacy: target.is_legacy, body: body.into(), ..Self::empty(id, target.model_id, State::Named) }
    }

    /// Creates the record of a job that was submitted without one: by another program, or found in the
    /// request log of the service. If the job has no client request id, the record has a random one, which
    /// the service does not know.
    pub fn of_job(job: Job) -> Self {
        let id = job.client_request_id().cloned().unwrap_or_else(ClientRequestId::random);
        let model = job.model_id().unwrap_or_default().to_owned();
        let times = job.submitted_at().map(|time| (State::Submitted, unix_millis(time)));
        Self {
            legacy: job.is_legacy(),
            times: times.into_iter().collect(),
            job: Some(job),
            ..Self::empty(id, model, State::Submitted)
        }
    }

    fn empty(client_request_id: ClientRequestId, model: String, state: State) -> Self {
        Self {
            revision: 0,
            client_request_id,
            model,
            legacy: false,
            body: Body::default(),
            output: None,
            state,
            times: BTreeMap::new(),
            submissions: 0,
            resends: 0,
            possible_jobs: Vec::new(),
            look_up: LookUp::default(),
            job: None,
            other_jobs: Vec::new(),
            status: None,
            polls: 0,
            unfinished_at: None,
            errors: 0,
            overwrite: false,
            cost: None,
            bytes: None,
            sha256: None,
            last_error: None,
        }
    }

    /// Sets the file to which the video is downloaded. Without one, the job is done when it is
    /// [completed](State::Completed).
    ///
    /// The video of a job that is already [downloaded](State::Downloaded) is downloaded again, even if the path
    /// is the same. A file that exists at another path than before is not replaced.
    pub fn output(mut self, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let is_downloaded = self.state == State::Downloaded;
        if is_downloaded {
            self.state = State::Completed;
        }
        self.overwrite &= !is_downloaded && self.output.as_ref() == Some(&path);
        self.output = Some(path);
        self
    }

    /// Sets whether the output file is replaced if it exists; `false` by default. Anything but a regular file is
    /// never replaced.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// The number of times that the record was saved. A store accepts a record only if it has stored the
    /// revision before it; see [`Store`](super::Store).
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The client request id, which identifies the record.
    pub fn client_request_id(&self) -> &ClientRequestId {
        &self.client_request_id
    }

    /// The id of the model; empty if the job was submitted without a record and its model is unknown.
    pub fn model_id(&self) -> &str {
        &self.model
    }

    /// The model, if it is known to this version of the crate.
    pub fn model(&self) -> Option<Model> {
        self.target().model()
    }

    pub(crate) fn target(&self) -> Target {
        Target::new(&self.model, self.legacy)
    }

    /// The JSON body that is sent, byte for byte; empty if the job was submitted without a record.
    pub fn body(&self) -> &str {
        self.body.as_str()
    }

    /// The file to which the video is downloaded.
    pub fn output_path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// How far the job has come.
    pub fn state(&self) -> State {
        self.state
    }

    /// When the record entered a state, with millisecond precision: [`Named`](State::Named) for the first time,
    /// any other state for the last time.
    pub fn entered(&self, state: State) -> Option<SystemTime> {
        self.times.get(&state).and_then(|millis| from_unix_millis(*millis))
    }

    /// How many times the request was sent. More than one only if it had certainly not been accepted, or if
    /// the caller has permitted it ([`Steps::resend_if_not_found`](super::Steps::resend_if_not_found)).
    pub fn submissions(&self) -> u32 {
        self.submissions
    }

    /// The job, once the service has accepted the request.
    pub fn job(&self) -> Option<&Job> {
        self.job.as_ref()
    }

    /// Further jobs that the request log of the service lists for this record. There are some only if the
    /// request was sent again while the log was incomplete, and each of them is charged.
    pub fn other_jobs(&self) -> &[Job] {
        &self.other_jobs
    }

    /// The last status that the service has reported.
    pub fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }

    /// The number of polls.
    pub fn polls(&self) -> u32 {
        self.polls
    }

    /// The number of consecutive errors, of which [`last_error`](Self::last_error) is the last.
    pub fn consecutive_errors(&self) -> u32 {
        self.errors
    }

    /// The cost that the service has reported: for a submitted job what it will cost, for a completed one
    /// what was charged.
    pub fn cost(&self) -> Option<Cost> {
        self.cost
    }

    /// The size of the downloaded video in bytes.
    pub fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// The SHA-256 of the downloaded video, in lower-case hexadecimal digits.
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }

    /// The last error, or why the job failed or the request was rejected.
    pub fn last_error(&self) -> Option<&RecordedError> {
        self.last_error.as_ref()
    }

    /// The output file, which is not [reserved](OutputFile::reserve), as the steps use it.
    pub fn output_file(&self) -> Option<OutputFile> {
        Some(OutputFile::new(self.output_path()?).overwrite(self.overwrite))
    }

    /// Whether nothing remains to be done: the state is [final](State::is_final), or the job is completed
    /// and the record has no output file.
    pub fn is_done(&self) -> bool {
        self.state.is_final() || self.state == State::Completed && self.output.is_none()
    }

    /// The record without its body, for a store that keeps the body in another place: it may contain megabytes of
    /// media, and does not change. Without it a job can be polled and downloaded, but not submitted.
    pub fn without_body(&self) -> Self {
        Self { body: Body::default(), ..self.clone() }
    }

    /// The record with a body that was [kept](Self::without_body) in another place.
    ///
    /// ```
    /// use aimlapi_kling::{ledger::JobRecord, types::V1_6StandardTextToVideo};
    ///
    /// let record = JobRecord::new(V1_6StandardTextToVideo::new("A lighthouse in a storm"))?;
    /// let json = serde_json::to_string(&record.without_body())?;
    /// let body = record.body().to_owned();
    ///
    /// let stored: JobRecord = serde_json::from_str(&json)?;
    /// assert_eq!(stored.with_body(body), record);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into().into();
        self
    }

    /// The record as it is after it was saved for the first time, with revision 1: for a program that inserts
    /// new records itself, many in one transaction for example, before [`Steps`](super::Steps) advance them.
    pub fn into_saved(mut self) -> Self {
        self.revision = 1;
        self.times.entry(self.state).or_insert_with(|| unix_millis(SystemTime::now()));
        self
    }
}

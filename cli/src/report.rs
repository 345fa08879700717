//! Progress of the work on jobs: events on standard output, or lines and a progress bar on standard error. Before
//! each step, the ids are written that are needed to continue if the process ends during it.

use std::{
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use aimlapi_kling::{
    ClientRequestId, Job,
    ledger::{JobRecord, State as JobState, StepEvent},
};
use indicatif::ProgressBar;

use crate::{
    escape::shortened,
    event::{Event, State, Summary},
    exit::Exit,
    failure::{Details, Failure},
    outcome::Outcome,
    output,
    progress::Progress,
    shown::{age, shown_path},
};

/// A download that has received this number of bytes has made progress, so that its errors are not consecutive.
const PROGRESS: u64 = 16 * 1024;

pub struct Report {
    /// `None` if events are written instead.
    progress: Option<Progress>,
    current: Mutex<Current>,
}

/// What was reported about the job that the command works on.
struct Current {
    id: Option<String>,
    started: Instant,
    state: Option<State>,
    /// The URL of the video.
    url: Option<String>,
    /// The error of the last step.
    error: Option<Details>,
    bar: Option<ProgressBar>,
    /// The bytes on disk at the last error, and now.
    bytes: (u64, u64),
}

impl Current {
    fn new() -> Self {
        let started = Instant::now();
        Self { id: None, started, state: None, url: None, error: None, bar: None, bytes: (0, 0) }
    }
}

impl Report {
    pub fn new(json: bool) -> Self {
        Self { progress: (!json).then(Progress::new), current: Mutex::new(Current::new()) }
    }

    /// Reports nothing but failures, as text.
    pub fn silent() -> Self {
        Self { progress: Some(Progress::hidden()), ..Self::new(true) }
    }

    /// The work on a job begins.
    pub fn begin(&self, record: &JobRecord) {
        *self.current() = Current::new();
        match record.job() {
            Some(job) => self.continued(job, record),
            None => self.named(record),
        }
    }

    fn continued(&self, job: &Job, record: &JobRecord) {
        self.current().id = Some(job.id().to_owned());
        let Some(progress) = &self.progress else { return self.announce_submitted(job) };
        let submitted =
            record.entered(JobState::Submitted).map(|time| format!(" submitted {} ago", age(time)));
        if record.revision() > 0 {
            let submitted = submitted.unwrap_or_default();
            progress.line(&format!("continuing the job {}{submitted}", shortened(job.id())));
        }
    }

    /// A job is about to be submitted, or may have been accepted.
    fn named(&self, record: &JobRecord) {
        let id = record.client_request_id();
        let Some(progress) = &self.progress else {
            return announce(&Event::Named {
                client_request_id: id.as_str(),
                model: record.model_id(),
                output: record.output_path().map(|path| path.to_string_lossy()),
            });
        };
        match record.entered(JobState::Sent) {
            Some(sent) if record.state().is_in_doubt() => {
                progress.line(&format!("looking up {id}, which was sent {} ago", age(sent)));
                progress.step("looking up");
            }
            _ => {
                progress.line(&format!("submitting as {id}"));
                progress.step("submitting");
            }
        }
    }

    /// The service has accepted the job.
    pub fn submitted(&self, job: &Job) {
        self.current().id = Some(job.id().to_owned());
        match &self.progress {
            Some(progress) => {
                progress.line(&format!("submitted {}", job.id()));
                progress.step("submitted");
            }
            None => self.announce_submitted(job),
        }
    }

    fn announce_submitted(&self, job: &Job) {
        let client_request_id = job.client_request_id().map(ClientRequestId::as_str);
        announce(&Event::Submitted { id: job.id(), client_request_id, model: job.model_id() });
    }

    /// A step begins.
    pub fn step(&self) {
        self.current().error = None;
    }

    /// Something has happened during a step.
    pub fn event(&self, event: StepEvent<'_>) {
        match event {
            StepEvent::Retrieved(generation) => {
                self.current().url = generation.video().map(|video| video.url().to_owned());
                self.state(State::Status(generation.status().to_string()));
            }
            StepEvent::Downloading { bytes, total } => self.downloading(bytes, total),
            StepEvent::Failed(error) => self.current().error = Some(error.into()),
            _ => {}
        }
    }

    /// The error of the last step.
    pub fn error(&self) -> Option<Details> {
        self.current().error.clone()
    }

    /// Whether the download has received bytes since this was asked.
    pub fn has_progressed(&self) -> bool {
        let mut current = self.current();
        let (before, now) = current.bytes;
        current.bytes.0 = now;
        now >= before + PROGRESS
    }

    /// The last step, if it has failed, is retried; an unknown submission is looked up instead.
    pub fn retrying(&self, is_in_doubt: bool) {
        if let Some(error) = self.error() {
            let state = if is_in_doubt { State::LookingUp } else { State::Retrying };
            self.state(state(error.message));
        }
    }

    /// Reports a change of the state of the job.
    fn state(&self, state: State) {
        let mut current = self.current();
        if current.state.as_ref() == Some(&state) {
            return;
        }
        let elapsed = current.started.elapsed().as_secs_f64();
        match (&self.progress, &state) {
            (Some(progress), State::Status(status)) => {
                let status = shortened(status);
                let line = format!("{status} after {elapsed:.1} s");
                progress.state(status, &line);
            }
            (Some(progress), State::Retrying(reason) | State::LookingUp(reason)) => {
                let is_retried = matches!(state, State::Retrying(_));
                let action = if is_retried { "retrying" } else { "looking up the submission" };
                let line = format!("{action}: {}", shortened(reason));
                progress.state(line.clone(), &line);
            }
            (None, state) => announce(&Event::Status { id: current.id.as_deref(), elapsed, state }),
        }
        current.state = Some(state);
    }

    fn downloading(&self, bytes: u64, total: Option<u64>) {
        let mut current = self.current();
        current.bytes.1 = bytes;
        let Some(progress) = &self.progress else { return };
        let bar = current.bar.get_or_insert_with(|| progress.transfer());
        total.into_iter().for_each(|total| bar.set_length(total));
        bar.set_position(bytes);
    }

    /// The video is on disk.
    pub fn downloaded(&self, record: &JobRecord) -> Result<(), Failure> {
        let url = mem::take(&mut self.current().url);
        let path = record.output_path().unwrap_or("".as_ref());
        match &self.progress {
            Some(progress) => {
                progress.clear();
                let (bytes, sha256) =
                    (record.bytes().unwrap_or_default(), record.sha256().unwrap_or_default());
                let already = if url.is_none() { " is there already" } else { "" };
                progress.line(&format!("{}{already} ({bytes} bytes, SHA-256 {sha256})", shown_path(path)));
                Ok(())
            }
            None => output::json(&Event::Downloaded {
                id: record.job().map(Job::id),
                model: Some(record.model_id()).filter(|model| !model.is_empty()),
                url: url.as_deref(),
                file: shown_path(path).into(),
                bytes: record.bytes(),
                sha256: record.sha256(),
                usd_spent: record.cost().and_then(|cost| cost.usd),
            })
            .map_err(|error| Failure::unreported(&error)),
        }
    }

    /// Removes the progress bar, before a result is written.
    pub fn clear(&self) {
        self.progress.iter().for_each(Progress::clear);
    }

    /// Writes a line for people.
    pub fn line(&self, text: &str) {
        self.progress.iter().for_each(|progress| progress.line(text));
    }

    /// Reports a failure.
    pub fn failed(&self, failure: &Failure) -> Exit {
        self.clear();
        failure.print(self.progress.is_none())
    }

    /// The command that works on one job ends.
    pub fn end(&self, result: Result<Summary, Failure>) -> Exit {
        match result {
            Ok(summary) => self.summary(summary, Exit::Success),
            Err(failure) => {
                let exit = self.failed(&failure);
                self.summary(Summary::of(failure.outcome, None), exit)
            }
        }
    }

    /// The command ends.
    pub fn summary(&self, summary: Summary, exit: Exit) -> Exit {
        self.clear();
        if self.progress.is_some() {
            return exit;
        }
        match output::json(&Event::Summary(summary)) {
            Err(error) if exit == Exit::Success => Failure::unreported(&error).print(false),
            _ => exit,
        }
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The summary of one job.
pub fn summary(record: &JobRecord) -> Summary {
    let usd = record.cost().and_then(|cost| cost.usd).filter(|_| record.state().is_charged());
    Summary::of(Outcome::from(record.state()), usd)
}

/// Writes an event that is not a result: the job continues even if standard output is closed or full.
fn announce(event: &Event<'_>) {
    let _ = output::json(event);
}

//! Progress of the work on jobs: events on standard output, or lines and a progress bar on standard error. Before
//! each step, the ids are written that are needed to continue if the process ends during it.

use std::{
    io, mem,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use aimlapi_kling::{
    ClientRequestId, Job,
    ledger::{JobRecord, State as JobState, StepEvent},
};
use indicatif::ProgressBar;

use crate::{
    escape::shortened,
    estimate,
    event::{Event, EventLine, State, Summary},
    exit::Exit,
    failure::{Details, Failure},
    outcome::Outcome,
    output,
    progress::{Progress, against_usual},
    shown::{age, clock, shown_path, size},
};

/// A download that has received this number of bytes has made progress, so that its errors are not consecutive.
const PROGRESS: u64 = 16 * 1024;

pub struct Report {
    /// `None` if events are written instead.
    progress: Option<Progress>,
    /// How long a simulated job takes.
    simulation: Option<Duration>,
    current: Mutex<Current>,
}

/// What was reported about the job that the command works on.
struct Current {
    id: Option<String>,
    started: Instant,
    /// When the job was submitted.
    submitted: Option<SystemTime>,
    /// How long the job usually takes.
    usual: Option<Duration>,
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
        Self {
            id: None,
            started: Instant::now(),
            submitted: None,
            usual: None,
            state: None,
            url: None,
            error: None,
            bar: None,
            bytes: (0, 0),
        }
    }
}

impl Report {
    pub fn new(json: bool) -> Self {
        let progress = (!json).then(Progress::new);
        Self { progress, simulation: None, current: Mutex::new(Current::new()) }
    }

    /// Reports about a simulated service, at which each job takes this long.
    pub fn simulated(self, time: Duration) -> Self {
        self.line("SIMULATED: nothing is sent or paid, and the video is a test picture");
        Self { simulation: Some(time), ..self }
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
        self.generating(record, progress);
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
            return self.announce(Event::Named {
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
    pub fn submitted(&self, record: &JobRecord) {
        let Some(job) = record.job() else { return };
        self.current().id = Some(job.id().to_owned());
        match &self.progress {
            Some(progress) => {
                self.generating(record, progress);
                progress.line(&format!("submitted {}{}", job.id(), self.estimate(record)));
                progress.step("submitted");
            }
            None => self.announce_submitted(job),
        }
    }

    /// From now on the time since the submission is shown.
    fn generating(&self, record: &JobRecord, progress: &Progress) {
        let mut current = self.current();
        current.submitted = record.entered(JobState::Submitted);
        current.usual = self.simulation.or_else(|| estimate::of_record(record).1);
        if let Some(submitted) = current.submitted {
            progress.generating(submitted, current.usual);
        }
    }

    /// What is known about a job that was just submitted: ` (5 s, about $0.28, usually 3:06)`.
    fn estimate(&self, record: &JobRecord) -> String {
        let seconds = estimate::of_record(record).0.map(|seconds| format!("{seconds} s"));
        let cost = cost(record).map(|usd| format!("about {usd}"));
        let usual = self.current().usual.map(|usual| format!("usually {}", clock(usual)));
        let known: Vec<_> = [seconds, cost, usual].into_iter().flatten().collect();
        if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) }
    }

    fn announce_submitted(&self, job: &Job) {
        let client_request_id = job.client_request_id().map(ClientRequestId::as_str);
        self.announce(Event::Submitted { id: job.id(), client_request_id, model: job.model_id() });
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
        match (&self.progress, &state) {
            (Some(progress), State::Status(status)) => {
                let status = shortened(status);
                let elapsed = current.submitted.and_then(|time| time.elapsed().ok());
                let elapsed = elapsed.unwrap_or_else(|| current.started.elapsed());
                let line = format!("{status} after {}", against_usual(elapsed, current.usual));
                progress.status(status, &line);
            }
            (Some(progress), State::Retrying(reason) | State::LookingUp(reason)) => {
                let is_retried = matches!(state, State::Retrying(_));
                let action = if is_retried { "retrying" } else { "looking up the submission" };
                progress.line(&format!("{action}: {}", shortened(reason)));
            }
            (None, state) => {
                let elapsed = current.started.elapsed().as_secs_f64();
                self.announce(Event::Status { id: current.id.as_deref(), elapsed, state });
            }
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
                progress.line(&self.end_line(record, url.is_none()));
                Ok(())
            }
            None => self
                .write(Event::Downloaded {
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

    /// `a.mp4  8.1 MB  made in 3:12  $0.28`
    fn end_line(&self, record: &JobRecord, was_there: bool) -> String {
        let file = shown_path(record.output_path().unwrap_or("".as_ref()));
        let ended = |state| record.entered(state);
        let time = ended(JobState::Completed).zip(ended(JobState::Submitted));
        let time = time.and_then(|(end, start)| end.duration_since(start).ok());
        let cost = if self.simulation.is_some() { Some("simulated".to_owned()) } else { cost(record) };
        let parts = [
            Some(file),
            record.bytes().map(size),
            time.map(|time| format!("made in {}", clock(time))),
            cost,
            was_there.then(|| "already on disk".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
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
        match &self.progress {
            Some(_) => failure.print(false),
            None => failure.print_json(self.simulation.is_some()),
        }
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
        match self.write(Event::Summary(summary)) {
            Err(error) if exit == Exit::Success => Failure::unreported(&error).print(false),
            _ => exit,
        }
    }

    /// Whether events are written instead of progress.
    pub fn is_json(&self) -> bool {
        self.progress.is_none()
    }

    /// Writes an event.
    pub fn write(&self, event: Event<'_>) -> io::Result<()> {
        output::json(&EventLine { event, simulated: self.simulation.is_some() })
    }

    /// Writes an event that is not a result: the job continues even if standard output is closed or full.
    fn announce(&self, event: Event<'_>) {
        let _ = self.write(event);
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

/// What the service has reported as the cost: `$0.28`.
fn cost(record: &JobRecord) -> Option<String> {
    record.cost().and_then(|cost| cost.usd).map(|usd| format!("${usd:.2}"))
}

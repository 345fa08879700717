//! A failure of the command: its message, its exit code, and what the user can do about it.

use std::io;

use aimlapi_kling::{ClientRequestId, Error, Job, Model};

use crate::{
    delivery::Delivery,
    escape::shortened,
    event::{ErrorReport, Event},
    exit::Exit,
    interrupts::Stopped,
    outcome::Outcome,
    output,
    recovery::Recovery,
};

pub struct Failure {
    exit: Exit,
    message: String,
    /// What is wrong with the request, one line for each violation.
    problems: Vec<String>,
    pub outcome: Outcome,
    client_request_id: Option<String>,
    generation_id: Option<String>,
    error: Option<Error>,
    recovery: Option<Box<Recovery>>,
}

impl Failure {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            problems: Vec::new(),
            outcome: Outcome::NotSubmitted,
            client_request_id: None,
            generation_id: None,
            error: None,
            recovery: None,
        }
    }

    /// Invalid input.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Exit::Input, message)
    }

    /// Invalid input with several problems or suggestions, one line for each.
    pub fn input_with(message: impl Into<String>, problems: Vec<String>) -> Self {
        Self { problems, ..Self::input(message) }
    }

    /// A request with violations.
    pub fn invalid(model: Model, problems: Vec<String>) -> Self {
        Self::input_with(format!("invalid request to {model}"), problems)
    }

    /// Any other error.
    pub fn other(message: impl Into<String>) -> Self {
        Self::new(Exit::Error, message)
    }

    /// It is unknown whether the service has accepted a job.
    pub fn unknown(message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Unknown, ..Self::new(Exit::Unknown, message) }
    }

    /// The job failed.
    pub fn of_failed_job(message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Failed, ..Self::new(Exit::JobFailed, message) }
    }

    /// The job has not been submitted, or it is unknown whether it has.
    pub fn submitting(stopped: Stopped, id: &ClientRequestId) -> Self {
        let failure = Self { client_request_id: Some(id.to_string()), ..stopped.into() };
        if failure.error.as_ref().is_some_and(|error| !error.is_submission_unknown()) {
            return failure;
        }
        let (exit, recovery) = match failure.error {
            Some(_) => (Exit::Unknown, Recovery::of_unknown_submission(id)),
            None => (failure.exit, Recovery::of_interrupted_submission(id)),
        };
        Self { exit, outcome: Outcome::Unknown, recovery: Some(recovery.into()), ..failure }
    }

    /// Waiting for the job failed or was interrupted, or the job ended without a video.
    pub fn waiting(stopped: Stopped, job: &Job, delivery: &Delivery) -> Self {
        let Delivery { output, force, .. } = delivery;
        let failure = Self::of_job(stopped, job);
        let recovery = match &failure.error {
            Some(error) if error.is_generation_failed() => {
                return Self { exit: Exit::JobFailed, outcome: Outcome::Failed, ..failure };
            }
            Some(_) => Recovery::of_failed_wait(job, output, *force),
            None => Recovery::of_interrupted_wait(job, output, *force),
        };
        Self { recovery: Some(recovery.into()), ..failure }
    }

    /// The video is not on disk.
    pub fn downloading(stopped: Stopped, job: &Job, delivery: &Delivery) -> Self {
        let recovery = Recovery::of_completed(job, &delivery.output, delivery.force);
        Self { recovery: Some(recovery.into()), ..Self::of_job(stopped, job) }
    }

    fn of_job(stopped: Stopped, job: &Job) -> Self {
        let exit = match &stopped {
            // The submission was accepted, so the input was valid even if the service now rejects a call.
            Stopped::Failed(_) => Exit::Error,
            Stopped::Interrupted(exit) => *exit,
        };
        Self {
            exit,
            outcome: Outcome::Unfinished,
            generation_id: Some(job.id().to_owned()),
            client_request_id: job.client_request_id().map(ToString::to_string),
            ..stopped.into()
        }
    }

    /// The video is on disk, but standard output cannot be written.
    pub fn unreported(error: &io::Error) -> Self {
        let message = format!("the video is on disk, but standard output cannot be written: {error}");
        Self { outcome: Outcome::Downloaded, ..Self::other(message) }
    }

    /// Removes the advice, because a simulated job ends with the command.
    pub fn without_recovery(self) -> Self {
        Self { recovery: None, ..self }
    }

    /// Prints the failure as JSON to standard output, or as text to standard error; also as text if standard
    /// output is closed or full.
    pub fn print(&self, as_json: bool) -> Exit {
        let is_printed = as_json && output::json(&Event::Failed { error: self.report() }).is_ok();
        if !is_printed && !self.message.is_empty() {
            self.lines().iter().for_each(|line| output::notice(line));
        }
        self.exit
    }

    fn lines(&self) -> Vec<String> {
        let message = shortened(&self.message);
        let report = self.report();
        let ids = [
            ("generation id", report.generation_id),
            ("client request id", report.client_request_id),
            ("request id", report.request_id),
            ("inference id", report.inference_id),
        ];
        let is_new = |text: &str| !message.contains(text);
        let ids = ids.into_iter().filter_map(|(name, id)| Some((name, id.filter(|id| is_new(id))?)));
        let details = ids.map(|(name, id)| format!("  {name}: {id}"));
        let response = self.response().filter(|response| is_new(response));
        let response = response.map(|response| format!("  response: {}", shortened(response)));
        let problems = self.problems.iter().map(|problem| format!("  {problem}"));
        let recovery = self.recovery.iter().map(|recovery| recovery.text());
        let lines = [format!("error: {message}")].into_iter();
        lines.chain(problems).chain(details).chain(response).chain(recovery).collect()
    }

    /// The body of the response, if it may contain what the message does not: another id, or a reason in an
    /// unknown format.
    fn response(&self) -> Option<&str> {
        let error = self.error.as_ref()?;
        let is_informative = error.message().is_none() || self.outcome == Outcome::Unknown;
        error.body().map(str::trim).filter(|response| is_informative && !response.is_empty())
    }

    fn report(&self) -> ErrorReport<'_> {
        let error = self.error.as_ref();
        ErrorReport {
            kind: self.exit.kind(),
            message: &self.message,
            problems: &self.problems,
            job: self.outcome,
            generation_id: error.and_then(Error::generation_id).or(self.generation_id.as_deref()),
            client_request_id: self.client_request_id.as_deref(),
            request_id: error.and_then(Error::request_id),
            inference_id: error.and_then(Error::inference_id),
            possible_generation_ids: error.into_iter().flat_map(Error::possible_jobs).map(Job::id).collect(),
            status: error.and_then(Error::status).map(|status| status.as_u16()),
            response: error.and_then(Error::body),
            recovery: self.recovery.as_ref().map(|recovery| recovery.command.as_str()),
        }
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Failed(error) => error.into(),
            Stopped::Interrupted(exit) => Self::new(exit, exit.kind()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let is_input = error.is_invalid_request() || error.is_configuration();
        let exit = if is_input { Exit::Input } else { Exit::Error };
        let failure = Self::new(exit, message(&error));
        Self { error: Some(error), ..failure }
    }
}

/// A closed pipe is not reported, because the reader does not need the rest.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::other(""),
            _ => Self::other(format!("standard output: {error}")),
        }
    }
}

/// The message of an error and of its sources.
pub fn message(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

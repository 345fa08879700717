//! A failure of the command: its message, its exit code, and what the user can do about it.

use std::io;

use aimlapi_kling::{ClientRequestId, Error, Model, ledger::JobRecord};

use crate::{
    escape::shortened,
    event::{ErrorReport, Event, EventLine},
    exit::Exit,
    outcome::Outcome,
    output,
    recovery::Recovery,
};

pub struct Failure {
    exit: Exit,
    message: String,
    /// What is wrong with the request, one line for each violation.
    problems: Vec<String>,
    /// What to type instead.
    suggestion: Option<Box<str>>,
    pub outcome: Outcome,
    client_request_id: Option<Box<str>>,
    generation_id: Option<Box<str>>,
    details: Option<Box<Details>>,
    recovery: Option<Box<Recovery>>,
}

/// What is reported of an error of the library.
#[derive(Clone)]
pub struct Details {
    /// The exit code, if the command ends because of the error.
    pub exit: Exit,
    /// The message of the error and of its sources.
    pub message: String,
    /// Whether the message contains the reason that the service gave.
    has_reason: bool,
    generation_id: Option<String>,
    request_id: Option<String>,
    inference_id: Option<String>,
    possible_generation_ids: Vec<String>,
    pub status: Option<u16>,
    body: Option<String>,
}

impl From<&Error> for Details {
    fn from(error: &Error) -> Self {
        let hint = if error.is_output_exists() { "; `--force` replaces it" } else { "" };
        Self {
            exit: Exit::of(error),
            message: message(error) + hint,
            has_reason: error.message().is_some(),
            generation_id: error.generation_id().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            inference_id: error.inference_id().map(str::to_owned),
            possible_generation_ids: error.possible_jobs().iter().map(|job| job.id().to_owned()).collect(),
            status: error.status().map(|status| status.as_u16()),
            body: error.body().map(str::to_owned),
        }
    }
}

impl Failure {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            problems: Vec::new(),
            suggestion: None,
            outcome: Outcome::NotSubmitted,
            client_request_id: None,
            generation_id: None,
            details: None,
            recovery: None,
        }
    }

    /// Invalid input.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Exit::Input, message)
    }

    /// Invalid input with several problems, one line for each.
    pub fn input_with(message: impl Into<String>, problems: Vec<String>) -> Self {
        Self { problems, ..Self::input(message) }
    }

    /// Invalid input, with suggestions in indented lines below the message.
    pub fn input_lines(text: &str) -> Self {
        let mut lines = text.lines().map(|line| line.strip_prefix("  ").unwrap_or(line).to_owned());
        Self::input_with(lines.next().unwrap_or_default(), lines.collect())
    }

    /// A request with violations.
    pub fn invalid(model: Model, problems: Vec<String>) -> Self {
        let name = if model.is_legacy() { model.type_name() } else { model.id() };
        Self::input_with(format!("invalid request to {model}"), problems)
            .with_suggestion(format!("all parameters   kling models {name}"))
    }

    /// Any other error.
    pub fn other(message: impl Into<String>) -> Self {
        Self::new(Exit::Error, message)
    }

    /// Another process does what the command was to do.
    pub fn in_use(message: impl Into<String>) -> Self {
        Self::new(Exit::InUse, message)
    }

    /// Whether another process does what the command was to do.
    pub fn is_in_use(&self) -> bool {
        self.exit == Exit::InUse
    }

    /// It is unknown whether the service has accepted a job.
    pub fn unknown(message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Unknown, ..Self::new(Exit::Unknown, message) }
    }

    /// The job failed.
    pub fn of_failed_job(message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Failed, ..Self::new(Exit::JobFailed, message) }
    }

    /// The process received a signal to end, and no job is affected.
    pub fn interrupted(exit: Exit) -> Self {
        Self::new(exit, exit.kind())
    }

    /// The work on a job has ended without its video.
    pub fn of_record(exit: Exit, message: impl Into<String>, record: &JobRecord) -> Self {
        Self {
            outcome: record.state().into(),
            client_request_id: known_name(record).map(|id| id.as_str().into()),
            generation_id: record.job().map(|job| job.id().into()),
            ..Self::new(exit, message)
        }
    }

    /// Adds what to type instead.
    pub fn with_suggestion(self, suggestion: impl Into<String>) -> Self {
        Self { suggestion: Some(suggestion.into().into()), ..self }
    }

    /// Sets the outcome of the job.
    pub fn with_outcome(self, outcome: Outcome) -> Self {
        Self { outcome, ..self }
    }

    /// Adds the error of the last step.
    pub fn with_details(self, details: Option<Details>) -> Self {
        Self { details: details.map(Box::new), ..self }
    }

    /// Adds how to continue.
    pub fn with_recovery(self, recovery: Option<Recovery>) -> Self {
        Self { recovery: recovery.map(Box::new), ..self }
    }

    /// The output file cannot be reserved.
    pub fn output(error: &Error) -> Self {
        Self::new(of_output(Exit::of(error)), Details::from(error).message)
    }

    /// The video is on disk, but standard output cannot be written.
    pub fn unreported(error: &io::Error) -> Self {
        let message = format!("the video is on disk, but standard output cannot be written: {error}");
        Self { outcome: Outcome::Downloaded, ..Self::other(message) }
    }

    /// Prints the failure as JSON to standard output, or as text to standard error.
    pub fn print(&self, as_json: bool) -> Exit {
        if as_json { self.print_json(false) } else { self.print_text() }
    }

    /// Prints the failure as JSON to standard output; as text if standard output is closed or full.
    pub fn print_json(&self, simulated: bool) -> Exit {
        let event = Event::Failed { error: self.report() };
        match output::json(&EventLine { event, simulated }) {
            Ok(()) => self.exit,
            Err(_) => self.print_text(),
        }
    }

    fn print_text(&self) -> Exit {
        if !self.message.is_empty() {
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
        let suggestion = self.suggestion.as_deref();
        let problems = self.problems.iter().map(String::as_str).chain(suggestion);
        let problems = problems.map(|line| format!("  {line}"));
        let recovery: Vec<_> = self.recovery.iter().flat_map(|recovery| recovery.lines()).collect();
        if let (Exit::Interrupted | Exit::Terminated, false) = (self.exit, recovery.is_empty()) {
            return recovery;
        }
        let lines = [format!("error: {message}")].into_iter();
        let hint = self.exit.hint().map(str::to_owned);
        lines.chain(problems).chain(details).chain(response).chain(hint).chain(recovery).collect()
    }

    /// The body of the response, if it may contain what the message does not: another id, or a reason in an
    /// unknown format.
    fn response(&self) -> Option<&str> {
        let details = self.details.as_ref()?;
        let is_informative = !details.has_reason || self.outcome == Outcome::Unknown;
        details.body.as_deref().map(str::trim).filter(|response| is_informative && !response.is_empty())
    }

    fn report(&self) -> ErrorReport<'_> {
        let details = self.details.as_ref();
        let generation_id = details.and_then(|details| details.generation_id.as_deref());
        ErrorReport {
            kind: self.exit.kind(),
            message: &self.message,
            problems: &self.problems,
            job: self.outcome,
            generation_id: generation_id.or(self.generation_id.as_deref()),
            client_request_id: self.client_request_id.as_deref(),
            request_id: details.and_then(|details| details.request_id.as_deref()),
            inference_id: details.and_then(|details| details.inference_id.as_deref()),
            possible_generation_ids: details.map_or(&[], |details| &details.possible_generation_ids),
            status: details.and_then(|details| details.status),
            response: details.and_then(|details| details.body.as_deref()),
            recovery: self.recovery.as_ref().map(|recovery| recovery.command.as_str()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let details = Details::from(&error);
        Self::new(details.exit, &details.message).with_details(Some(details))
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

/// The exit code if the output file cannot be reserved: it exists, or is not a file that can be created.
pub fn of_output(exit: Exit) -> Exit {
    if exit == Exit::OutputExists { exit } else { Exit::Input }
}

/// The client request id, if the service knows it: the record of a job of another program has one of its own.
fn known_name(record: &JobRecord) -> Option<&ClientRequestId> {
    match record.job() {
        Some(job) => job.client_request_id(),
        None => Some(record.client_request_id()),
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

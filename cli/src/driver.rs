//! Works on the record of one job until it has reached a goal: the only place of the command that submits, looks
//! up, polls and downloads.

use std::{sync::Arc, time::Duration};

use aimlapi_kling::{
    Client, ClientRequestId, Error, Job, OutputFile, WaitPolicy,
    ledger::{JobFilter, JobRecord, Next, State, Steps},
};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::{
    exit::Exit,
    failure::{Details, Failure, of_output},
    interrupts::Interrupts,
    ledger::{Claimed, Jobs, LedgerOptions, without_video},
    recovery::{self, Recovery},
    report::Report,
};

/// The number of consecutive errors that are retried.
const MAX_RETRIES: u32 = 5;

/// From how many jobs of a model the duration of the next one is learned.
const RECENT_JOBS: u32 = 32;

/// How far to take a job.
#[derive(Clone, Copy, PartialEq)]
pub enum Goal {
    /// The service has accepted it.
    Submitted,
    /// Its video is generated.
    Completed,
    /// Its video is in the output file.
    Downloaded,
}

impl Goal {
    fn is_reached(self, state: State) -> bool {
        match self {
            Self::Submitted => matches!(state, State::Submitted | State::Completed | State::Downloaded),
            Self::Completed => state.is_charged(),
            Self::Downloaded => state == State::Downloaded,
        }
    }
}

/// Why the work on a job ends before it has reached its goal.
enum Stop {
    /// The process received a signal to end.
    Interrupted(Exit),
    /// The time to wait has passed.
    Deadline,
    /// There were too many consecutive errors.
    Errors,
    /// The record says that there is nothing to do at present.
    Ended(Next),
    /// The record could not be saved, or the client cannot send the request.
    Failed(Error),
}

pub struct Driver {
    pub jobs: Arc<Jobs>,
    steps: Steps,
    report: Arc<Report>,
    interrupts: Interrupts,
    limit: Duration,
    /// The options that name the ledger, for advice.
    ledger: Vec<String>,
    is_simulated: bool,
    is_forced: bool,
}

impl Driver {
    /// Opens the ledger, in which the jobs are recorded.
    pub async fn open(client: Client, ledger: &LedgerOptions, report: &Arc<Report>) -> Result<Self, Failure> {
        // A ledger may be locked for a while. A signal in that time ends the command in the same way as later.
        let mut interrupts = Interrupts::listen()?;
        let base_url = client.base_url().to_owned();
        let jobs = interrupts.interruptible(ledger.open(&base_url)).await?;
        Ok(Self { ledger: ledger.arguments(), ..Self::new(client, jobs, report, interrupts) })
    }

    /// The service ends with the command, so nothing is recorded and nothing can be continued.
    pub fn simulated(client: Client, report: &Arc<Report>) -> Result<Self, Failure> {
        let driver = Self::new(client, Jobs::in_memory(), report, Interrupts::listen()?);
        Ok(Self { is_simulated: true, ..driver })
    }

    fn new(client: Client, jobs: Jobs, report: &Arc<Report>, interrupts: Interrupts) -> Self {
        let (report, listener) = (Arc::clone(report), Arc::clone(report));
        let steps = Steps::new(client).on_event(move |_, event| listener.event(event));
        let (jobs, ledger, limit) = (Arc::new(jobs), Vec::new(), Duration::MAX);
        Self { jobs, steps, report, interrupts, limit, ledger, is_simulated: false, is_forced: false }
    }

    pub fn wait_policy(self, policy: WaitPolicy) -> Self {
        Self { steps: self.steps.wait_policy(policy), ..self }
    }

    /// Sets how long to wait for the end of a job.
    pub fn limit(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Whether the output file may be replaced, for advice.
    pub fn forced(self, is_forced: bool) -> Self {
        Self { is_forced, ..self }
    }

    /// Takes a job to a goal. The reserved output file is that of its record.
    pub async fn drive(
        &mut self,
        job: &mut Claimed,
        reserved: Option<OutputFile>,
        goal: Goal,
    ) -> Result<(), Failure> {
        self.report.begin(job.record());
        if let Some(output) = reserved {
            self.steps = self.steps.clone().reserved_output(output);
        }
        self.learn_durations(job.record().model_id().to_owned()).await?;
        let deadline = Instant::now().checked_add(self.limit);
        let mut errors = 0;
        while !goal.is_reached(job.record().state()) {
            let limit = is_waiting(job).and(deadline);
            let stop = match self.step(job, limit, &mut errors).await {
                Ok(_) if goal.is_reached(job.record().state()) => None,
                Ok(after) => self.pause(after, is_waiting(job).and(deadline)).await.err(),
                Err(stop) => Some(stop),
            };
            if let Some(stop) = stop {
                return Err(self.failure(stop, job).await);
            }
        }
        Ok(())
    }

    /// Polls by how long the last jobs of the model took that the ledger has.
    async fn learn_durations(&mut self, model_id: String) -> Result<(), Failure> {
        let completed = JobFilter::new().model(model_id).states([State::Completed, State::Downloaded]);
        let jobs = Arc::clone(&self.jobs);
        let records = self.interruptible(jobs.list(&completed.without_bodies().limit(RECENT_JOBS))).await?;
        self.steps.learn_durations(&records);
        Ok(())
    }

    /// Runs something else until it is done or interrupted: the ledger may be locked, for example.
    pub async fn interruptible<T, E: Into<Failure>>(
        &mut self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Failure> {
        self.interrupts.interruptible(work).await
    }

    /// Asks the service for the state of a job once, if it may have changed.
    pub async fn refresh(&mut self, job: &mut Claimed) -> Result<(), Failure> {
        if is_waiting(job).is_none() {
            return Ok(());
        }
        match self.step(job, None, &mut 0).await {
            Ok(_) if self.report.error().is_some() => Err(self.failure(Stop::Errors, job).await),
            Ok(_) | Err(Stop::Ended(_)) => Ok(()),
            Err(stop) => Err(self.failure(stop, job).await),
        }
    }

    async fn step(
        &mut self,
        job: &mut Claimed,
        deadline: Option<Instant>,
        errors: &mut u32,
    ) -> Result<Duration, Stop> {
        let had_job = job.record().job().is_some();
        self.report.step();
        let next = tokio::select! {
            // If both are ready, the response is not discarded.
            biased;
            next = job.advance(&self.steps, &self.jobs) => next.map_err(Stop::Failed)?,
            exit = self.interrupts.next() => return Err(Stop::Interrupted(exit)),
            () = until(deadline) => return Err(Stop::Deadline),
        };
        if !had_job && job.record().job().is_some() {
            self.report.submitted(job.record());
        }
        let has_failed = self.report.error().is_some();
        if !has_failed {
            job.adopt(&self.jobs).await.map_err(Stop::Failed)?;
        }
        *errors = match has_failed {
            false => 0,
            true if self.report.has_progressed() => 1,
            true => *errors + 1,
        };
        match next {
            Next::Again { .. } if *errors > MAX_RETRIES => Err(Stop::Errors),
            Next::Again { after } => {
                self.report.retrying(job.record().state().is_in_doubt());
                Ok(after)
            }
            Next::Done => Ok(Duration::ZERO),
            next => Err(Stop::Ended(next)),
        }
    }

    async fn pause(&mut self, delay: Duration, deadline: Option<Instant>) -> Result<(), Stop> {
        tokio::select! {
            biased;
            exit = self.interrupts.next() => Err(Stop::Interrupted(exit)),
            () = until(deadline) => Err(Stop::Deadline),
            () = sleep(delay) => Ok(()),
        }
    }

    async fn failure(&self, stop: Stop, job: &mut Claimed) -> Failure {
        let is_recorded = job.is_recorded();
        let record = &*job.record();
        let details = self.report.error();
        let recorded = || record.last_error().map(ToString::to_string).unwrap_or_default();
        let reason = details.as_ref().map_or_else(recorded, |details| details.message.clone());
        let failure = |exit, message| Failure::of_record(exit, message, record).with_details(details.clone());
        let is_in_doubt = record.state().is_in_doubt();
        let or_unknown = |exit| if is_in_doubt { Exit::Unknown } else { exit };
        let exit = details.as_ref().map_or(Exit::Error, |details| details.exit);
        let is_stored = is_recorded && !matches!(&stop, Stop::Failed(error) if error.is_store());
        let recovery = self.recovery(record, &stop, is_stored).await;
        let failure = match stop {
            Stop::Interrupted(exit) if self.is_simulated => {
                failure(exit, format!("{}: the simulated service ends with the command", exit.kind()))
            }
            Stop::Interrupted(exit) => failure(exit, exit.kind().to_owned()),
            Stop::Deadline => {
                let limit = self.limit.as_secs();
                let last = if reason.is_empty() { self.last_status(record) } else { format!(": {reason}") };
                failure(or_unknown(Exit::Deadline), format!("no video within {limit} s{last}"))
            }
            Stop::Errors => failure(or_unknown(exit), reason),
            Stop::Ended(Next::Failed) => failure(Exit::JobFailed, reason),
            Stop::Ended(Next::Refused) => {
                let is_input =
                    matches!(record.last_error().and_then(|error| error.status()), Some(400 | 422));
                failure(if is_input { Exit::Input } else { exit }, reason)
            }
            Stop::Ended(Next::CannotDownload) if record.state() == State::Named => {
                failure(of_output(exit), reason)
            }
            Stop::Ended(_) => failure(or_unknown(exit), reason),
            Stop::Failed(error) => failure(Exit::of(&error), Details::from(&error).message),
        };
        failure.with_recovery(recovery)
    }

    fn last_status(&self, record: &JobRecord) -> String {
        let polls = record.polls();
        let noun = if polls == 1 { "poll" } else { "polls" };
        let status = record.status().map(|status| format!(", last status {status}")).unwrap_or_default();
        format!("; {polls} {noun}{status}")
    }

    /// How to continue.
    async fn recovery(&self, record: &JobRecord, stop: &Stop, is_stored: bool) -> Option<Recovery> {
        if self.is_simulated {
            return None;
        }
        let advice = recovery::advice(record, matches!(stop, Stop::Interrupted(_)))?;
        let ledger = self.ledger.clone();
        let named = record.client_request_id().as_str();
        let id = record.job().map_or(named, Job::id);
        let resume = |id| recovery::resume(record, id, self.is_forced, ledger.clone());
        let command = match record.job() {
            _ if is_stored => {
                let id = if self.is_last(record).await { None } else { Some(id) };
                recovery::resume_recorded(id, ledger.clone())
            }
            Some(_) => resume(id),
            None if record.state() == State::Named => return None,
            None => recovery::find(named),
        };
        if !self.is_not_found() {
            return Some(Recovery::new(advice, command));
        }
        let advice = "The service does not know this id. Check it, and try again with";
        let others = record.job().into_iter().flat_map(Job::other_ids).map(|id| resume(id));
        // The id on the command line may be a client request id.
        let find = (record.submissions() == 0).then(|| id.parse::<ClientRequestId>().ok()).flatten();
        let find = find.map(|id| recovery::find(id.as_str()));
        Some(Recovery::new(advice, command).or(others).or(find))
    }

    fn is_not_found(&self) -> bool {
        self.report.error().is_some_and(|error| error.status == Some(404))
    }

    /// Whether this is the job that a command without an id continues.
    async fn is_last(&self, record: &JobRecord) -> bool {
        // The ledger may be locked.
        let last = timeout(Duration::from_secs(1), self.jobs.last(without_video())).await;
        let last = last.ok().and_then(Result::ok).flatten();
        last.is_some_and(|last| last.client_request_id() == record.client_request_id())
    }
}

/// Whether the time limit applies to the job: it does not to its submission and its download.
fn is_waiting(job: &mut Claimed) -> Option<()> {
    matches!(job.record().state(), State::Sent | State::Unknown | State::Submitted).then_some(())
}

/// Forever, if there is no deadline.
async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

//! Processes that take one job step by step, and die at any moment.

use std::{collections::HashMap, fs, path::PathBuf, sync::Arc, time::Duration};

use aimlapi_kling::{
    Client, ClientRequestId, Error, WaitPolicy,
    ledger::{JobRecord, Next, State, Steps},
    simulator::{Endpoint, Simulator},
};
use tokio::time::{sleep, timeout};

use super::{
    fault_kind::Submitted,
    plan::{Crash, Plan},
    recorder::Recorder,
    storage::{MortalStore, Storage},
};
use crate::support::{cancel::after_polls, file_names, wall_clock::WallClock};

/// A job for which more goes wrong does not fail by chance.
const MAX_TROUBLES: usize = 200;

/// The time between two processes, and until a caller tries again what needs an operator.
const PAUSE: Duration = Duration::from_secs(10);

/// What all jobs of a round have in common.
pub struct Round {
    pub plan: Plan,
    pub simulator: Simulator,
    pub recorder: Arc<Recorder>,
    pub client: Client,
    pub storage: Storage,
    pub folder: PathBuf,
}

/// What happened to one job.
#[derive(Default)]
pub struct JobReport {
    pub submitted: Submitted,
    /// The last record; none before the job has ended.
    pub record: Option<JobRecord>,
    pub crashes: usize,
    /// Whether the plan does not know how far a submission has got.
    pub is_submission_interrupted: bool,
    /// Unknown submissions that were sent again.
    pub resends: usize,
    /// How often another worker has changed the record.
    pub conflicts: usize,
    /// How often the record says that an operator is needed.
    pub stops: usize,
    pub clock_jumps: usize,
    /// Downloads that found a part of the video.
    pub resumed: usize,
    /// How often the disk lost a part of what was received.
    pub damaged: usize,
}

impl JobReport {
    /// The id of the job, where its video has arrived.
    pub fn id(&self) -> Option<&str> {
        self.record.as_ref().and_then(JobRecord::job).map(aimlapi_kling::Job::id)
    }
}

/// How a process continues after a step.
enum Then {
    Continue {
        after: Duration,
    },
    /// The record in memory is obsolete.
    Reload,
    End,
}

pub struct Worker {
    round: Arc<Round>,
    name: String,
    id: ClientRequestId,
    clock: WallClock,
    steps: Steps,
    folder: PathBuf,
    output: PathBuf,
    /// The steps so far, in each state.
    taken: HashMap<State, usize>,
    is_in_doubt: bool,
    report: JobReport,
}

impl Worker {
    pub fn new(round: Arc<Round>, name: String) -> Self {
        let clock = WallClock::new();
        let policy = WaitPolicy::new().interval(PAUSE);
        let steps = Steps::new(round.client.clone()).wait_policy(policy).clock(clock.clone());
        let steps = steps.resend_if_not_found(round.plan.resends(&name));
        let folder = round.folder.join(&name);
        Self {
            id: name.parse().expect("it is well-formed"),
            clock,
            steps,
            output: folder.join("video.mp4"),
            folder,
            taken: HashMap::new(),
            is_in_doubt: false,
            report: JobReport::default(),
            round,
            name,
        }
    }

    /// Takes the job to its end, in as many processes as that needs.
    pub async fn run(mut self) -> Result<JobReport, String> {
        fs::create_dir(&self.folder).expect("names differ");
        while !self.process().await? {
            self.report.crashes += 1;
            self.ensure_few_troubles()?;
            sleep(PAUSE).await;
            self.damage_disk();
            if let Some(seconds) = self.round.plan.clock_jump(&self.name, self.report.crashes) {
                self.report.clock_jumps += 1;
                self.clock.jump(seconds);
            }
        }
        self.check().await?;
        fs::remove_dir_all(&self.folder).expect("it is not in use");
        Ok(self.report)
    }

    /// A process, which knows only what is stored. Returns whether the job has ended before it died.
    async fn process(&mut self) -> Result<bool, String> {
        let mut record = self.load().await;
        loop {
            let (plan, state) = (self.round.plan, record.state());
            let number = self.taken.entry(state).or_default();
            let (crash, has_other) =
                (plan.crash(&self.name, state, *number), plan.has_other_worker(&self.name, state, *number));
            *number += 1;
            self.report.resumed += usize::from(state == State::Completed && self.has_part());
            self.report.is_submission_interrupted |=
                state == State::Named && (has_other || !matches!(crash, None | Some(Crash::AfterStep)));
            let result = match has_other {
                true => Some(self.step_twice(&mut record).await),
                false => self.step(&mut record, crash).await,
            };
            let Some(result) = result else { return Ok(false) };
            self.observe(&record)?;
            match self.then(&record, result)? {
                Then::Continue { after } => sleep(after).await,
                Then::Reload => record = self.load().await,
                Then::End => {
                    self.report.record = Some(record);
                    return Ok(true);
                }
            }
        }
    }

    async fn load(&mut self) -> JobRecord {
        let stored = self.round.storage.load(&self.id).await;
        let record = stored.unwrap_or_else(|| {
            let request = self.round.plan.request(&self.name);
            let record = JobRecord::with_id(self.id.clone(), request).expect("it is valid");
            record.output(self.output.to_str().expect("it is Unicode"))
        });
        self.observe(&record).expect("a stored record is consistent");
        record
    }

    /// Takes a step. Returns `None` if the process dies.
    async fn step(&self, record: &mut JobRecord, crash: Option<Crash>) -> Option<Result<Next, Error>> {
        let store = MortalStore::new(&self.round.storage, crash);
        let step = self.steps.advance(record, &store);
        let step = async {
            match crash {
                Some(Crash::AfterPolls(polls)) => after_polls(polls, step).await,
                Some(Crash::AfterTime(time)) => timeout(time, step).await.ok(),
                _ => Some(step.await),
            }
        };
        let result = tokio::select! {
            result = step => result,
            () = store.died() => None,
        };
        result.filter(|_| !matches!(crash, Some(Crash::AfterStep)))
    }

    /// Two workers with the same record take the step at the same time. The first one continues.
    async fn step_twice(&mut self, record: &mut JobRecord) -> Result<Next, Error> {
        let (mut other, storage) = (record.clone(), &self.round.storage);
        let (result, other) =
            tokio::join!(self.steps.advance(record, storage), self.steps.advance(&mut other, storage));
        self.report.conflicts += [&result, &other].into_iter().filter(|result| result.is_err()).count();
        result
    }

    fn then(&mut self, record: &JobRecord, result: Result<Next, Error>) -> Result<Then, String> {
        match result {
            Ok(Next::Again { after }) => Ok(Then::Continue { after }),
            Ok(Next::Done | Next::Refused) => Ok(Then::End),
            Ok(Next::Unknown) if record.job().is_none() => Ok(Then::End),
            Ok(Next::Unknown | Next::CannotDownload | Next::Stop(_)) => {
                self.report.stops += 1;
                self.ensure_few_troubles()?;
                Ok(Then::Continue { after: PAUSE })
            }
            Err(error) if error.is_store() => Ok(Then::Reload),
            end => Err(format!("{end:?}: {record:?}")),
        }
    }

    /// Follows the record, which may have been changed by another worker.
    fn observe(&mut self, record: &JobRecord) -> Result<(), String> {
        match (record.state(), record.job()) {
            (State::Named, _) => self.report.resends += usize::from(std::mem::take(&mut self.is_in_doubt)),
            (state, _) if state.is_in_doubt() => {
                self.is_in_doubt = true;
                self.report.submitted = Submitted::Unknown { is_accepted: false };
            }
            (State::Refused, _) => self.report.submitted = Submitted::Refused,
            (_, Some(job)) => {
                self.report.submitted = match self.is_in_doubt {
                    true => Submitted::Unknown { is_accepted: true },
                    false => Submitted::Known,
                };
                let named = record.last_error().and_then(|error| error.generation_id());
                ensure(named.is_none_or(|id| id == job.id()), || {
                    format!("an error of another job: {record:?}")
                })?;
            }
            (_, None) => return Err(format!("a record without a job: {record:?}")),
        }
        Ok(())
    }

    fn has_part(&self) -> bool {
        self.folder.join("video.mp4.part").exists()
    }

    /// Does now and then what a power failure does: the last bytes never reach the disk.
    fn damage_disk(&mut self) {
        let path = self.folder.join("video.mp4.part");
        let Ok(mut part) = fs::read(&path) else { return };
        let lost = self.round.plan.lost_bytes(&self.name, self.report.crashes).min(part.len());
        let end = part.len() - lost;
        part[end..].fill(0);
        fs::write(path, part).expect("it exists");
        self.report.damaged += usize::from(lost > 0);
    }

    /// What must hold when the job has ended.
    async fn check(&self) -> Result<(), String> {
        let record = self.report.record.as_ref().expect("it has ended");
        let stored = self.round.storage.load(&self.id).await;
        ensure(stored.as_ref() == Some(record), || format!("{stored:?} is stored, not {record:?}"))?;
        ensure(record.other_jobs().is_empty(), || format!("it was paid for again: {record:?}"))?;
        let (sent, recorded) =
            (self.round.recorder.exchanges(Endpoint::Submit, &self.name), record.submissions() as usize);
        ensure(sent <= recorded, || format!("sent {sent} times, and recorded {recorded} times"))?;
        let names = file_names(&self.folder);
        let Some(job) = record.job() else {
            return ensure(names.is_empty(), || format!("{names:?} remain without a job"));
        };
        ensure(record.state() == State::Downloaded, || format!("it has not ended: {record:?}"))?;
        ensure(names == ["video.mp4"], || format!("{names:?} remain"))?;
        let (file, video) = (fs::read(&self.output).ok(), self.round.simulator.video(job.id()));
        ensure(file.is_some() && file == video, || "the file is not the job's video".to_owned())
    }

    fn ensure_few_troubles(&self) -> Result<(), String> {
        ensure(self.report.crashes + self.report.stops <= MAX_TROUBLES, || "it never ends".to_owned())
    }
}

fn ensure(condition: bool, problem: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(problem()) }
}

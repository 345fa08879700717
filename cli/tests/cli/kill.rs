//! Whenever and however a command is ended, the next one fetches the video, and nothing is paid for twice.
//!
//! A command is stopped at a request that the service does not answer, or at a commit of the ledger, in which a trigger
//! of the database computes for ever. So the signal arrives at a known step, and no time has to be guessed.
#![cfg(unix)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::{
    ledger::{JobFilter, Ledger, State},
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
    types::V1_6StandardTextToVideo,
};
use rusqlite::{Connection, ErrorCode};
use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::support::{Folder, GENERATE, MODEL, Run, command_at, files, folder, kling_at};

/// The number of bytes of the video that are sent before the command is ended.
const RECEIVED: usize = 1000;

/// A file of the user beside the video.
const MINE: &str = "mine.mp4.part";

/// A command that pays for a job or fetches its video.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    Generate,
    GenerateJson,
    GenerateUnrecorded,
    Submit,
    Wait,
    Resume,
    Download,
    Recover,
}

/// The moment at which the command is ended.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// The ledger is about to commit that the job is in this state.
    Commit(State),
    /// The service has accepted the job, and does not respond.
    Submitting,
    /// The service does not respond to the poll with this number.
    Polling(usize),
    /// The service has sent a part of the video.
    Downloading,
}

impl Mode {
    const ALL: [Self; 8] = [
        Self::Generate,
        Self::GenerateJson,
        Self::GenerateUnrecorded,
        Self::Submit,
        Self::Wait,
        Self::Resume,
        Self::Download,
        Self::Recover,
    ];

    /// The steps of this command, in their order.
    fn steps(self) -> Vec<Step> {
        use State::{Completed, Downloaded, Named, Sent, Submitted};
        use Step::{Commit, Downloading, Polling, Submitting};
        let submitting = [Commit(Named), Commit(Sent), Submitting, Commit(Submitted)];
        let fetching = [Polling(0), Commit(Completed), Polling(1), Downloading, Commit(Downloaded)];
        match self {
            Self::Generate | Self::GenerateJson => [&submitting[..], &fetching].concat(),
            Self::GenerateUnrecorded => vec![Submitting, Polling(0), Polling(1), Downloading],
            Self::Submit => submitting.into(),
            Self::Wait => fetching[..2].into(),
            Self::Resume | Self::Download => fetching.into(),
            Self::Recover => [&[Commit(Submitted)], &fetching[..]].concat(),
        }
    }

    fn arguments(self) -> Vec<&'static str> {
        let generate = |more: &[&'static str]| [&GENERATE[..], &["--interval", "1"], more].concat();
        match self {
            Self::Generate => generate(&[]),
            Self::GenerateJson => generate(&["--json"]),
            Self::GenerateUnrecorded => generate(&["--no-ledger"]),
            Self::Submit => vec!["submit", "-m", MODEL, "--prompt", "A lighthouse", "-o", "out.mp4"],
            Self::Wait => vec!["wait", "--interval", "1"],
            Self::Resume => vec!["resume", "--interval", "1"],
            Self::Download => vec!["download"],
            Self::Recover => vec!["recover", "--out", ".", "--interval", "1"],
        }
    }
}

/// A service that does not complete a step, a folder, and its ledger.
struct Case {
    mode: Mode,
    step: Step,
    signal: Signal,
    simulator: Simulator,
    folder: Folder,
    ledger: PathBuf,
    /// The number of requests that the service has received for each endpoint that may be stopped at.
    caught: Arc<AtomicUsize>,
    polls: Arc<AtomicUsize>,
}

impl Case {
    async fn new(mode: Mode, step: Step, signal: Signal) -> Self {
        let (caught, polls) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (counter, poll_counter) = (Arc::clone(&caught), Arc::clone(&polls));
        let faults = move |request: &IncomingRequest<'_>| {
            const LONG: Duration = Duration::from_secs(3600);
            if request.endpoint == Endpoint::Poll {
                poll_counter.fetch_add(1, Ordering::SeqCst);
            }
            let fault = match (step, request.endpoint, request.number) {
                (Step::Submitting, Endpoint::Submit, 0) => Fault::late(LONG),
                (Step::Polling(number), Endpoint::Poll, at) if at == number => Fault::late(LONG),
                (Step::Downloading, Endpoint::Video, 0) => Fault::stall(RECEIVED),
                _ => return None,
            };
            counter.fetch_add(1, Ordering::SeqCst);
            Some(fault)
        };
        let simulator = Simulator::builder().instant().faults(faults).start().await.unwrap();
        let folder = folder();
        fs::write(folder.path().join(MINE), "mine").unwrap();
        fs::create_dir(folder.ledgers()).unwrap();
        let port = simulator.base_url().rsplit_once(':').unwrap().1.to_owned();
        let ledger = folder.ledgers().join(format!("127.0.0.1_{port}.db"));
        drop(Ledger::open(&ledger).await.unwrap());
        Self { mode, step, signal, simulator, folder, ledger, caught, polls }
    }

    async fn kling(&self, arguments: &[&str]) -> Run {
        kling_at(&self.simulator, &self.folder, arguments).await
    }

    /// A job that a command can fetch.
    async fn submit_before(&self) {
        match self.mode {
            Mode::Wait | Mode::Resume | Mode::Download => {
                let run = self.kling(&Mode::Submit.arguments()).await;
                assert_eq!(run.code, Some(0), "{run:?}");
            }
            Mode::Recover => {
                let client = self.simulator.client().build().unwrap();
                client.submit(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
            }
            _ => {}
        }
    }

    /// Makes the commit of a state last for ever.
    fn block_commit(&self) {
        let Step::Commit(state) = self.step else { return };
        let database = Connection::open(&self.ledger).unwrap();
        let sql = format!(
            "CREATE VIEW forever AS WITH RECURSIVE numbers(n) AS
                 (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers;
             CREATE TRIGGER block_insert BEFORE INSERT ON jobs WHEN NEW.record ->> '$.state' = '{state}'
                 BEGIN SELECT count(*) FROM forever; END;
             CREATE TRIGGER block_update BEFORE UPDATE OF record ON jobs
                 WHEN NEW.record ->> '$.state' = '{state}' AND OLD.record ->> '$.state' <> '{state}'
                 BEGIN SELECT count(*) FROM forever; END;"
        );
        database.execute_batch(&sql).unwrap();
    }

    fn unblock_commit(&self) {
        let database = Connection::open(&self.ledger).unwrap();
        database.busy_timeout(Duration::from_secs(10)).unwrap();
        let sql = "DROP TRIGGER IF EXISTS block_insert; DROP TRIGGER IF EXISTS block_update; DROP VIEW IF EXISTS forever";
        database.execute_batch(sql).unwrap();
    }

    /// Whether a process is writing to the ledger.
    fn is_committing(&self) -> bool {
        let database = Connection::open(&self.ledger).unwrap();
        database.busy_timeout(Duration::ZERO).unwrap();
        match database.execute_batch("BEGIN IMMEDIATE; ROLLBACK") {
            Ok(()) => false,
            Err(error) => {
                assert_eq!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy), "{error}");
                true
            }
        }
    }

    /// The state of the only job in the ledger.
    async fn state(&self) -> Option<State> {
        let ledger = Ledger::open(&self.ledger).await.unwrap();
        ledger.jobs(&JobFilter::new()).await.unwrap().first().map(|record| record.state())
    }

    /// Whether the command is stopped at the step: what precedes the step has happened, and the next thing is
    /// blocked.
    async fn is_at_step(&self) -> bool {
        let state = match self.step {
            // A job is accepted a moment after its request was received.
            Step::Submitting => return !self.simulator.accepted().is_empty(),
            Step::Polling(_) => return self.caught.load(Ordering::SeqCst) > 0,
            Step::Downloading => {
                let part = self.parts().into_iter().find(|part| !part.ends_with(MINE));
                return part.is_some_and(|part| fs::metadata(part).unwrap().len() == RECEIVED as u64);
            }
            Step::Commit(state) => state,
        };
        let precedes = match state {
            State::Named => true,
            State::Submitted if self.mode == Mode::Recover => true,
            State::Sent => self.state().await == Some(State::Named),
            State::Submitted => !self.simulator.accepted().is_empty(),
            State::Completed => self.polls.load(Ordering::SeqCst) > 0,
            _ => self.video().is_some(),
        };
        precedes && self.is_committing()
    }

    fn parts(&self) -> Vec<PathBuf> {
        self.files_with("part")
    }

    fn files_with(&self, extension: &str) -> Vec<PathBuf> {
        let names = files(self.folder.path());
        let paths = names.iter().map(|name| self.folder.path().join(name));
        paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
    }

    /// The video under its final name.
    fn video(&self) -> Option<PathBuf> {
        self.files_with("mp4").pop()
    }

    /// Starts the command and ends it at the step. Returns its output.
    async fn end(&self) -> Run {
        let mut command = command_at(&self.simulator.base_url(), &self.folder, &self.mode.arguments());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let reached = async {
            while !self.is_at_step().await {
                sleep(Duration::from_millis(5)).await;
            }
        };
        let pid = Pid::from_raw(child.id().unwrap().try_into().unwrap()).unwrap();
        let output = child.wait_with_output();
        tokio::pin!(output);
        tokio::select! {
            ended = &mut output => panic!("{self:?} ended: {:?}", Run::from(ended.unwrap())),
            reached = timeout(Duration::from_secs(120), reached) => reached.unwrap_or_else(|_| panic!("{self:?}")),
        }
        kill_process(pid, self.signal).unwrap();
        output.await.unwrap().into()
    }

    /// Continues in the way that the ended command has said, or that a user would try.
    async fn continue_after(&self, run: &Run) -> Run {
        let same = self.mode.arguments();
        match (self.mode, self.step) {
            (Mode::GenerateUnrecorded, step) => {
                let id = match step {
                    Step::Submitting => {
                        let found = self.kling(&["find", line(run, "submitting as ")]).await;
                        found.stdout.trim_end().to_owned()
                    }
                    _ => line(run, "submitted ").split_once(" (").unwrap().0.to_owned(),
                };
                self.kling(&["resume", &id, "-o", "out.mp4", "--no-ledger"]).await
            }
            (Mode::Recover, _) => self.kling(&same).await,
            // The ledger has no job.
            (Mode::Submit, Step::Commit(State::Named)) => {
                let again = self.kling(&same).await;
                assert_eq!(again.code, Some(0), "{self:?} {again:?}");
                self.kling(&["resume"]).await
            }
            (_, Step::Commit(State::Named)) => self.kling(&same).await,
            // The same command and `resume` are equally good.
            (Mode::Generate, Step::Polling(_) | Step::Commit(State::Submitted)) => self.kling(&same).await,
            _ => self.kling(&["resume", "--interval", "1"]).await,
        }
    }

    async fn check(self) {
        self.submit_before().await;
        self.block_commit();
        let run = self.end().await;
        self.unblock_commit();
        self.check_advice(&run).await;
        let continued = self.continue_after(&run).await;
        assert_eq!(continued.code, Some(0), "{self:?}\n{run:?}\n{continued:?}");
        let [accepted] =
            self.simulator.accepted().try_into().unwrap_or_else(|all| panic!("{self:?} {all:?}"));
        let video = self.video().unwrap_or_else(|| panic!("{self:?}\n{run:?}\n{continued:?}"));
        assert!(Some(fs::read(&video).unwrap()) == self.simulator.video(&accepted.id), "{self:?}");
        // Nothing is left of the ended command, and the file of the user is as it was.
        let mut names = [name(&video), MINE.to_owned()];
        names.sort();
        assert_eq!(files(self.folder.path()), names, "{self:?}");
        assert_eq!(fs::read(self.folder.path().join(MINE)).unwrap(), b"mine");
        // Neither command does anything when it is repeated.
        if self.mode != Mode::GenerateUnrecorded {
            for again in [&["resume"][..], &self.mode.arguments()] {
                let again = self.kling(again).await;
                assert_eq!(again.code, Some(0), "{self:?} {again:?}");
            }
            assert_eq!(self.simulator.accepted().len(), 1, "{self:?}");
        }
    }

    /// After a signal that can be caught, the command says how to continue.
    async fn check_advice(&self, run: &Run) {
        let (code, kind) = match self.signal {
            Signal::INT => (130, "interrupted"),
            Signal::TERM => (143, "terminated"),
            _ => return assert_eq!(run.code, None),
        };
        assert_eq!(run.code, Some(code), "{self:?} {run:?}");
        // What is said during a commit depends on whether the ledger can be read meanwhile.
        if matches!(self.step, Step::Commit(_)) {
            return;
        }
        if self.mode == Mode::GenerateJson {
            let error = &run.event("failed")["error"];
            assert_eq!(
                (&error["kind"], &error["recovery"]),
                (&kind.into(), &"kling resume".into()),
                "{run:?}"
            );
            return;
        }
        if self.mode == Mode::GenerateUnrecorded {
            let command = run.stderr.lines().last().unwrap().trim_start();
            let verb = if self.step == Step::Submitting { "kling find " } else { "kling resume " };
            assert!(command.starts_with(verb), "{self:?} {run:?}");
            return;
        }
        let advice = match self.state().await {
            Some(State::Sent) => {
                "Stopped. The job may have been accepted. Before anything is paid again, look it up with"
            }
            Some(State::Submitted) => {
                "Stopped waiting. The job continues and is charged when it completes. Fetch its video with"
            }
            _ => "Stopped downloading. The job has completed. Fetch its video with",
        };
        assert!(run.stderr.ends_with(&format!("{advice}\n    kling resume\n")), "{self:?} {run:?}");
    }
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} ended by {:?} at {:?}", self.mode, self.signal, self.step)
    }
}

/// The rest of the line that begins with a text.
fn line<'a>(run: &'a Run, start: &str) -> &'a str {
    run.stderr.lines().find_map(|text| text.strip_prefix(start)).unwrap_or_else(|| panic!("{run:?}"))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Runs the cases of a signal, a few at a time.
async fn matrix(signal: Signal) {
    let running = Arc::new(Semaphore::new(6));
    let mut cases = JoinSet::new();
    for mode in Mode::ALL {
        for step in mode.steps() {
            let running = Arc::clone(&running);
            cases.spawn(async move {
                let _permit = running.acquire().await.unwrap();
                Case::new(mode, step, signal).await.check().await;
            });
        }
    }
    let mut failures = Vec::new();
    while let Some(case) = cases.join_next().await {
        failures.extend(case.err().map(|error| error.to_string()));
    }
    assert_eq!(failures, [""; 0]);
}

#[tokio::test]
async fn a_job_survives_a_kill_at_every_step_of_every_command() {
    matrix(Signal::KILL).await;
}

#[tokio::test]
async fn a_job_survives_a_termination_at_every_step_of_every_command() {
    matrix(Signal::TERM).await;
}

#[tokio::test]
async fn a_job_survives_an_interrupt_at_every_step_of_every_command() {
    matrix(Signal::INT).await;
}

/// A command waits for a ledger that another process has locked. Whether it has opened the file is known on Linux.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_command_that_waits_for_its_ledger_ends_at_a_signal() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    let path = folder.path().join("jobs.db");
    let database = Connection::open(&path).unwrap();
    database.execute_batch("CREATE TABLE jobs (record TEXT); BEGIN EXCLUSIVE").unwrap();
    let generate = [&GENERATE[..], &["--ledger", "jobs.db"]].concat();
    let batch = ["batch", "prompts.txt", "--model", MODEL, "--out", "videos", "--ledger", "jobs.db"];
    fs::write(folder.path().join("prompts.txt"), "A lighthouse\n").unwrap();
    for arguments in [&generate[..], &["status", "--ledger", "jobs.db"], &batch] {
        let mut command = command_at(&simulator.base_url(), &folder, arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let files = format!("/proc/{}/fd", child.id().unwrap());
        let is_open = || {
            let mut files = fs::read_dir(&files).unwrap();
            files.any(|file| fs::read_link(file.unwrap().path()).is_ok_and(|file| file == path))
        };
        while !is_open() {
            assert_eq!(child.try_wait().unwrap(), None);
            sleep(Duration::from_millis(5)).await;
        }
        crate::support::send(&child, Signal::TERM);
        let run = Run::from(child.wait_with_output().await.unwrap());
        assert_eq!((run.code, run.stderr.lines().last()), (Some(143), Some("error: terminated")), "{run:?}");
    }
    assert_eq!(simulator.accepted().len(), 0);
}

//! Many jobs side by side, each taken step by step through random faults of its own, by processes that die during
//! and after any step and at any save: no job is lost, none is paid for twice, and every video arrives.
//!
//! `SOAK_SEED` and `SOAK_JOBS` choose the run. The same seed is the same run, except for what the order of jobs
//! decides: which of them meet the faults of the log, whose requests have no client request id, and those of
//! connections, and how far a step has got when it is dropped.

mod check;
mod choices;
mod fault_kind;
mod intermediary;
mod plan;
mod recorder;
mod storage;
mod summary;
mod worker;

use std::{env, sync::Arc, time::Duration};

use aimlapi_kling::{
    Client,
    simulator::{
        Endpoint::{Poll, Submit, Video},
        IncomingRequest, Simulator,
    },
};
use check::JobReports;
use intermediary::{Counts, Intermediary};
use plan::Plan;
use recorder::Recorder;
use storage::Storage;
use summary::Summary;
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout},
};
use worker::{JobReport, Round, Worker};

use crate::support::clock::Clock;

const SEED: u64 = 4711;
const JOBS: usize = 300;

/// Jobs of one simulator: a look-up reads its whole log.
const ROUND: usize = 150;

/// Every exchange costs four file descriptors.
const CONCURRENT_JOBS: usize = 64;

const VIDEO_SIZE: usize = 160 * 1024;

/// Requests after which the URL of a video has expired.
const URL_LIFETIME: usize = 3;

/// Longer than most workers take until they look a submission up.
const LOG_DELAY: Duration = Duration::from_secs(90);

/// Longer than any job takes.
const FAR_FUTURE: Duration = Duration::from_secs(48 * 3600);

/// How far the clock moves at once, for the simulator does not hold it. Every timeout is much longer.
const MIN_STEP: Duration = Duration::from_millis(20);
const MAX_STEP: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn no_job_is_lost_and_none_is_paid_for_twice() {
    let (plan, jobs) =
        (Plan { seed: setting("SOAK_SEED", SEED), has_races: true }, setting("SOAK_JOBS", JOBS));
    let command = format!(
        "SOAK_SEED={} SOAK_JOBS={jobs} cargo test --all-features --test resilience no_job -- --nocapture",
        plan.seed
    );
    eprintln!("{command}");
    let (start, clock_start) = (std::time::Instant::now(), Instant::now());
    let mut run = Run::default();
    for (number, first) in (0..jobs).step_by(ROUND).enumerate() {
        let has_database = number % 2 == 0;
        run.round(plan, first..jobs.min(first + ROUND), CONCURRENT_JOBS, has_database).await;
    }
    let summary = Summary::new(&run.jobs, run.accepted, &run.recorder, &run.intermediary_counts);
    eprintln!("{summary}");
    eprintln!("{:28}{:>8.1}", "seconds", start.elapsed().as_secs_f64());
    eprintln!("{:28}{:>8}", "seconds, on the clock", clock_start.elapsed().as_secs());
    run.assert_no_problems(&command);
    if jobs >= JOBS {
        assert_eq!(summary.missing(), [""; 0], "{command}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_order_of_jobs_changes_no_outcome() {
    let plan = Plan { seed: SEED, has_races: false };
    let (mut forwards, mut backwards) = (Run::default(), Run::default());
    forwards.round(plan, 0..60, CONCURRENT_JOBS, false).await;
    backwards.round(plan, (0..60).rev(), 7, true).await;
    let outcomes = forwards.outcomes().into_iter().zip(backwards.outcomes());
    let differing: Vec<_> = outcomes.filter(|(one, other)| one != other).collect();
    assert_eq!(differing, []);
}

fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    let text = env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is not a number: {text:?}")))
}

/// Jobs, and what happened to them.
#[derive(Default)]
struct Run {
    jobs: JobReports,
    accepted: usize,
    recorder: Arc<Recorder>,
    intermediary_counts: Arc<Counts>,
    problems: Vec<String>,
}

impl Run {
    /// Adds the jobs with these numbers, on a simulator and a storage of their own.
    async fn round(
        &mut self,
        plan: Plan,
        numbers: impl Iterator<Item = usize>,
        concurrent_jobs: usize,
        has_database: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let simulator = simulator(plan, Arc::clone(&self.recorder)).await;
        let intermediary = match plan.has_races {
            true => {
                let counts = Arc::clone(&self.intermediary_counts);
                Some(Intermediary::start(plan.seed, &simulator.base_url(), counts).await)
            }
            false => None,
        };
        let base_url = intermediary.as_ref().map_or(simulator.base_url(), |host| host.base_url.clone());
        let storage = match has_database {
            true => Storage::open(&folder.path().join("jobs.ledger")).await,
            false => Storage::Texts(Default::default()),
        };
        let round = Arc::new(Round {
            plan,
            client: client(&simulator, base_url),
            simulator,
            recorder: Arc::clone(&self.recorder),
            storage,
            folder: folder.path().into(),
        });
        let clock = Clock::in_growing_steps(MIN_STEP, MAX_STEP);
        let names = numbers.map(|number| plan.name(number));
        let jobs = clock.run(self.run_jobs(&clock, &round, names, concurrent_jobs)).await;
        self.accepted += round.simulator.accepted().len();
        self.problems.extend(check::problems(&round, &jobs));
        self.jobs.extend(jobs);
    }

    async fn run_jobs(
        &mut self,
        clock: &Clock,
        round: &Arc<Round>,
        names: impl Iterator<Item = String>,
        concurrent_jobs: usize,
    ) -> JobReports {
        let permits = Arc::new(Semaphore::new(concurrent_jobs));
        let job = |name| clock.watch(run_job(Arc::clone(round), name, Arc::clone(&permits)));
        let tasks: JoinSet<_> = names.map(job).collect();
        let mut jobs = JobReports::new();
        for (name, report) in tasks.join_all().await {
            match report {
                Ok(report) => drop(jobs.insert(name, report)),
                Err(problem) => self.problems.push(format!("{name}: {problem}")),
            }
        }
        jobs
    }

    fn assert_no_problems(&self, command: &str) {
        let (count, some) = (self.problems.len(), &self.problems[..self.problems.len().min(20)]);
        assert!(self.problems.is_empty(), "{count} problems, {command}\n{}", some.join("\n"));
    }

    /// What happened to the jobs, as far as it does not depend on others.
    fn outcomes(&self) -> Vec<String> {
        assert!(self.problems.is_empty(), "{:?}", self.problems);
        let outcome = |(name, job): (&String, &JobReport)| {
            let exchanges = [Submit, Poll, Video].map(|operation| self.recorder.exchanges(operation, name));
            let JobReport { submitted, resends, resumed, .. } = job;
            format!("{name}: {submitted:?}, {exchanges:?}, {resends}, {resumed}")
        };
        self.jobs.iter().map(outcome).collect()
    }
}

async fn run_job(
    round: Arc<Round>,
    name: String,
    permits: Arc<Semaphore>,
) -> (String, Result<JobReport, String>) {
    let _permit = permits.acquire().await.expect("it is never closed");
    let report = timeout(FAR_FUTURE, Worker::new(round, name.clone()).run()).await;
    (name, report.unwrap_or_else(|_| Err("it never ends".to_owned())))
}

/// A client whose jobs do not depend on each other: each of them meets its own faults, and a 429 that asks one of them
/// to wait for ten minutes would delay the steps of all others.
fn client(simulator: &Simulator, base_url: String) -> Client {
    let builder = simulator.client().base_url(base_url).rate_limit(());
    builder.max_concurrent_requests(CONCURRENT_JOBS).build().unwrap()
}

async fn simulator(plan: Plan, recorder: Arc<Recorder>) -> Simulator {
    let builder = Simulator::builder()
        .timeline(Duration::from_secs(5), Duration::from_secs(12))
        .video_size(VIDEO_SIZE)
        .url_lifetime(URL_LIFETIME)
        .log_delay(LOG_DELAY);
    let faults = move |request: &IncomingRequest<'_>| {
        let fault = plan.fault(request);
        recorder.record(request, fault.as_ref().map(|(kind, _)| *kind));
        fault.map(|(_, fault)| fault)
    };
    builder.faults(faults).start().await.unwrap()
}

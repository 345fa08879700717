//! Many jobs side by side, each meeting random faults of its own: no job is lost, none is paid for twice, and
//! every video arrives.
//!
//! `SOAK_SEED` and `SOAK_JOBS` choose the run. The same seed is the same run, except for what the order of jobs
//! decides: which of them meet the faults of the log, whose requests have no client request id, and those of
//! connections, and how far a call has got when it is dropped.

mod caller;
mod check;
mod choices;
mod fault_kind;
mod intermediary;
mod plan;
mod recorder;
mod summary;

use std::{env, sync::Arc, time::Duration};

use aimlapi_kling::{
    Client, WaitPolicy,
    simulator::{
        Endpoint::{Poll, Submit, Video},
        IncomingRequest, Simulator,
    },
};
use caller::{Caller, JobRecord};
use check::JobRecords;
use intermediary::{Counts, Intermediary};
use plan::{Plan, SUBMIT_ATTEMPTS};
use recorder::Recorder;
use summary::Summary;
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout},
};

use crate::support::{clock::Clock, limit::NoRateLimit};

const SEED: u64 = 4711;
const JOBS: usize = 300;

/// Jobs of one simulator: a lookup reads its whole log.
const ROUND: usize = 1000;

/// Every exchange costs four file descriptors.
const CONCURRENT_JOBS: usize = 64;

const VIDEO_SIZE: usize = 160 * 1024;

/// Requests after which the URL of a video has expired.
const URL_LIFETIME: usize = 3;

/// Longer than most callers take until they look a submission up.
const LOG_DELAY: Duration = Duration::from_secs(90);

/// Longer than any job takes.
const FAR_FUTURE: Duration = Duration::from_secs(12 * 3600);

/// The clock never moves farther at once, for the simulator does not hold it.
const STEP: Duration = Duration::from_millis(20);

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
    for first in (0..jobs).step_by(ROUND) {
        run.round(plan, first..jobs.min(first + ROUND), CONCURRENT_JOBS).await;
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
    forwards.round(plan, 0..60, CONCURRENT_JOBS).await;
    backwards.round(plan, (0..60).rev(), 7).await;
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
    jobs: JobRecords,
    accepted: usize,
    recorder: Arc<Recorder>,
    intermediary_counts: Arc<Counts>,
    problems: Vec<String>,
}

impl Run {
    /// Adds the jobs with these numbers, on a simulator of their own.
    async fn round(&mut self, plan: Plan, numbers: impl Iterator<Item = usize>, concurrent_jobs: usize) {
        let folder = tempfile::tempdir().unwrap();
        let simulator = Arc::new(simulator(plan, Arc::clone(&self.recorder)).await);
        let mut base_url = simulator.base_url();
        let intermediary = if plan.has_races {
            Some(Intermediary::start(plan.seed, &base_url, Arc::clone(&self.intermediary_counts)).await)
        } else {
            None
        };
        if let Some(intermediary) = &intermediary {
            base_url.clone_from(&intermediary.base_url);
        }
        let caller = Caller {
            plan,
            client: client(&simulator, base_url),
            simulator: Arc::clone(&simulator),
            recorder: Arc::clone(&self.recorder),
            folder: folder.path().into(),
        };
        let names = numbers.map(|number| plan.name(number));
        let jobs = Clock::in_steps(STEP).run(self.run_jobs(&caller, names, concurrent_jobs)).await;
        self.accepted += simulator.accepted().len();
        self.problems.extend(check::problems(plan, &jobs, &simulator.accepted(), &self.recorder));
        self.jobs.extend(jobs);
    }

    async fn run_jobs(
        &mut self,
        caller: &Caller,
        names: impl Iterator<Item = String>,
        concurrent_jobs: usize,
    ) -> JobRecords {
        let permits = Arc::new(Semaphore::new(concurrent_jobs));
        let tasks: JoinSet<_> =
            names.map(|name| run_job(caller.clone(), name, Arc::clone(&permits))).collect();
        let mut jobs = JobRecords::new();
        for (name, record) in tasks.join_all().await {
            match record {
                Ok(record) => drop(jobs.insert(name, record)),
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
        let outcome = |(name, job): (&String, &JobRecord)| {
            let exchanges = [Submit, Poll, Video].map(|operation| self.recorder.exchanges(operation, name));
            let JobRecord { submitted, repeated_waits, repeated_downloads, .. } = job;
            format!("{name}: {submitted:?}, {exchanges:?}, {repeated_waits}, {repeated_downloads}")
        };
        self.jobs.iter().map(outcome).collect()
    }
}

async fn run_job(
    caller: Caller,
    name: String,
    permits: Arc<Semaphore>,
) -> (String, Result<JobRecord, String>) {
    let _permit = permits.acquire().await.expect("it is never closed");
    let record = timeout(FAR_FUTURE, caller.run(&name)).await;
    (name, record.unwrap_or_else(|_| Err("it never ends".to_owned())))
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

/// A client whose jobs do not depend on each other: each of them meets its own faults, and a 429 that asks one of them to
/// wait for ten minutes would end the waits of all others at their deadlines.
fn client(simulator: &Simulator, base_url: String) -> Client {
    let pause = Duration::from_secs(10);
    let policy = WaitPolicy::new().initial_delay(pause).interval(pause).growth(1.0);
    let builder = simulator.client().base_url(base_url).submit_attempts(SUBMIT_ATTEMPTS);
    let builder = builder.rate_limit(NoRateLimit).max_concurrent_requests(CONCURRENT_JOBS);
    builder.wait_policy(policy.deadline(30 * pause)).build().unwrap()
}

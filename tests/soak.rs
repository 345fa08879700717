//! Many jobs side by side, each meeting faults of its own at random: no job is lost, none is paid
//! for twice, and every video arrives.
//!
//! `SOAK_SEED` and `SOAK_JOBS` choose the run. The same seed is the same run, but for the log: its
//! exchanges have no name, so the order of jobs decides whom its faults meet.
#![cfg(feature = "simulator")]

#[path = "soak/caller.rs"]
mod caller;
#[path = "soak/clock.rs"]
mod clock;
#[path = "soak/dice.rs"]
mod dice;
#[path = "soak/kind.rs"]
mod kind;
#[path = "soak/plan.rs"]
mod plan;
#[path = "support/random.rs"]
mod random;
#[path = "requests/samples.rs"]
#[allow(dead_code, reason = "the full bodies are not needed here")]
mod samples;
#[path = "soak/tally.rs"]
mod tally;
#[path = "soak/verdict.rs"]
mod verdict;
#[path = "soak/witness.rs"]
mod witness;

use std::{env, sync::Arc, time::Duration};

use aimlapi_kling::{
    Client, WaitPolicy,
    simulator::{
        Exchange,
        Operation::{Poll, Submit, Video},
        Simulator,
    },
};
use caller::{Caller, Story};
use plan::{Plan, SUBMIT_ATTEMPTS};
use tally::Tally;
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout},
};
use verdict::Stories;
use witness::Witness;

const SEED: u64 = 4711;
const JOBS: usize = 300;

/// Jobs of one simulator: who looks into its log reads all of it.
const ROUND: usize = 1000;

/// Every exchange costs two file descriptors.
const SIDE_BY_SIDE: usize = 64;

const VIDEO_SIZE: usize = 160 * 1024;

/// Requests after which the address of a video has expired.
const URL_LIFETIME: usize = 3;

/// Longer than most callers take until they look for a submission.
const LOG_DELAY: Duration = Duration::from_secs(90);

/// Longer than any job takes.
const FOR_EVER: Duration = Duration::from_secs(12 * 3600);

#[tokio::test(start_paused = true)]
async fn no_job_is_lost_and_none_is_paid_for_twice() {
    let (plan, jobs) = (Plan { seed: setting("SOAK_SEED", SEED) }, setting("SOAK_JOBS", JOBS));
    let replay = format!(
        "SOAK_SEED={} SOAK_JOBS={jobs} cargo test --all-features --test soak no_job -- --nocapture",
        plan.seed
    );
    eprintln!("{replay}");
    clock::go_in_steps();
    let (start, clock) = (std::time::Instant::now(), Instant::now());
    let mut run = Run::default();
    for first in (0..jobs).step_by(ROUND) {
        run.round(plan, first..jobs.min(first + ROUND), SIDE_BY_SIDE).await;
    }
    let tally = Tally::new(&run.stories, run.accepted, &run.witness);
    eprintln!("{tally}");
    eprintln!("{:28}{:>8.1}", "seconds", start.elapsed().as_secs_f64());
    eprintln!("{:28}{:>8}", "seconds, on the clock", clock.elapsed().as_secs());
    run.assert_flawless(&replay);
    if jobs >= JOBS {
        assert_eq!(tally.gaps(), [""; 0], "{replay}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_order_of_jobs_changes_nothing() {
    clock::go_in_steps();
    let plan = Plan { seed: SEED };
    let (mut forwards, mut backwards) = (Run::default(), Run::default());
    forwards.round(plan, 0..60, SIDE_BY_SIDE).await;
    backwards.round(plan, (0..60).rev(), 7).await;
    let courses = forwards.courses().into_iter().zip(backwards.courses());
    let differing: Vec<_> = courses.filter(|(one, other)| one != other).collect();
    assert_eq!(differing, []);
}

fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    let text = env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text:?}")))
}

/// Jobs, and what came of them.
#[derive(Default)]
struct Run {
    stories: Stories,
    accepted: usize,
    witness: Arc<Witness>,
    flaws: Vec<String>,
}

impl Run {
    /// Adds jobs of these numbers, at a simulator of their own.
    async fn round(&mut self, plan: Plan, numbers: impl Iterator<Item = usize>, side_by_side: usize) {
        let folder = tempfile::tempdir().unwrap();
        let simulator = Arc::new(simulator(plan, Arc::clone(&self.witness)).await);
        let caller = Caller {
            plan,
            client: client(&simulator),
            simulator: Arc::clone(&simulator),
            witness: Arc::clone(&self.witness),
            folder: folder.path().into(),
        };
        let names = numbers.map(|number| plan.name(number));
        let stories = self.tell(&caller, names, side_by_side).await;
        self.accepted += simulator.accepted().len();
        self.flaws.extend(verdict::flaws(plan, &stories, &simulator.accepted(), &self.witness));
        self.stories.extend(stories);
    }

    async fn tell(
        &mut self,
        caller: &Caller,
        names: impl Iterator<Item = String>,
        side_by_side: usize,
    ) -> Stories {
        let places = Arc::new(Semaphore::new(side_by_side));
        let jobs: JoinSet<_> = names.map(|name| run(caller.clone(), name, Arc::clone(&places))).collect();
        let mut stories = Stories::new();
        for (name, story) in jobs.join_all().await {
            match story {
                Ok(story) => drop(stories.insert(name, story)),
                Err(flaw) => self.flaws.push(format!("{name}: {flaw}")),
            }
        }
        stories
    }

    fn assert_flawless(&self, replay: &str) {
        let (count, some) = (self.flaws.len(), &self.flaws[..self.flaws.len().min(20)]);
        assert!(self.flaws.is_empty(), "{count} flaws, {replay}\n{}", some.join("\n"));
    }

    /// What jobs went through, as far as it does not depend on others.
    fn courses(&self) -> Vec<String> {
        assert!(self.flaws.is_empty(), "{:?}", self.flaws);
        let course = |(name, story): (&String, &Story)| {
            let exchanges = [Submit, Poll, Video].map(|operation| self.witness.exchanges(operation, name));
            let Story { fate, waits_again, downloads_again, .. } = story;
            format!("{name}: {fate:?}, {exchanges:?}, {waits_again}, {downloads_again}")
        };
        self.stories.iter().map(course).collect()
    }
}

async fn run(caller: Caller, name: String, places: Arc<Semaphore>) -> (String, Result<Story, String>) {
    let _place = places.acquire().await.expect("it is never closed");
    let story = timeout(FOR_EVER, caller.run(&name)).await;
    (name, story.unwrap_or_else(|_| Err("it never ends".to_owned())))
}

async fn simulator(plan: Plan, witness: Arc<Witness>) -> Simulator {
    let builder = Simulator::builder()
        .timeline(Duration::from_secs(5), Duration::from_secs(12))
        .video_size(VIDEO_SIZE)
        .url_lifetime(URL_LIFETIME)
        .log_delay(LOG_DELAY);
    let faults = move |exchange: &Exchange<'_>| {
        let fault = plan.fault(exchange);
        witness.note(exchange, fault.as_ref().map(|(kind, _)| *kind));
        fault.map(|(_, fault)| fault)
    };
    builder.faults(faults).start().await.unwrap()
}

fn client(simulator: &Simulator) -> Client {
    let pause = Duration::from_secs(10);
    let policy = WaitPolicy::new().first(pause).interval(pause).growth(1.0);
    let builder = simulator.client().submit_attempts(SUBMIT_ATTEMPTS);
    builder.wait_policy(policy.deadline(30 * pause)).build().unwrap()
}

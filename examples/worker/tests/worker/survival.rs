//! Worker processes are killed and PostgreSQL is restarted again and again: each job is paid for once.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    env, fmt,
    hash::{Hash, Hasher as _},
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use aimlapi_kling::{
    LogEntry, LogQuery,
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
};
use futures_util::TryStreamExt as _;
use kling_worker::{queue, report};
use sqlx::Row as _;
use tokio::time::sleep;

use crate::support::{Database, Fleet, records};

const WORKERS: usize = 4;

/// The delay after which a submission appears in the log. Long enough that a look-up is earlier, on a busy machine too.
const LOG_DELAY: Duration = Duration::from_secs(10);

/// The number of jobs, which is small unless the environment says otherwise: `WORKER_TEST_JOBS=2000`.
fn jobs() -> usize {
    env::var("WORKER_TEST_JOBS").map_or(100, |text| text.parse().expect("WORKER_TEST_JOBS is a number"))
}

/// A random number below 100, which is the same in each run.
fn roll(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish() % 100
}

fn fault(request: &IncomingRequest<'_>) -> Option<Fault> {
    let id = request.client_request_id.map(|id| id.as_str());
    let roll = roll((id, format!("{:?}", request.endpoint), request.number));
    match (request.endpoint, request.number) {
        (Endpoint::Submit, 0..3) => Some(match roll {
            0..10 => Fault::close().after_processing(),
            10..15 => Fault::status(504).after_processing(),
            15..18 => Fault::truncate(10),
            18..23 => Fault::close(),
            23..28 => Fault::status(429).retry_after("1"),
            // Time for a worker to be killed while its request is being processed.
            _ => Fault::late(Duration::from_millis(200)),
        }),
        (Endpoint::Poll, 0..3) => match roll {
            0..5 => Some(Fault::status(503)),
            5..10 => Some(Fault::close()),
            10..13 => Some(Fault::corrupt_body()),
            _ => None,
        },
        (Endpoint::Log, _) if roll < 10 => Some(Fault::status(500)),
        (Endpoint::Video, 0..2) => match roll {
            0..10 => Some(Fault::close()),
            10..20 => Some(Fault::truncate(1_000)),
            _ => None,
        },
        _ => None,
    }
}

/// The outcomes of the jobs.
#[derive(Debug)]
struct Outcome {
    jobs: usize,
    /// Jobs that the service has accepted.
    accepted: usize,
    /// Client request ids of which it has accepted more than one.
    accepted_twice: usize,
    /// Files that are the video of the job that is recorded for them.
    videos: usize,
    /// Credits, by the request log of the service and by the table.
    charged: f64,
    recorded: f64,
    log_requests: usize,
    ended_by_themselves: usize,
    time: Duration,
}

/// One line, for the figures of a large run.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { jobs, accepted, videos, charged, recorded, log_requests, ended_by_themselves, .. } = self;
        write!(
            f,
            "{jobs} jobs: {accepted} accepted, {videos} videos, {recorded} of {charged} credits recorded, in {:.0} s with \
             {log_requests} requests for the log; {ended_by_themselves} workers ended by themselves",
            self.time.as_secs_f64()
        )
    }
}

impl Outcome {
    /// What is wrong.
    fn violations(&self) -> Vec<String> {
        let checks = [
            (self.accepted == self.jobs, format!("{} submissions were accepted", self.accepted)),
            (self.accepted_twice == 0, format!("{} jobs were accepted twice", self.accepted_twice)),
            (self.videos == self.jobs, format!("{} videos are whole", self.videos)),
            (
                self.charged == self.recorded,
                format!("{} of {} credits are recorded", self.recorded, self.charged),
            ),
        ];
        checks.into_iter().filter(|(holds, _)| !holds).map(|(_, text)| text).collect()
    }
}

/// Makes videos with four worker processes, each of which is killed `kills` times, at even intervals of progress, in
/// random order.
async fn run(name: &str, jobs: usize, kills: usize, restarts: usize, options: &[&str]) -> Outcome {
    let log_requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&log_requests);
    let simulator = Simulator::builder()
        .timeline(Duration::from_millis(300), Duration::from_millis(700))
        .log_delay(LOG_DELAY)
        .faults(move |request| {
            let is_log = request.endpoint == Endpoint::Log;
            counter.fetch_add(usize::from(is_log), Ordering::Relaxed);
            fault(request)
        })
        .start()
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = Database::create(name).await;
    assert_eq!(queue::insert(&database.pool, records(jobs, folder.path())).await.unwrap(), jobs as u64);
    let start = Instant::now();
    let mut fleet = Fleet::start(WORKERS, &database, &simulator, options);
    let mut events = events(kills, restarts);
    let (number_of_events, mut ended_by_themselves) = (events.len(), 0);
    // A job makes progress twice: when its id is stored, and when it is done.
    let sql = "SELECT count(generation_id) + count(*) FILTER (WHERE is_done) FROM video_jobs";
    let (mut progress, mut progress_at) = (0, Instant::now());
    while progress < 2 * jobs {
        sleep(Duration::from_millis(50)).await;
        ended_by_themselves += fleet.supervise();
        // There is no number while PostgreSQL restarts.
        let Some(count) = database.try_count(sql).await else { continue };
        if count as usize > progress {
            (progress, progress_at) = (count as usize, Instant::now());
        }
        if progress_at.elapsed() > Duration::from_secs(300) {
            panic!("no progress: {:#?}", report::report(&database.pool).await.unwrap());
        }
        // None is due in the last fifth, so that all of them happen.
        let due = number_of_events * progress * 5 / (4 * 2 * jobs);
        if number_of_events - events.len() < due.min(number_of_events) {
            match events.pop().expect("an event is due") {
                Event::Kill(worker) => fleet.replace(worker),
                Event::Restart => database.restart().await,
            }
        }
    }
    let time = start.elapsed();
    assert_eq!(events.len(), 0, "events that did not happen");
    outcome(jobs, &database, &simulator, log_requests.load(Ordering::Relaxed), ended_by_themselves, time)
        .await
}

#[derive(Clone, Copy)]
enum Event {
    Kill(usize),
    Restart,
}

/// The kills in random order, and the restarts evenly among them.
fn events(kills: usize, restarts: usize) -> Vec<Event> {
    let mut events: Vec<_> = (0..WORKERS * kills).map(|number| Event::Kill(number % WORKERS)).collect();
    let mut keys: Vec<_> = (0..events.len()).map(|number| (roll(("order", number)), number)).collect();
    keys.sort_unstable();
    events = keys.into_iter().map(|(_, number)| events[number]).collect();
    for restart in (1..=restarts).rev() {
        events.insert(events.len() * restart / (restarts + 1), Event::Restart);
    }
    events
}

async fn outcome(
    jobs: usize,
    database: &Database,
    simulator: &Simulator,
    log_requests: usize,
    ended_by_themselves: usize,
    time: Duration,
) -> Outcome {
    let accepted = simulator.accepted();
    let mut submissions = HashMap::<_, usize>::new();
    for job in &accepted {
        *submissions.entry(job.client_request_id.clone()).or_default() += 1;
    }
    let sql =
        "SELECT record ->> 'output' AS output, generation_id FROM video_jobs WHERE state = 'downloaded'";
    let rows = sqlx::query(sql).fetch_all(&database.pool).await.unwrap();
    let is_whole = |row: &&sqlx::postgres::PgRow| {
        let file = std::fs::read(row.get::<String, _>("output")).ok();
        file.is_some() && file == simulator.video(row.get("generation_id"))
    };
    // The log has delayed the last rows, and the service its responses to too many requests.
    sleep(LOG_DELAY).await;
    let client = simulator.client().build().unwrap();
    let rows_of_log = loop {
        match pin!(client.request_log(LogQuery::all().succeeded())).try_collect::<Vec<LogEntry>>().await {
            Ok(rows) => break rows,
            Err(error) => assert!(error.is_transient(), "{error}"),
        }
    };
    Outcome {
        jobs,
        accepted: accepted.len(),
        accepted_twice: submissions.values().filter(|number| **number > 1).count(),
        videos: rows.iter().filter(is_whole).count(),
        charged: rows_of_log.iter().filter_map(LogEntry::credits_used).sum(),
        recorded: report::report(&database.pool).await.unwrap().iter().map(|line| line.credits).sum(),
        log_requests,
        ended_by_themselves,
        time,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_job_is_paid_for_once_though_workers_are_killed_and_postgresql_restarts() {
    let (kills, restarts) = if jobs() < 1_000 { (2, 1) } else { (10, 2) };
    let options = ["--submit", "2", "--settle-time", "15", "--resend", "9"];
    let outcome = run("survival", jobs(), kills, restarts, &options).await;
    println!("{outcome}");
    assert_eq!(outcome.violations(), [""; 0]);
}

/// The test above can fail: what it checks is violated when unknown submissions are sent again at once.
#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_paid_for_twice_if_unknown_submissions_are_sent_again_before_the_log_has_settled() {
    let outcome =
        run("negative_control", 100, 2, 1, &["--submit", "2", "--settle-time", "0", "--resend", "9"]).await;
    println!("{outcome}");
    assert!(outcome.accepted > outcome.jobs, "{outcome:#?}");
    assert!(outcome.accepted_twice > 0, "{outcome:#?}");
    assert!(outcome.charged > outcome.recorded, "{outcome:#?}");
}

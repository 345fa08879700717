//! What a job costs the database, and how many jobs this machine makes.

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use aimlapi_kling::simulator::{Endpoint, Simulator};
use kling_worker::queue;

use crate::support::{Database, Fleet, records, wait_until};

/// Without faults. `WORKER_TEST_JOBS=5000` measures longer.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_takes_a_bounded_number_of_queries() {
    let jobs =
        env::var("WORKER_TEST_JOBS").map_or(200, |text| text.parse().expect("WORKER_TEST_JOBS is a number"));
    let polls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&polls);
    let simulator = Simulator::builder()
        .timeline(Duration::from_secs(1), Duration::from_secs(4))
        .faults(move |request| {
            counter.fetch_add(usize::from(request.endpoint == Endpoint::Poll), Ordering::Relaxed);
            None
        })
        .start()
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = Database::create("throughput").await;
    queue::insert(&database.pool, records(jobs, folder.path())).await.unwrap();
    sqlx::raw_sql("CREATE EXTENSION pg_stat_statements").execute(&database.pool).await.unwrap();
    let start = Instant::now();
    let mut fleet = Fleet::start(2, &database, &simulator, &[]);
    wait_until("all jobs are submitted", 600, async || {
        assert_eq!(fleet.supervise(), 0, "a worker has ended");
        simulator.accepted().len() == jobs
    })
    .await;
    let submitted = start.elapsed();
    wait_until("all jobs are done", 600, async || database.done().await == Some(jobs as i64)).await;
    let (time, polls) = (start.elapsed(), polls.load(Ordering::Relaxed));
    let calls = |condition: &str| {
        format!(
            "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND {condition}"
        )
    };
    // The statements of this example, of which the engine has others, some of them at a time and not for a job.
    let own = "(query LIKE '%video_jobs%' OR query LIKE '%pg_%advisory%' ) AND query NOT LIKE '%awa%'";
    let (own, all) = (database.count(&calls(own)).await, database.count(&calls("true")).await);
    let per_second = |number: usize, time: Duration| number as f64 / time.as_secs_f64();
    let steps = jobs * 2 + polls;
    println!("{jobs} jobs, {polls} polls, {steps} steps");
    println!("{:.1} jobs submitted a second", per_second(jobs, submitted));
    println!("{:.1} polls a second", per_second(polls, time));
    println!("{:.1} jobs downloaded a second", per_second(jobs, time));
    println!(
        "{:.1} queries a step, {:.1} of them of the example",
        all as f64 / steps as f64,
        own as f64 / steps as f64
    );
    println!(
        "{:.0} bytes a job in the table",
        database.count("SELECT pg_total_relation_size('video_jobs')").await as f64 / jobs as f64
    );
    assert_eq!(simulator.accepted().len(), jobs);
    // Lock, load, unlock, and one to three saves, of which a submission takes two, and a download three.
    assert!(own <= 6 * steps as i64 + 1_000, "{own} queries for {steps} steps");
}

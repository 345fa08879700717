//! Two workers hold the same job, as after a lease that ran out while its owner lives: it is submitted once.

use std::time::Duration;

use aimlapi_kling::{
    ledger::{JobRecord, State, Steps},
    simulator::{Endpoint, Fault, Simulator},
    types::V1_6StandardTextToVideo,
};
use awa::JobResult;
use kling_worker::{
    queue::{self, Queue},
    table::Table,
    worker::Worker,
};
use tokio::time::sleep;

use crate::support::{Database, Fleet, record, settings, wait_until};

const ID: &str = "job-1";

/// A service that takes two seconds to respond to a submission.
async fn slow_simulator() -> Simulator {
    let faults = |request: &aimlapi_kling::simulator::IncomingRequest<'_>| {
        (request.endpoint == Endpoint::Submit).then_some(Fault::late(Duration::from_secs(2)))
    };
    Simulator::builder().instant().faults(faults).start().await.unwrap()
}

async fn insert(database: &Database, folder: &std::path::Path) {
    assert_eq!(queue::insert(&database.pool, [record(ID, folder)]).await.unwrap(), 1);
}

fn worker(database: &Database, simulator: &Simulator) -> Worker {
    Worker::new(
        database.pool.clone(),
        simulator.client().build().unwrap(),
        &settings(&["--settle-time", "8"]),
    )
}

async fn state(database: &Database) -> State {
    let sql = "SELECT state FROM video_jobs";
    sqlx::query_scalar::<_, String>(sql).fetch_one(&database.pool).await.unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_worker_waits_while_the_first_one_submits() {
    let (simulator, folder) = (slow_simulator().await, tempfile::tempdir().unwrap());
    let database = Database::create("second_worker").await;
    insert(&database, folder.path()).await;
    let (first, second) = (worker(&database, &simulator), worker(&database, &simulator));
    let id = ID.parse().unwrap();
    let late = async {
        sleep(Duration::from_secs(1)).await;
        (second.step(Queue::Submit, &id).await, second.look_up().await, state(&database).await)
    };
    let (submitted, (stepped, looked_up, while_submitting)) =
        tokio::join!(first.step(Queue::Submit, &id), late);
    assert!(matches!(submitted, JobResult::Completed), "{submitted:?}");
    assert!(matches!(stepped, JobResult::Snooze(_)), "{stepped:?}");
    assert!(matches!(looked_up, JobResult::Snooze(_)), "{looked_up:?}");
    assert_eq!((while_submitting, state(&database).await), (State::Sent, State::Submitted));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_locks_the_revision_decides_which_worker_sends() {
    let simulator = slow_simulator().await;
    let database = Database::create("without_locks").await;
    // Without an output file, which would be locked too.
    let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    let record = JobRecord::with_id(ID.parse().unwrap(), request).unwrap();
    queue::insert(&database.pool, [record]).await.unwrap();
    let table = Table::new(database.pool.clone());
    let steps = Steps::new(simulator.client().build().unwrap());
    let mut first = table.load(&ID.parse().unwrap()).await.unwrap().unwrap();
    let mut second = first.clone();
    let results = tokio::join!(steps.advance(&mut first, &table), steps.advance(&mut second, &table));
    let results = [results.0, results.1];
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    let error = results.into_iter().find_map(Result::err).unwrap();
    assert!(error.is_store());
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the record was changed by another worker"
    );
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_has_lost_its_lock_while_it_submits_is_not_repeated() {
    let (simulator, folder) = (slow_simulator().await, tempfile::tempdir().unwrap());
    let database = Database::create("lost_lock").await;
    insert(&database, folder.path()).await;
    let (first, second) = (worker(&database, &simulator), worker(&database, &simulator));
    let id = ID.parse().unwrap();
    let late = async {
        sleep(Duration::from_secs(1)).await;
        let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        assert_eq!(database.count(sql).await, 1);
        let stepped = second.step(Queue::Submit, &id).await;
        (stepped, second.look_up().await)
    };
    let (submitted, (stepped, looked_up)) = tokio::join!(first.step(Queue::Submit, &id), late);
    // The second worker finds the job in the log, before the first one has its response.
    assert!(matches!(stepped, JobResult::Completed), "{stepped:?}");
    assert!(matches!(looked_up, JobResult::Completed), "{looked_up:?}");
    assert!(matches!(submitted, JobResult::Snooze(_)), "{submitted:?}");
    assert_eq!(state(&database).await, State::Submitted);
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_process_that_is_suspended_for_longer_than_its_lease_submits_once() {
    let (simulator, folder) = (slow_simulator().await, tempfile::tempdir().unwrap());
    let database = Database::create("suspended").await;
    let start = |options: &[&str]| Fleet::start(1, &database, &simulator, options);
    // One of the processes leads the maintenance of the queue, which gives jobs to other workers. That is the first one.
    let mut leader = start(&["--submit", "0", "--poll", "0", "--download", "0"]);
    let sql = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'";
    wait_until("a worker leads", 60, async || database.count(sql).await > 0).await;
    let mut first = start(&["--settle-time", "8"]);
    insert(&database, folder.path()).await;
    wait_until("the request is sent", 60, async || simulator.accepted().len() == 1).await;
    first.signal(0, "STOP");
    let mut second = start(&["--settle-time", "8"]);
    // The lease has run out when the job of the queue was started a second time.
    let sql = "SELECT coalesce(max(run_lease), 0) FROM awa.jobs WHERE queue = 'kling_submit'";
    wait_until("the second worker has the job", 60, async || database.count(sql).await >= 2).await;
    first.signal(0, "CONT");
    wait_until("the video is downloaded", 60, async || database.done().await == Some(1)).await;
    assert_eq!(state(&database).await, State::Downloaded);
    assert_eq!(simulator.accepted().len(), 1);
    for fleet in [&mut leader, &mut first, &mut second] {
        fleet.signal(0, "TERM");
        assert!(fleet.wait(0).success());
    }
}

//! What workers do when something is missing, is refused, or ends.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::simulator::{Endpoint, Fault, Simulator};
use kling_worker::{
    queue::{self, Queue},
    report,
    table::Table,
    worker::Worker,
};
use tokio::time::sleep;

use crate::support::{Database, Fleet, record, records, settings, wait_until};

#[tokio::test(flavor = "multi_thread")]
async fn without_credits_submissions_are_paused_and_accepted_jobs_continue() {
    let (has_credits, submissions) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let (credits, counter) = (Arc::clone(&has_credits), Arc::clone(&submissions));
    let simulator = Simulator::builder()
        .faults(move |request| {
            if request.endpoint != Endpoint::Submit {
                return None;
            }
            let number = counter.fetch_add(1, Ordering::SeqCst);
            (number >= 5 && !credits.load(Ordering::SeqCst)).then_some(Fault::status(403))
        })
        .start()
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = Database::create("credits").await;
    queue::insert(&database.pool, records(30, folder.path())).await.unwrap();
    let _fleet = Fleet::start(1, &database, &simulator, &["--submit", "2"]);
    wait_until("five jobs are done", 60, async || database.done().await == Some(5)).await;
    let sql = "SELECT count(*) FROM awa.queue_meta
        WHERE queue = 'kling_submit' AND paused AND paused_by = 'OutOfCredits'";
    assert_eq!(database.count(sql).await, 1);
    let when_paused = submissions.load(Ordering::SeqCst);
    // Those that were claimed from the queue before it was paused are rejected too, but hardly all of them.
    assert!(when_paused < 30, "{when_paused}");
    sleep(Duration::from_secs(3)).await;
    assert_eq!(submissions.load(Ordering::SeqCst), when_paused);

    has_credits.store(true, Ordering::SeqCst);
    queue::resume(&database.pool).await.unwrap();
    wait_until("all jobs are done", 60, async || database.done().await == Some(30)).await;
    assert_eq!(simulator.accepted().len(), 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_asked_to_end_completes_its_submissions() {
    let slow = Fault::late(Duration::from_secs(2));
    let simulator = Simulator::builder()
        .instant()
        .faults(move |request| (request.endpoint == Endpoint::Submit).then(|| slow.clone()))
        .start()
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = Database::create("shutdown").await;
    queue::insert(&database.pool, records(20, folder.path())).await.unwrap();
    let mut fleet = Fleet::start(1, &database, &simulator, &["--submit", "4"]);
    wait_until("four requests are sent", 60, async || simulator.accepted().len() >= 4).await;
    fleet.signal(0, "TERM");
    assert!(fleet.wait(0).success());
    let accepted = simulator.accepted().len();
    let sql = "SELECT count(*) FROM video_jobs WHERE generation_id IS NOT NULL";
    assert_eq!(database.count(sql).await, accepted as i64);
    assert_eq!(database.count("SELECT count(*) FROM video_jobs WHERE state = 'sent'").await, 0);
    assert!(accepted < 20, "{accepted}");
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_that_the_queue_has_lost_are_queued_again() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = Database::create("reconciler").await;
    let mut connection = database.pool.acquire().await.unwrap();
    for record in records(5, folder.path()) {
        assert!(Table::insert(&mut connection, &record.into_saved()).await.unwrap());
    }
    drop(connection);
    assert_eq!(database.count("SELECT count(*) FROM awa.jobs").await, 0);
    let _fleet = Fleet::start(2, &database, &simulator, &[]);
    wait_until("the jobs are done", 60, async || database.done().await == Some(5)).await;
    assert_eq!(simulator.accepted().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_that_is_not_in_the_log_is_left_to_a_person() {
    let lost = |request: &aimlapi_kling::simulator::IncomingRequest<'_>| {
        (request.endpoint == Endpoint::Submit).then(Fault::close)
    };
    let simulator = Simulator::builder().faults(lost).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = Database::create("attention").await;
    queue::insert(&database.pool, [record("job-1", folder.path())]).await.unwrap();
    let client = simulator.client().build().unwrap();
    let worker = Worker::new(database.pool.clone(), client, &settings(&["--settle-time", "0"]));
    worker.step(Queue::Submit, &"job-1".parse().unwrap()).await;
    worker.look_up().await;
    let lines = report::report(&database.pool).await.unwrap();
    let reason = "Unknown: the submission is not in the request log of the service";
    assert_eq!((lines.len(), lines[0].state.as_str()), (1, "unknown"));
    assert_eq!(lines[0].attention.as_deref(), Some(reason));
    // Neither a step, nor the look-up, nor the reconciler touches it.
    sleep(Duration::from_millis(10)).await;
    worker.reconcile(Duration::ZERO).await.unwrap();
    worker.step(Queue::Submit, &"job-1".parse().unwrap()).await;
    worker.look_up().await;
    assert_eq!(report::report(&database.pool).await.unwrap(), lines);
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_that_are_inserted_again_are_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::create("inserted_again").await;
    assert_eq!(queue::insert(&database.pool, records(3, folder.path())).await.unwrap(), 3);
    assert_eq!(queue::insert(&database.pool, records(5, folder.path())).await.unwrap(), 2);
    assert_eq!(database.count("SELECT count(*) FROM video_jobs").await, 5);
    assert_eq!(database.count("SELECT count(*) FROM awa.jobs").await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_does_not_start_on_the_wrong_storage_of_the_queue() {
    let database = Database::create("wrong_storage").await;
    queue::check_storage(&database.pool).await.unwrap();
    let sql = "UPDATE awa.storage_transition_state SET state = 'canonical', current_engine = 'canonical'";
    sqlx::raw_sql(sql).execute(&database.pool).await.unwrap();
    let error = queue::check_storage(&database.pool).await.unwrap_err();
    assert_eq!(error.to_string(), "the storage of the queue is canonical (canonical): run `worker migrate`");
}

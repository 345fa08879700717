//! A batch whose process is killed at any moment, and repeated, makes each video once.

use std::{
    env, fs,
    path::{Path, PathBuf},
    pin::pin,
    process::Stdio,
    time::Duration,
};

use aimlapi_kling::{
    Client, WaitPolicy,
    batch::{Batch, BatchEvent, BatchItem, ItemEnd},
    ledger::{JobFilter, Ledger, State, Steps},
    simulator::{Endpoint, Fault, IncomingRequest, KEY, Simulator},
    types::V1_6StandardTextToVideo,
};
use futures_util::{TryStreamExt as _, stream};
use tokio::{process::Command, time::sleep};

use crate::support::random::Random;

/// The variables that tell a child what to do.
const SERVICE: &str = "KLING_TEST_SERVICE";
const FOLDER: &str = "KLING_TEST_FOLDER";

/// The numbers of jobs and of kills; the defaults are for every run of the tests.
const JOBS: &str = "KLING_TEST_BATCH_JOBS";
const KILLS: &str = "KLING_TEST_BATCH_KILLS";

/// The test that a child runs, which does the work of a child if it is one.
const TEST: &str = "batch::a_batch_that_is_killed_and_repeated_makes_each_video_once";

fn number(variable: &str, default: usize) -> usize {
    env::var(variable).map_or(default, |text| text.parse().unwrap())
}

/// Some requests of each kind fail, and those that are repeated do not.
fn faults(request: &IncomingRequest<'_>) -> Option<Fault> {
    let id = request.client_request_id.map(|id| id.as_str()).unwrap_or_default();
    let seed = id.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    match (request.endpoint, request.number, seed % 20) {
        (Endpoint::Submit, 0, 0) => Some(Fault::close().after_processing()),
        (Endpoint::Submit, 0, 1) => Some(Fault::status(504).after_processing()),
        (Endpoint::Poll, 0, 2 | 3) => Some(Fault::close()),
        (Endpoint::Video, 0, 4) => Some(Fault::truncate(700)),
        _ => None,
    }
}

fn items(folder: &Path, count: usize) -> impl Iterator<Item = BatchItem> {
    let folder = folder.to_owned();
    (0..count).map(move |number| {
        let request = V1_6StandardTextToVideo::new(format!("A lighthouse {number}"));
        BatchItem::new(request, folder.join(format!("{number}.mp4")))
    })
}

/// The work of a child: the whole batch. It prints how each item ended that is not downloaded.
async fn work(service: String, folder: PathBuf) {
    let client = Client::builder(KEY).base_url(service).build().unwrap();
    let moment = Duration::from_millis(100);
    let policy = WaitPolicy::new().interval(moment);
    // The log of the simulator is never late.
    let steps = Steps::new(client)
        .wait_policy(policy)
        .settle_time(Duration::from_millis(300))
        .resend_if_not_found(1000);
    let ledger = Ledger::open(folder.join("jobs.db")).await.unwrap();
    let batch = Batch::new("killed", steps, ledger).in_flight(12).budget_usd(1000.0);
    let mut events = pin!(batch.run(stream::iter(items(&folder, number(JOBS, 60)))));
    while let Some(event) = events.try_next().await.unwrap() {
        match event {
            BatchEvent::Ended { end: ItemEnd::Downloaded(_) | ItemEnd::EndedBefore(_), .. } => {}
            BatchEvent::Ended { name, end } => eprintln!("{name}: {end:?}"),
            _ => {}
        }
    }
}

fn child(simulator: &Simulator, folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", TEST, "--nocapture"]);
    command.env(SERVICE, simulator.base_url()).env(FOLDER, folder);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

#[tokio::test]
async fn a_batch_that_is_killed_and_repeated_makes_each_video_once() {
    if let (Ok(service), Some(folder)) = (env::var(SERVICE), env::var_os(FOLDER)) {
        return work(service, folder.into()).await;
    }
    let (jobs, kills) = (number(JOBS, 60), number(KILLS, 8));
    let builder = Simulator::builder().timeline(Duration::from_millis(100), Duration::from_millis(400));
    let simulator = builder.faults(faults).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(2026);
    for _ in 0..kills {
        let mut running = child(&simulator, folder.path()).spawn().unwrap();
        sleep(Duration::from_millis(100 + random.below(1000) as u64)).await;
        running.kill().await.unwrap();
    }
    let output = child(&simulator, folder.path()).output().await.unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.is_empty(), "{text}");

    let accepted = simulator.accepted();
    assert_eq!(accepted.len(), jobs, "submissions that were paid for");
    let ledger = Ledger::open(folder.path().join("jobs.db")).await.unwrap();
    let records = ledger.jobs(&JobFilter::new()).await.unwrap();
    assert_eq!(records.len(), jobs);
    for record in &records {
        let id = record.job().unwrap().id();
        assert_eq!(record.state(), State::Downloaded, "{record:?}");
        assert!(accepted.iter().any(|job| job.id == id), "{id} was not accepted");
        let file = fs::read(record.output_path().unwrap()).unwrap();
        assert!(file == simulator.video(id).unwrap(), "{id}");
    }
    let usd: f64 = ledger.spending(&JobFilter::new()).await.unwrap().iter().map(|one| one.usd).sum();
    assert!((usd - jobs as f64 * 0.28).abs() < 1e-6, "{usd}");
}

//! Many jobs at once: each is submitted once, within the budget, however often the batch is interrupted.

mod budget;
mod interruptions;
mod stops;

use std::{
    path::Path,
    pin::pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use aimlapi_kling::{
    Client, Job, WaitPolicy,
    batch::{Batch, BatchEvent, BatchItem, ItemEnd},
    ledger::{JobRecord, Ledger, Steps},
    simulator::{Endpoint, Fault, IncomingRequest, Simulator, SimulatorBuilder},
    types::V1_6StandardTextToVideo,
};
use futures_util::{TryStreamExt as _, stream};
use serde_json::json;
use tempfile::TempDir;

use crate::support::clock::Clock;

/// Polls every second; a submission is settled in the log after a minute.
fn steps(client: Client) -> Steps {
    let policy = WaitPolicy::new().interval(Duration::from_secs(1));
    let steps = Steps::new(client).wait_policy(policy).settle_time(Duration::from_secs(60));
    // A batch that is interrupted just before a request is sent cannot know that it was not.
    steps.resend_if_not_found(5)
}

fn simulator() -> SimulatorBuilder {
    Simulator::builder().timeline(Duration::from_secs(1), Duration::from_secs(3))
}

/// A folder for videos and a ledger, and the service.
struct Scene {
    folder: TempDir,
    simulator: Simulator,
}

impl Scene {
    async fn new(builder: SimulatorBuilder) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), simulator: builder.start().await.unwrap() }
    }

    /// A batch with the ledger of this scene.
    async fn batch(&self) -> Batch {
        self.batch_of(self.simulator.client().build().unwrap()).await
    }

    async fn batch_of(&self, client: Client) -> Batch {
        let ledger = Ledger::open(self.folder.path().join("jobs.db")).await.unwrap();
        Batch::new("lighthouses", steps(client), ledger)
    }

    /// Items with the names `0`, `1`, … and different prompts.
    fn items(&self, count: usize) -> Vec<BatchItem> {
        (0..count).map(|number| item(self.folder.path(), number)).collect()
    }

    /// Runs a batch to its end, and returns a line for each end and each stop, those of the items sorted.
    async fn run(&self, batch: Batch, items: Vec<BatchItem>) -> Vec<String> {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let shown = Arc::clone(&lines);
        Clock::in_steps(Duration::from_millis(100))
            .run(async move {
                let mut events = pin!(batch.run(stream::iter(items)));
                while let Some(event) = events.try_next().await.unwrap() {
                    shown.lock().unwrap().extend(line(&event));
                }
            })
            .await;
        let mut lines = std::mem::take(&mut *lines.lock().unwrap());
        lines.sort();
        lines
    }

    /// Asserts that each of the first items has the video of its own job, and that no job was accepted twice.
    fn assert_videos(&self, count: usize) {
        let accepted = self.simulator.accepted();
        assert_eq!(accepted.len(), count, "each request is paid for once");
        for (number, body) in self.simulator.submissions().iter().enumerate() {
            let name = body["prompt"].as_str().unwrap().rsplit(' ').next().unwrap();
            let file = std::fs::read(self.folder.path().join(format!("{name}.mp4"))).unwrap();
            assert!(file == self.simulator.video(&accepted[number].id).unwrap(), "{name}");
        }
    }
}

fn item(folder: &Path, number: usize) -> BatchItem {
    let request = V1_6StandardTextToVideo::new(format!("A lighthouse {number}"));
    BatchItem::new(request, folder.join(format!("{number}.mp4")))
}

/// What a run returns in which all items end in this way.
fn all(count: usize, end: &str) -> Vec<String> {
    let mut lines: Vec<_> = (0..count).map(|number| format!("{number} {end}")).collect();
    lines.sort();
    lines
}

fn line(event: &BatchEvent) -> Option<String> {
    match event {
        BatchEvent::Ended { name, end } => Some(format!("{name} {}", end_name(end))),
        BatchEvent::Stopped(reason) => Some(format!("stopped {reason:?}")),
        _ => None,
    }
}

fn end_name(end: &ItemEnd) -> String {
    match end {
        ItemEnd::Downloaded(_) => "downloaded".into(),
        ItemEnd::EndedBefore(record) => format!("{} before", record.state()),
        ItemEnd::Failed(_) => "failed".into(),
        ItemEnd::Refused(_) => "refused".into(),
        ItemEnd::Unknown(_) => "unknown".into(),
        ItemEnd::CannotDownload(_) => "cannot be downloaded".into(),
        ItemEnd::Unfinished(_) => "unfinished".into(),
        ItemEnd::NotStarted => "not started".into(),
        ItemEnd::InUse => "in use".into(),
        ItemEnd::OtherRequest(_) => "is another request".into(),
        ItemEnd::Invalid(error) => error.to_string(),
        other => panic!("{other:?} has no name: write one here"),
    }
}

fn is_submission(request: &IncomingRequest<'_>) -> bool {
    request.endpoint == Endpoint::Submit
}

#[tokio::test(start_paused = true)]
async fn each_request_becomes_one_video_and_a_repeated_batch_does_only_what_is_new() {
    let scene = Scene::new(simulator()).await;
    let first = scene.run(scene.batch().await.in_flight(4), scene.items(12)).await;
    assert_eq!(first, all(12, "downloaded"));
    scene.assert_videos(12);

    // A video that the user has lost is downloaded again.
    std::fs::remove_file(scene.folder.path().join("3.mp4")).unwrap();
    let again = scene.run(scene.batch().await, scene.items(12)).await;
    let mut expected = all(12, "downloaded before");
    expected[5] = "3 downloaded".into();
    assert_eq!(again, expected);
    let mut more = all(12, "downloaded before");
    more.extend(["12 downloaded".into(), "13 downloaded".into()]);
    more.sort();
    assert_eq!(scene.run(scene.batch().await, scene.items(14)).await, more);
    scene.assert_videos(14);
}

#[tokio::test(start_paused = true)]
async fn no_more_jobs_run_at_the_same_time_than_permitted() {
    let running = Arc::new(Mutex::new((0_i32, 0_i32)));
    let counted = Arc::clone(&running);
    let count = move |request: &IncomingRequest<'_>| {
        let mut counted = counted.lock().unwrap();
        match request.endpoint {
            Endpoint::Submit => counted.0 += 1,
            Endpoint::Video => counted.0 -= 1,
            _ => {}
        }
        counted.1 = counted.1.max(counted.0);
        None
    };
    let scene = Scene::new(simulator().faults(count)).await;
    assert_eq!(scene.run(scene.batch().await.in_flight(3), scene.items(10)).await, all(10, "downloaded"));
    assert_eq!(*running.lock().unwrap(), (0, 3));
}

#[tokio::test(start_paused = true)]
async fn an_item_that_cannot_be_submitted_as_it_is_costs_nothing_and_the_others_continue() {
    let scene = Scene::new(simulator()).await;
    let folder = scene.folder.path();
    assert_eq!(scene.run(scene.batch().await, scene.items(1)).await, ["0 downloaded"]);
    std::fs::write(folder.join("mine.mp4"), "a file of the user").unwrap();
    let prompt = V1_6StandardTextToVideo::new;
    let items = vec![
        BatchItem::new(prompt("Another prompt"), folder.join("0.mp4")),
        BatchItem::new(prompt("A ship").cfg_scale(7.0), folder.join("1.mp4")),
        BatchItem::new(prompt("A ship"), folder.join("mine.mp4")),
        BatchItem::new(prompt("A ship"), folder.join("no/folder.mp4")),
        BatchItem::new(prompt("A lighthouse 2"), folder.join("2.mp4")).named("last"),
    ];
    let ends = scene.run(scene.batch().await.in_flight(1), items).await;
    assert_eq!(
        ends,
        [
            "0 is another request",
            "1 invalid request to kling-video/v1.6/standard/text-to-video: cfg_scale: 7.0, expected number (0 to 1)",
            "folder cannot be downloaded",
            "last downloaded",
            "mine cannot be downloaded",
        ]
    );
    scene.assert_videos(2);
    assert_eq!(std::fs::read(folder.join("mine.mp4")).unwrap(), b"a file of the user");
}

#[tokio::test(start_paused = true)]
async fn items_with_the_same_output_file_are_one_job() {
    let scene = Scene::new(simulator()).await;
    let items = scene.items(1).into_iter().chain(scene.items(1)).collect();
    let ends = scene.run(scene.batch().await, items).await;
    assert!(ends == ["0 downloaded", "0 in use"], "{ends:?}");
    scene.assert_videos(1);
}

#[tokio::test(start_paused = true)]
async fn failed_jobs_are_submitted_again_only_on_request() {
    let refused = |request: &IncomingRequest<'_>| {
        let is_first = is_submission(request) && request.client_request_id.unwrap().as_str().ends_with("-1");
        is_first.then(|| Fault::status(400))
    };
    let scene = Scene::new(simulator().faults(refused)).await;
    assert_eq!(scene.run(scene.batch().await, scene.items(3)).await, all(3, "refused"));
    assert_eq!(scene.run(scene.batch().await, scene.items(3)).await, all(3, "refused before"));
    assert_eq!(scene.run(scene.batch().await.retry_failed(true), scene.items(3)).await, all(3, "downloaded"));
    assert_eq!(scene.run(scene.batch().await, scene.items(3)).await, all(3, "downloaded before"));
    scene.assert_videos(3);
}

#[tokio::test(start_paused = true)]
async fn a_second_run_of_a_batch_at_the_same_time_does_nothing() {
    let scene = Scene::new(simulator()).await;
    // Each has a connection of its own, as two processes have.
    let (first, second) = (scene.batch().await, scene.batch().await);
    Clock::in_steps(Duration::from_millis(100))
        .run(async {
            let mut first = pin!(first.run(stream::iter(scene.items(5))));
            let event = first.try_next().await.unwrap();
            assert!(matches!(event, Some(BatchEvent::Changed { .. })), "{event:?}");
            let second = second.run(stream::iter(scene.items(9)));
            let events: Vec<_> = second.map_ok(|event| line(&event)).try_collect().await.unwrap();
            assert_eq!(events, [Some("stopped OtherRun".to_owned())]);
            while first.try_next().await.unwrap().is_some() {}
        })
        .await;
    scene.assert_videos(5);
    // The lock has ended, and nothing remains of it.
    let ends = scene.run(scene.batch().await, scene.items(5)).await;
    assert_eq!(ends, all(5, "downloaded before"));
    let files = std::fs::read_dir(scene.folder.path()).unwrap();
    let names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!names.iter().any(|name| name.ends_with("lock")), "{names:?}");
}

#[tokio::test(start_paused = true)]
async fn a_batch_with_another_ledger_and_the_same_output_folder_does_nothing_at_the_same_time() {
    let scene = Scene::new(simulator()).await;
    let folder = scene.folder.path();
    let client = scene.simulator.client().build().unwrap();
    let other_ledger = Ledger::open(folder.join("other.db")).await.unwrap();
    let other = || Batch::new("others", steps(client.clone()), other_ledger.clone()).output_folder(folder);
    Clock::in_steps(Duration::from_millis(100))
        .run(async {
            let mut first = pin!(scene.batch().await.output_folder(folder).run(stream::iter(scene.items(1))));
            let event = first.try_next().await.unwrap();
            assert!(matches!(event, Some(BatchEvent::Changed { .. })), "{event:?}");
            let second = other().run(stream::iter(scene.items(9)));
            let events: Vec<_> = second.map_ok(|event| line(&event)).try_collect().await.unwrap();
            assert_eq!(events, [Some("stopped OtherRun".to_owned())]);
            while first.try_next().await.unwrap().is_some() {}
        })
        .await;
    scene.assert_videos(1);
    let ends = scene.run(other(), vec![item(folder, 7)]).await;
    assert_eq!(ends, ["7 downloaded"]);
}

#[tokio::test]
async fn an_output_folder_that_does_not_exist_cannot_be_locked() {
    let scene = Scene::new(simulator()).await;
    let missing = scene.folder.path().join("missing");
    let batch = scene.batch().await.output_folder(&missing);
    let error = pin!(batch.run(stream::iter(scene.items(1)))).try_next().await.unwrap_err();
    assert!(error.is_store());
    let reason = std::fs::read_dir(&missing).unwrap_err();
    assert_eq!(error.to_string(), format!("the folder {} cannot be locked: {reason}", missing.display()));
    assert_eq!(scene.simulator.accepted().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_batch_polls_by_how_long_the_jobs_in_the_ledger_took() {
    let scene = Scene::new(simulator()).await;
    let client = scene.simulator.client().wait_policy(WaitPolicy::new()).build().unwrap();
    let ledger = Ledger::open(scene.folder.path().join("jobs.db")).await.unwrap();
    for number in 0..3 {
        let record = JobRecord::with_id(format!("job-{number}").parse().unwrap(), crate::support::request());
        let mut record = serde_json::to_value(record.unwrap()).unwrap();
        record["state"] = "completed".into();
        record["times"] = json!({ "named": 1000, "sent": 1000, "submitted": 1000, "completed": 106_000 });
        record["unfinished_at"] = 96_000.into();
        ledger.insert(serde_json::from_value(record).unwrap()).await.unwrap();
    }
    let model = JobRecord::new(crate::support::request()).unwrap().model_id().to_owned();
    let job: Job = serde_json::from_value(json!({ "id": "abc", "model": model })).unwrap();
    assert_eq!(client.wait_policy_for(&job), expecting(186));
    scene.run(scene.batch_of(client.clone()).await, Vec::new()).await;
    assert_eq!(client.wait_policy_for(&job), expecting(100));
}

/// The policy of a client that expects this duration.
fn expecting(seconds: u64) -> WaitPolicy {
    let median = Duration::from_secs(seconds);
    WaitPolicy::new().durations(median, median.mul_f64(1.65))
}

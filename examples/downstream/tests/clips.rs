//! What the program does, whatever the service does. No test takes longer than milliseconds, and none needs a key, the
//! network or money.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::{
    Client, ClientRequestId,
    simulator::{Endpoint, Fault, Simulator, SimulatorBuilder},
};
use clip_service::{ClipError, finish_clip, make_clip};
use tempfile::TempDir;

const PROMPT: &str = "A lighthouse in a storm";

/// The simulated service, and what the program needs.
struct Scene {
    simulator: Simulator,
    client: Client,
    folder: TempDir,
}

impl Scene {
    async fn new(builder: SimulatorBuilder) -> Self {
        let simulator = builder.start().await.unwrap();
        let client = simulator.client().build().unwrap();
        Self { simulator, client, folder: tempfile::tempdir().unwrap() }
    }

    fn order() -> ClientRequestId {
        "order-4711".parse().unwrap()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("clip.mp4")
    }

    async fn make_clip(&self) -> Result<(), ClipError> {
        make_clip(&self.client, &Self::order(), PROMPT, &self.file()).await
    }

    /// Asserts that one job was paid for, and that the file is its video.
    fn assert_clip(&self) {
        let [job] = self.simulator.accepted().try_into().expect("one job");
        assert_eq!(job.client_request_id, Some(Self::order()));
        assert_eq!(fs::read(self.file()).ok(), self.simulator.video(&job.id));
    }

    /// Asserts that nothing was paid for, and that there is no file.
    fn assert_nothing(&self) {
        assert_eq!(self.simulator.accepted(), []);
        assert_eq!(fs::read_dir(self.folder.path()).unwrap().count(), 0);
    }
}

/// A service with a fault in every submission.
fn with(fault: Fault) -> SimulatorBuilder {
    Simulator::builder().faults(move |request| (request.endpoint == Endpoint::Submit).then(|| fault.clone()))
}

#[tokio::test]
async fn a_clip_is_made_from_the_prompt() {
    let scene = Scene::new(Simulator::builder()).await;
    scene.make_clip().await.unwrap();
    assert_eq!(scene.simulator.submissions()[0]["prompt"], PROMPT);
    scene.assert_clip();
}

#[tokio::test]
async fn the_reason_of_a_failed_job_is_told() {
    let scene = Scene::new(with(Fault::failed_job("The prompt is not allowed"))).await;
    let error = scene.make_clip().await.unwrap_err();
    assert_eq!(error.to_string(), "the service does not make this clip: The prompt is not allowed");
    assert!(!scene.file().exists());
}

#[tokio::test]
async fn an_empty_account_is_not_an_error_of_the_prompt() {
    let scene = Scene::new(Simulator::builder().price(0.28).balance(0.27)).await;
    let error = scene.make_clip().await.unwrap_err();
    assert!(matches!(error, ClipError::OutOfCredits), "{error}");
    scene.assert_nothing();
}

#[tokio::test]
async fn a_clip_whose_response_was_lost_is_paid_for_once() {
    let scene = Scene::new(with(Fault::lost_response())).await;
    scene.make_clip().await.unwrap();
    scene.assert_clip();
}

#[tokio::test]
async fn a_submission_is_tried_again_while_the_service_is_busy() {
    let busy_at_first = Simulator::builder().faults(|request| {
        (request.endpoint == Endpoint::Submit && request.number < 2).then(|| Fault::status(429))
    });
    let scene = Scene::new(busy_at_first).await;
    scene.make_clip().await.unwrap();
    scene.assert_clip();

    let scene = Scene::new(with(Fault::status(429))).await;
    let error = scene.make_clip().await.unwrap_err();
    assert!(matches!(error, ClipError::Busy), "{error}");
    scene.assert_nothing();
}

#[tokio::test]
async fn a_slow_clip_is_finished_later() {
    let is_ready = Arc::new(AtomicBool::new(false));
    let later = Arc::clone(&is_ready);
    let slow = Simulator::builder().faults(move |request| match request.endpoint {
        Endpoint::Submit => Some(Fault::slow_job(Duration::from_secs(3600))),
        Endpoint::Poll if later.load(Ordering::Relaxed) => Some(Fault::slow_job(Duration::ZERO)),
        _ => None,
    });
    let mut scene = Scene::new(slow).await;
    let deadline = scene.simulator.wait_policy().deadline(Duration::from_millis(20));
    let patient = scene.client.clone();
    scene.client = scene.simulator.client().wait_policy(deadline).build().unwrap();
    let ClipError::StillRunning(job) = scene.make_clip().await.unwrap_err() else { panic!() };

    is_ready.store(true, Ordering::Relaxed);
    finish_clip(&patient, &job, &scene.file()).await.unwrap();
    scene.assert_clip();
}

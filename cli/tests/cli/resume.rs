//! `kling resume`

use std::fs;

use aimlapi_kling::{simulator::Simulator, types::V1_6StandardTextToVideo};

use crate::support::{folder, kling_at};

#[tokio::test]
async fn a_job_of_an_earlier_run_is_resumed() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let job = client.submit(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    let folder = folder();
    for legacy in [&[][..], &["--legacy"]] {
        let arguments = [&["resume", job.id(), "-o", "out.mp4", "--force"], legacy].concat();
        let run = kling_at(&simulator, &folder, &arguments).await;
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == simulator.video(job.id()));
    }
}

#[tokio::test]
async fn an_id_that_the_service_does_not_know_ends_the_command() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let run = kling_at(&simulator, &folder(), &["resume", "unknown", "-o", "out.mp4"]).await;
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.starts_with("error: the service answered 404 Not Found"), "{run:?}");
}

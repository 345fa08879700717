//! `kling resume`

use std::fs;

use aimlapi_kling::{
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
    types::{LegacyV1_6StandardTextToVideo, V1_6StandardTextToVideo},
};

use crate::support::{folder, kling_at};

#[tokio::test]
async fn a_job_of_an_earlier_run_is_resumed() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let current = client.submit(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    let legacy = client.submit(LegacyV1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    let folder = folder();
    for (job, legacy) in [(current, &[][..]), (legacy, &["--legacy"])] {
        let arguments = [&["resume", job.id(), "-o", "out.mp4", "--force"], legacy].concat();
        let run = kling_at(&simulator, &folder, &arguments).await;
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == simulator.video(job.id()));
    }
}

#[tokio::test]
async fn an_id_that_the_service_does_not_know_ends_the_command() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let run =
        kling_at(&simulator, &folder(), &["resume", "-unknown", "-o", "out.mp4", "--interval", "1"]).await;
    assert_eq!(run.code, Some(1));
    let lines: Vec<_> = run.stderr.lines().collect();
    assert!(lines[0].starts_with("retrying: the service answered 404 Not Found"), "{run:?}");
    assert!(lines[1].starts_with("error: the service answered 404 Not Found"), "{run:?}");
    assert!(lines[1].contains("(generation -unknown)"), "{run:?}");
    assert!(lines[2].starts_with("  inference id: "), "{run:?}");
    let expected = [
        "The service does not know this id. Check it, and try again with",
        "    kling resume -unknown -o out.mp4",
        "    kling find -unknown",
    ];
    assert_eq!(lines[3..], expected);
}

#[tokio::test]
async fn a_file_that_exists_is_refused_before_the_job_is_waited_for() {
    let folder = folder();
    fs::write(folder.path().join("out.mp4"), "mine").unwrap();
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let run = kling_at(&simulator, &folder, &["resume", "abc", "-o", "out.mp4", "--json"]).await;
    let error = &run.event("failed")["error"];
    let path = folder.path().join("out.mp4");
    assert_eq!(error["message"], format!("{} already exists; `--force` replaces it", path.display()));
    assert_eq!((&error["kind"], run.code), (&"output_exists".into(), Some(6)));
}

#[tokio::test]
async fn a_video_that_its_host_refuses_can_be_fetched_later() {
    let gone =
        |request: &IncomingRequest<'_>| (request.endpoint == Endpoint::Video).then(|| Fault::status(403));
    let simulator = Simulator::builder().instant().faults(gone).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let job = client.submit(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    let run = kling_at(&simulator, &folder(), &["resume", job.id(), "-o", "out.mp4"]).await;
    assert!(
        run.stderr.ends_with("\nThe job has completed. Fetch its video with\n    kling resume\n"),
        "{run:?}"
    );
    assert_eq!(run.code, Some(1));
}

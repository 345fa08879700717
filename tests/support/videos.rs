//! Videos for requests.

use aimlapi_kling::{Request, simulator::Simulator};

/// Makes a video for each request, and compares the file with that of the job.
pub async fn make_each(simulator: &Simulator, requests: impl IntoIterator<Item = Request>) {
    let client = simulator.client().wait_policy(simulator.wait_policy()).build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (number, request) in requests.into_iter().enumerate() {
        let path = folder.path().join(format!("{number}.mp4"));
        let video = client.generate(request).await.unwrap();
        video.download_to(&path).await.unwrap();
        assert!(Some(std::fs::read(&path).unwrap()) == simulator.video(video.generation().id()));
    }
}

//! Many waits need few connections.

use aimlapi_kling::{Job, WaitPolicy};
use futures_util::{StreamExt as _, stream::FuturesUnordered};
use serde_json::json;

use super::{builder, connections, seconds};
use crate::support::host::{ScriptedHost, ScriptedResponse};

const WAITS: usize = 2000;

/// The number of polls and of connections of waits that are all due at the same time.
async fn polls_and_connections(host: &ScriptedHost, client: &aimlapi_kling::Client) -> (usize, usize) {
    let policy = WaitPolicy::new().interval(seconds(20));
    let jobs: Vec<_> = (0..WAITS).map(|number| Job::from_id(format!("job-{number}"))).collect();
    let waits: FuturesUnordered<_> = jobs.iter().map(|job| client.wait_with(job, &policy, |_| {})).collect();
    let videos: Vec<_> = host.run(waits.collect()).await;
    videos.into_iter().for_each(|video| drop(video.unwrap()));
    (host.requests().len(), connections(host))
}

#[tokio::test(start_paused = true)]
async fn two_thousand_concurrent_waits_use_at_most_100_connections() {
    let host = ScriptedHost::start();
    // The first poll of each job finds it queued, the second one completed.
    let (mut polls, host_polls) = (0, &host);
    host_polls.script(move |_| {
        polls += 1;
        let is_last = polls > WAITS;
        crate::support::host::Responder::computed(move |request| {
            let id = request.path().rsplit_once('=').expect("it has a query").1;
            let status = if is_last { "completed" } else { "queued" };
            let video = json!({ "url": "https://cdn.example/1.mp4" });
            ScriptedResponse::json(&json!({ "id": id, "status": status, "video": video })).keep_alive()
        })
    });
    let client = builder(&host).build().unwrap();
    let (polls, connections) = polls_and_connections(&host, &client).await;
    assert_eq!(polls, 2 * WAITS);
    assert!(connections <= 100, "{connections} connections");
}

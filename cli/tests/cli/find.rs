//! `kling find`

use std::time::{Duration, SystemTime};

use aimlapi_kling::{
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
    types::V1_6StandardTextToVideo,
};
use serde_json::json;

use crate::support::{
    GENERATE, Run, command_at, folder,
    host::{Host, Response},
    kling_at,
};

#[tokio::test]
async fn a_submission_whose_response_was_lost_is_found_and_resumed() {
    let lost = |request: &IncomingRequest<'_>| {
        (request.endpoint == Endpoint::Submit).then(|| Fault::close().after_processing())
    };
    let simulator = Simulator::builder().instant().faults(lost).start().await.unwrap();
    let folder = folder();
    let run = kling_at(&simulator, &folder, &[&GENERATE[..], &["--json", "--timeout", "1"]].concat()).await;
    assert_eq!(run.code, Some(4));
    let failure = run.event("failed");
    assert_eq!(failure["error"]["job"], "unknown");
    let id = failure["error"]["client_request_id"].as_str().unwrap();

    let found = kling_at(&simulator, &folder, &["find", id]).await;
    let generation = &simulator.accepted()[0].id;
    assert_eq!((found.code, found.stdout), (Some(0), format!("{generation}\n")));
    let resumed = kling_at(&simulator, &folder, &["resume", generation, "-o", "out.mp4"]).await;
    assert_eq!(resumed.code, Some(0), "{resumed:?}");
}

#[tokio::test]
async fn a_recent_submission_that_is_not_in_the_log_is_inconclusive() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let run = kling_at(&simulator, &folder(), &["find", "order-4711"]).await;
    assert_eq!(run.stderr, "error: order-4711 is not in the log yet; look it up again in a few minutes\n");
    assert_eq!(run.code, Some(4));
}

/// A client request id that was created this number of days ago.
fn id_of_age(days: u64) -> String {
    let created = SystemTime::now() - Duration::from_secs(days * 24 * 3600);
    let millis = created.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
    format!("{:08x}-{:04x}-7000-8000-000000000000", millis >> 16, millis & 0xffff)
}

#[tokio::test]
async fn a_submission_that_is_too_old_for_the_log_is_inconclusive_for_good() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let old = id_of_age(92);
    let run = kling_at(&simulator, &folder(), &["find", &old]).await;
    let reason = "which covers only the last 92 days: it is unknown whether it was accepted";
    assert_eq!(run.stderr, format!("error: {old} is not in the log, {reason}\n"));
    assert_eq!(run.code, Some(4));
}

#[tokio::test]
async fn an_old_submission_that_is_not_in_the_log_has_not_been_accepted() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    for days in [1, 91] {
        let old = id_of_age(days);
        let run = kling_at(&simulator, &folder(), &["find", &old]).await;
        let reason = "is not in the log: it has very likely not been accepted";
        assert_eq!(run.stderr, format!("error: {old} {reason}\n"));
        assert_eq!(run.code, Some(1));
    }
}

#[tokio::test]
async fn a_submission_that_is_found_is_an_event_with_json() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let name = "order-4711".parse().unwrap();
    let job = client.submit_as(&name, V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    let run = kling_at(&simulator, &folder(), &["find", "order-4711", "--json"]).await;
    let found = run.event("found");
    assert_eq!((&found["id"], &found["failed"]), (&json!(job.id()), &json!(false)));
    assert_eq!(found["row"]["client_request_id"], "order-4711");
    assert_eq!(run.code, Some(0));
}

#[tokio::test]
async fn a_submission_that_failed_is_reported_as_not_charged() {
    let row = json!({ "inference_id": "abc", "client_request_id": "order-4711", "status": "failed" });
    let log = json!({ "data": [row], "pagination": { "has_more": false } }).to_string();
    let host = Host::start(move |_| Response::new(200, log.clone())).await;
    let run = Run::of(command_at(&host.base_url, &folder(), &["find", "order-4711"])).await;
    assert_eq!(run.stderr, "error: abc failed, and is not charged\n");
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""));
}

//! Batches that are interrupted or killed, and two of them at the same time.

use rustix::process::Signal;
use serde_json::json;
use tokio::io::BufReader;

use super::{batch, prompts, service::Service};
use crate::support::{Run, folder, send, until_line};

#[tokio::test]
async fn a_second_process_is_refused_so_that_both_together_cannot_exceed_the_budget() {
    let (service, folder) = (Service::start().await, folder());
    prompts(&folder, 8);
    // Two jobs at 0.28 USD.
    let first = service.start_batch(&folder, &["--budget", "0.6"], 2).await;
    let second = batch(&service.simulator, &folder, &["--budget", "0.6"]).await;
    let refused = "error: videos: another process makes the videos of this folder; wait for it, or interrupt it; \
        nothing was sent";
    assert_eq!((second.code, second.stderr.lines().last()), (Some(13), Some(refused)), "{second:?}");
    let as_json = batch(&service.simulator, &folder, &["--json"]).await;
    assert_eq!((as_json.code, &as_json.event("failed")["error"]["kind"]), (Some(13), &json!("in_use")));
    // What would be done can be asked at any time.
    assert_eq!(batch(&service.simulator, &folder, &["--dry-run"]).await.code, Some(0));
    assert_eq!(service.simulator.accepted().len(), 2);

    // However the first one ends, it excludes nobody any more.
    send(&first, Signal::KILL);
    assert_eq!(Run::from(first.wait_with_output().await.unwrap()).code, None);
    service.set_jobs_end(true);
    let third = batch(&service.simulator, &folder, &["--budget", "0.6", "--json"]).await;
    assert_eq!((third.code, &third.event("summary")["made"]), (Some(5), &json!(2)), "{third:?}");
    assert_eq!(service.simulator.accepted().len(), 2);
}

#[tokio::test]
async fn the_first_interrupt_starts_no_more_jobs_and_the_second_one_ends() {
    let (service, folder) = (Service::start().await, folder());
    prompts(&folder, 6);
    for (is_ended, accepted) in [(false, 2), (true, 4)] {
        service.set_jobs_end(false);
        let mut child = service.start_batch(&folder, &["--in-flight", "2"], accepted).await;
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        send(&child, Signal::INT);
        let line = until_line(&mut stderr, "Starting no more jobs").await;
        assert_eq!(line, "Starting no more jobs; 2 are running.");
        match is_ended {
            true => send(&child, Signal::INT),
            false => service.set_jobs_end(true),
        }
        // The pipe is read to its end, so that the command is not held up.
        until_line(&mut stderr, "gallery: ").await;
        assert_eq!(child.wait().await.unwrap().code(), Some(130));
        assert_eq!(service.simulator.accepted().len(), accepted);
    }
    service.set_jobs_end(true);
    let run = batch(&service.simulator, &folder, &["--json"]).await;
    assert_eq!((run.code, &run.event("summary")["made"]), (Some(0), &json!(6)));
    assert_eq!(service.simulator.accepted().len(), 6);
}

//! Batches that are interrupted or killed, and two of them at the same time.

use std::{
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use rustix::process::Signal;
use serde_json::json;
use tokio::{io::BufReader, time::sleep};

use super::{arguments, batch, prompts, service::Service};
use crate::support::{MODEL, Run, command, command_at, folder, send, until_line};

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
async fn a_batch_with_another_ledger_is_refused_while_one_makes_the_videos_of_the_same_folder() {
    let (service, folder) = (Service::start().await, folder());
    prompts(&folder, 2);
    let first = service.start_batch(&folder, &[], 2).await;
    let other = [&arguments(&[])[..4], &["-m", MODEL, "--ledger", "other.db"]].concat();
    let second = Run::of(command_at(&service.simulator.base_url(), &folder, &other)).await;
    let refused = "error: videos: another process makes the videos of this folder; wait for it, or interrupt it; \
        nothing was sent";
    assert_eq!((second.code, second.stderr.lines().last()), (Some(13), Some(refused)), "{second:?}");
    assert_eq!(service.simulator.accepted().len(), 2);
    send(&first, Signal::KILL);
    assert_eq!(Run::from(first.wait_with_output().await.unwrap()).code, None);
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
        assert_eq!(until_line(&mut stderr, "not started").await, format!("{} not started", 6 - accepted));
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

#[tokio::test]
async fn a_termination_ends_the_batch_at_once_and_the_same_command_resumes() {
    let (service, folder) = (Service::start().await, folder());
    prompts(&folder, 3);
    let child = service.start_batch(&folder, &["--in-flight", "2"], 2).await;
    send(&child, Signal::TERM);
    let run = Run::from(child.wait_with_output().await.unwrap());
    assert_eq!(run.code, Some(143), "{run:?}");
    let end = "\n2 still running; the same command fetches them\n1 not started\n";
    assert!(run.stderr.contains(end), "{run:?}");
    service.set_jobs_end(true);
    assert_eq!(batch(&service.simulator, &folder, &[]).await.code, Some(0));
    assert_eq!(service.simulator.accepted().len(), 3);
}

#[tokio::test]
async fn an_interrupt_while_the_prices_are_requested_ends_the_command() {
    let requested = Arc::new(AtomicBool::new(false));
    let is_requested = Arc::clone(&requested);
    let faults = move |request: &IncomingRequest<'_>| {
        is_requested.store(true, Ordering::SeqCst);
        (request.endpoint == Endpoint::Catalogue).then(|| Fault::late(Duration::from_secs(3600)))
    };
    let simulator = Simulator::builder().faults(faults).start().await.unwrap();
    let folder = folder();
    prompts(&folder, 1);
    let mut command = command_at(&simulator.base_url(), &folder, &arguments(&[]));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !requested.load(Ordering::SeqCst) {
        sleep(Duration::from_millis(20)).await;
    }
    send(&child, Signal::INT);
    let run = Run::from(child.wait_with_output().await.unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(130), "error: interrupted\n"));
    assert_eq!(simulator.accepted().len(), 0);
}

#[tokio::test]
async fn an_interrupt_ends_a_simulated_batch_and_promises_nothing() {
    let folder = folder();
    // It takes minutes.
    prompts(&folder, 200);
    let arguments =
        ["batch", "prompts.jsonl", "--out", "v", "--simulate", "--json", "--in-flight", "1", "-m", MODEL];
    let mut command = command(&folder, &arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    until_line(&mut stdout, r#""event":"submitted""#).await;
    send(&child, Signal::INT);
    until_line(&mut stdout, r#""event":"summary""#).await;
    let run = Run::from(child.wait_with_output().await.unwrap());
    let message = "Stopped: the simulated service ends with the command.\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(130), message));
}

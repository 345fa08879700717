//! Whenever and however the command is ended, its output is sufficient to fetch the video without paying
//! again.
#![cfg(unix)]

use std::{fs, process::Stdio, time::Duration};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::{
    sync::mpsc,
    time::{sleep, timeout},
};

use crate::support::{GENERATE, Run, command_at, files, folder, kling_at};

/// The number of bytes of the video that are sent before the command is ended.
const RECEIVED: usize = 1000;

/// The step that the service does not complete the first time, so that the command is ended during it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Submitting,
    Waiting,
    Downloading,
}

impl Step {
    fn fault(self) -> (Endpoint, Fault) {
        const LONG: Duration = Duration::from_secs(3600);
        match self {
            Self::Submitting => (Endpoint::Submit, Fault::late(LONG)),
            Self::Waiting => (Endpoint::Poll, Fault::late(LONG)),
            Self::Downloading => (Endpoint::Video, Fault::stall(RECEIVED)),
        }
    }
}

/// A service that does not complete a step, and a channel that receives a message when the step begins.
async fn service(step: Step) -> (Simulator, mpsc::UnboundedReceiver<()>) {
    let (caught, catches) = mpsc::unbounded_channel();
    let faults = move |request: &IncomingRequest<'_>| {
        let (operation, fault) = step.fault();
        let is_caught = request.endpoint == operation && request.number == 0;
        is_caught.then(|| {
            // The test may have ended.
            let _ = caught.send(());
            fault
        })
    };
    (Simulator::builder().instant().faults(faults).start().await.unwrap(), catches)
}

/// Starts the command and ends it during this step. Returns its output.
async fn end(signal: Signal, step: Step, mode: &[&str], folder: &TempDir) -> (Simulator, Run) {
    let (simulator, mut catches) = service(step).await;
    let arguments = [&GENERATE[..], &["--interval", "1"], mode].concat();
    let mut command = command_at(&simulator.base_url(), folder, &arguments);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    timeout(Duration::from_secs(60), catches.recv()).await.unwrap();
    let part = folder.path().join("out.mp4.part");
    let is_in_step = || match step {
        // A job is accepted a moment after its request was received.
        Step::Submitting => !simulator.accepted().is_empty(),
        Step::Waiting => true,
        Step::Downloading => fs::metadata(&part).is_ok_and(|part| part.len() == RECEIVED as u64),
    };
    while !is_in_step() {
        sleep(Duration::from_millis(5)).await;
    }
    let pid = Pid::from_raw(child.id().unwrap().try_into().unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
    (simulator, child.wait_with_output().await.unwrap().into())
}

/// The id of the job, from the output of the command alone: the id itself, or the client request id to look up.
async fn id(simulator: &Simulator, folder: &TempDir, run: &Run, step: Step) -> String {
    if step != Step::Submitting {
        return written(run, "submitted", "id", "submitted ");
    }
    let name = written(run, "submitting", "client_request_id", "submitting as ");
    let found = kling_at(simulator, folder, &["find", &name]).await;
    assert_eq!(found.code, Some(0), "{found:?}");
    found.stdout.trim_end().to_owned()
}

/// A field of an event, or else the rest of a line.
fn written(run: &Run, event: &str, field: &str, line: &str) -> String {
    if run.stdout.is_empty() {
        run.stderr.lines().find_map(|text| text.strip_prefix(line)).unwrap().to_owned()
    } else {
        run.event(event)[field].as_str().unwrap().to_owned()
    }
}

async fn fetches_the_video_after(signal: Signal, step: Step) {
    tokio::join!(in_mode(&[], signal, step), in_mode(&["--json"], signal, step));
}

async fn in_mode(mode: &[&str], signal: Signal, step: Step) {
    let folder = folder();
    let (simulator, run) = end(signal, step, mode, &folder).await;
    assert!(!folder.path().join("out.mp4").exists());
    let id = id(&simulator, &folder, &run, step).await;
    let resumed = kling_at(&simulator, &folder, &["resume", &id, "-o", "out.mp4"]).await;
    assert_eq!(resumed.code, Some(0), "{resumed:?}");
    assert_eq!(simulator.accepted().len(), 1);
    assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == simulator.video(&id));
    assert_eq!(files(folder.path()), ["out.mp4"]);
    check_advice(&run, signal, step, &simulator);
}

/// After a signal that can be caught, the command reports how to continue.
fn check_advice(run: &Run, signal: Signal, step: Step, simulator: &Simulator) {
    let (code, kind) = match signal {
        Signal::INT => (130, "interrupted"),
        Signal::TERM => (143, "terminated"),
        _ => return assert_eq!(run.code, None),
    };
    assert_eq!(run.code, Some(code), "{run:?}");
    let accepted = &simulator.accepted()[0];
    let name = accepted.client_request_id.as_ref().unwrap();
    let resume = format!("kling resume {} -o out.mp4", accepted.id);
    let (advice, command) = match step {
        Step::Submitting => (
            "The job may have been accepted. Before you submit it again, look it up with:",
            format!("kling find {name}"),
        ),
        Step::Waiting => {
            ("The job continues and is charged when it completes. Fetch its video with:", resume)
        }
        Step::Downloading => ("The job has completed. Fetch its video with:", resume),
    };
    if run.stdout.is_empty() {
        assert!(run.stderr.contains(&format!("\nerror: {kind}\n")), "{run:?}");
        assert_eq!(run.stderr.lines().last(), Some(format!("{advice} {command}").as_str()));
    } else {
        let error = &run.event("failed")["error"];
        assert_eq!((&error["kind"], &error["recovery"]), (&kind.into(), &command.into()));
        let counted = if step == Step::Submitting { "unknown" } else { "unfinished" };
        assert_eq!(run.event("summary")[counted], 1);
    }
}

macro_rules! kills {
    ($($name:ident: $signal:ident, $step:ident;)+) => {
        $(#[tokio::test]
        async fn $name() {
            fetches_the_video_after(Signal::$signal, Step::$step).await;
        })+
    };
}

kills! {
    a_job_survives_a_kill_while_it_is_submitted: KILL, Submitting;
    a_job_survives_a_kill_while_it_is_waited_for: KILL, Waiting;
    a_job_survives_a_kill_while_its_video_is_downloaded: KILL, Downloading;
    a_job_survives_a_termination_while_it_is_submitted: TERM, Submitting;
    a_job_survives_a_termination_while_it_is_waited_for: TERM, Waiting;
    a_job_survives_a_termination_while_its_video_is_downloaded: TERM, Downloading;
    a_job_survives_an_interrupt_while_it_is_submitted: INT, Submitting;
    a_job_survives_an_interrupt_while_it_is_waited_for: INT, Waiting;
    a_job_survives_an_interrupt_while_its_video_is_downloaded: INT, Downloading;
}

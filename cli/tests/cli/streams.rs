//! A closed or full standard output or standard error does not end a job.
#![cfg(unix)]

use std::{fs, io, process::Stdio};

use aimlapi_kling::simulator::Simulator;

use crate::support::{GENERATE, Run, command_at, folder, kling};

/// A pipe whose reading end is closed.
fn closed() -> Stdio {
    io::pipe().unwrap().1.into()
}

/// Runs `generate` with these streams; the video is on disk in the end.
async fn generate(more: &[&str], stdout: Stdio, stderr: Stdio) -> Run {
    let (simulator, folder) = (Simulator::builder().instant().start().await.unwrap(), folder());
    let arguments = [&GENERATE[..], &["--interval", "1"], more].concat();
    let mut command = command_at(&simulator.base_url(), &folder, &arguments);
    let child = command.stdout(stdout).stderr(stderr).spawn().unwrap();
    let run = Run::from(child.wait_with_output().await.unwrap());
    let accepted = simulator.accepted();
    assert_eq!(accepted.len(), 1, "{run:?}");
    let video = fs::read(folder.path().join("out.mp4")).unwrap();
    assert!(Some(video) == simulator.video(&accepted[0].id));
    run
}

async fn without_stderr(more: &[&str], stderr: Stdio) -> Run {
    generate(more, Stdio::piped(), stderr).await
}

async fn without_stdout(more: &[&str], stdout: Stdio) -> Run {
    generate(more, stdout, Stdio::piped()).await
}

#[cfg(target_os = "linux")]
fn full() -> Stdio {
    fs::File::options().write(true).open("/dev/full").unwrap().into()
}

#[tokio::test]
async fn a_closed_standard_error_changes_nothing() {
    let (plain, run) = tokio::join!(without_stderr(&[], closed()), without_stderr(&["--json"], closed()));
    assert_eq!(plain.code, Some(0));
    assert_eq!((run.code, run.event("summary")["downloaded"].as_u64()), (Some(0), Some(1)));
}

#[tokio::test]
async fn a_closed_standard_output_changes_nothing_but_the_exit_code_where_the_result_goes_there() {
    let (plain, run) = tokio::join!(without_stdout(&[], closed()), without_stdout(&["--json"], closed()));
    assert_eq!(plain.code, Some(0));
    assert_eq!(
        run.stderr,
        "error: the video is on disk, but standard output cannot be written: Broken pipe (os error 32)\n"
    );
    assert_eq!(run.code, Some(1));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_standard_error_changes_nothing() {
    assert_eq!(without_stderr(&[], full()).await.code, Some(0));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_standard_output_changes_nothing_but_the_exit_code_where_the_result_goes_there() {
    let (plain, run) = tokio::join!(without_stdout(&[], full()), without_stdout(&["--json"], full()));
    assert_eq!(plain.code, Some(0));
    assert_eq!(
        run.stderr,
        "error: the video is on disk, but standard output cannot be written: No space left on device (os error 28)\n"
    );
    assert_eq!(run.code, Some(1));
}

#[tokio::test]
async fn a_reader_that_has_read_enough_ends_a_list_silently() {
    let folder = folder();
    let mut command = crate::support::command(&folder, &["models"]);
    let child = command.stdout(closed()).stderr(Stdio::piped()).spawn().unwrap();
    let run = Run::from(child.wait_with_output().await.unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    assert_eq!(kling(&folder, &["models"]).await.code, Some(0));
}

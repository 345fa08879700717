//! What `kling batch` shows on terminals of different widths.

use std::{
    fs,
    process::Stdio,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use rustix::process::Signal;
use serde_json::json;
use tokio::process::Child;

use super::{arguments, batch, prompts, simulator, write};
use crate::support::{Folder, command_at, folder, send, terminal::Terminal, without_figures};

const LONG: Duration = Duration::from_secs(3600);

/// Prompts that are long, wide, and full of control characters.
fn difficult_prompts(folder: &Folder) {
    let lines = [
        json!({ "prompt": "A lighthouse in a storm" }),
        json!({ "prompt": "A ship under a double rainbow" }),
        json!({ "prompt": "A long sentence about the sea, ".repeat(12) }),
        json!({ "prompt": "嵐の中の灯台と、二重の虹の下の船と、静かな海の上を飛ぶ白い鳥", "name": "灯台", "duration": 10 }),
        json!({ "prompt": "\u{1b}[31mred\u{1b}[2J \u{7}bell\ttab\nline\r\u{202e}right to left", "name": "z" }),
    ];
    write(folder, "prompts.jsonl", lines.map(|line| format!("{line}\n")).concat());
}

/// Of five requests, one video is made, one request is rejected, and nothing was done for the others.
async fn begun_batch() -> Folder {
    let count = AtomicUsize::new(0);
    let faults = move |request: &IncomingRequest<'_>| {
        let is_submission = request.endpoint == Endpoint::Submit;
        (is_submission && count.fetch_add(1, Ordering::Relaxed) == 1).then(|| Fault::status(400))
    };
    let simulator = Simulator::builder().instant().faults(faults).start().await.unwrap();
    let folder = folder();
    difficult_prompts(&folder);
    let run = batch(&simulator, &folder, &["--in-flight", "1", "--limit", "2"]).await;
    assert_eq!(run.code, Some(3), "{run:?}");
    folder
}

/// Starts a batch on a terminal.
fn start(simulator: &Simulator, folder: &Folder, more: &[&str], terminal: &Terminal, kind: &str) -> Child {
    let mut command = command_at(&simulator.base_url(), folder, &arguments(more));
    command.env("TERM", kind).stdin(Stdio::null()).stdout(Stdio::null()).stderr(terminal.writer());
    command.spawn().unwrap()
}

#[tokio::test]
async fn the_live_view_fits_the_terminal_and_says_what_an_interrupt_does() {
    for columns in [80, 40] {
        let folder = begun_batch().await;
        // The jobs do not end.
        let simulator = Simulator::builder().timeline(Duration::ZERO, LONG).start().await.unwrap();
        let mut terminal = Terminal::new(columns);
        let mut child = start(&simulator, &folder, &["--in-flight", "3"], &terminal, "xterm");
        let is_running =
            |screen: &str| screen.contains("[2/5] 3 running") && screen.matches("generating").count() == 3;
        let running = terminal.screen(is_running).await;
        send(&child, Signal::INT);
        let is_stopping = |screen: &str| screen.contains("command resumes.") && is_running(screen);
        let stopping = terminal.screen(is_stopping).await;
        send(&child, Signal::INT);
        assert_eq!(child.wait().await.unwrap().code(), Some(130));
        let end = terminal.end().await;
        for screen in [&running, &stopping, &end] {
            assert!(!screen.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{screen}");
        }
        let screens =
            format!("# running\n{running}\n\n# interrupted\n{stopping}\n\n# interrupted again\n{end}\n");
        insta::assert_snapshot!(format!("live_{columns}"), screens);
    }
}

#[tokio::test]
async fn a_dumb_terminal_shows_a_line_for_each_change() {
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 2);
    let terminal = Terminal::new(80);
    let mut child = start(&simulator, &folder, &["--in-flight", "1"], &terminal, "dumb");
    assert_eq!(child.wait().await.unwrap().code(), Some(0));
    insta::assert_snapshot!("dumb", without_figures(&terminal.end().await));
}

#[tokio::test]
async fn requests_that_wait_for_the_prices_are_shown() {
    let faults = |request: &IncomingRequest<'_>| {
        // After such a header there is no other attempt.
        let is_catalogue = request.endpoint == Endpoint::Catalogue;
        is_catalogue.then(|| Fault::status(503).retry_after("3600"))
    };
    let simulator = Simulator::builder().faults(faults).start().await.unwrap();
    let folder = folder();
    prompts(&folder, 20);
    let mut terminal = Terminal::new(80);
    let mut child = start(&simulator, &folder, &["--budget", "5", "--in-flight", "14"], &terminal, "xterm");
    let is_complete =
        |screen: &str| screen.contains("and 2 more") && screen.matches("waiting: the prices").count() == 12;
    insta::assert_snapshot!("waiting_for_prices", terminal.screen(is_complete).await);
    send(&child, Signal::INT);
    assert_eq!(child.wait().await.unwrap().code(), Some(130));
    assert_eq!(simulator.accepted().len(), 0);
    assert!(fs::read_to_string(folder.path().join("videos/index.html")).unwrap().contains("0 made"));
}

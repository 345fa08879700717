//! What `kling generate` shows on a terminal.

use std::{io::Read as _, process::Stdio, time::Duration};

use aimlapi_kling::simulator::Simulator;
use rustix::process::Signal;
use tokio::{
    process::Command,
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};

use crate::support::{GENERATE, command, command_at, folder, send, terminal::open};

/// A command whose standard error is a terminal of 80 columns.
struct Terminal {
    child: tokio::process::Child,
    output: UnboundedReceiver<Vec<u8>>,
    text: String,
}

impl Terminal {
    fn start(mut command: Command) -> Self {
        let (mut master, terminal) = open(80, 24);
        let child = command.env("TERM", "xterm").stderr(Stdio::from(terminal)).spawn().unwrap();
        // Only the child has the terminal from now on, so reading ends with it.
        drop(command);
        let (sender, output) = unbounded_channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = master.read(&mut bytes) {
                if sender.send(bytes[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, output, text: String::new() }
    }

    /// Waits until the terminal has shown a text.
    async fn wait_for(&mut self, text: &str) {
        while !self.text.contains(text) {
            assert!(self.receive().await, "{text}: {}", self.text);
        }
    }

    /// Waits for the end of the command; returns its exit code.
    async fn end(&mut self) -> Option<i32> {
        while self.receive().await {}
        self.child.wait().await.unwrap().code()
    }

    async fn receive(&mut self) -> bool {
        let bytes = timeout(Duration::from_secs(60), self.output.recv()).await.unwrap();
        self.text += &bytes.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
        bytes.is_some()
    }
}

#[tokio::test]
async fn the_time_is_shown_against_the_usual_one_and_ctrl_c_shows_how_to_continue() {
    let hour = Duration::from_secs(3600);
    let simulator = Simulator::builder().timeline(Duration::ZERO, hour).start().await.unwrap();
    let arguments = [&GENERATE[..], &["--interval", "1"]].concat();
    let folder = folder();
    let mut terminal = Terminal::start(command_at(&simulator.base_url(), &folder, &arguments));
    terminal.wait_for(&format!("generating {} 0:0", "─".repeat(30))).await;
    terminal.wait_for(" of usually 3:06").await;
    // At the latest after 7 seconds.
    terminal.wait_for("generating ━").await;
    send(&terminal.child, Signal::INT);
    assert_eq!(terminal.end().await, Some(130));
    let advice = "Stopped waiting. The job continues and is charged when it completes. Fetch its video with\r\n    \
                  kling resume\r\n";
    assert!(terminal.text.ends_with(advice), "{}", terminal.text);
}

#[tokio::test]
async fn ctrl_c_ends_a_simulation_and_says_so() {
    let (folder, simulate) = (folder(), [&GENERATE[..], &["--simulate=slow"]].concat());
    let mut terminal = Terminal::start(command(&folder, &simulate));
    terminal.wait_for("queued").await;
    send(&terminal.child, Signal::INT);
    assert_eq!(terminal.end().await, Some(130));
    let message = "error: interrupted: the simulated service ends with the command\r\n";
    assert!(terminal.text.contains(message), "{}", terminal.text);
}

#[tokio::test]
async fn the_download_has_a_bar_and_the_end_is_one_line() {
    let simulator = Simulator::builder().instant().video_size(8_100_000).start().await.unwrap();
    let arguments = [&GENERATE[..], &["--interval", "1"]].concat();
    let folder = folder();
    let mut terminal = Terminal::start(command_at(&simulator.base_url(), &folder, &arguments));
    terminal.wait_for("downloading ").await;
    assert_eq!(terminal.end().await, Some(0));
    let last = terminal.text.trim_end().rsplit(['\n', '\r']).next().unwrap();
    assert!(last.contains("out.mp4  8.1 MB  made in 0:0") && last.ends_with("  $0.28"), "{last:?}");
}

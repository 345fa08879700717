//! Helpers for all tests of the command.

#[cfg(unix)]
pub mod browser;
pub mod host;
#[cfg(unix)]
pub mod terminal;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use aimlapi_kling::simulator::{KEY, Simulator};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio::process::Command;
#[cfg(unix)]
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt as _},
    process::Child,
};

/// A model with one required parameter, and the arguments to generate `out.mp4` with it.
pub const MODEL: &str = "kling-video/v1.6/standard/text-to-video";
pub const GENERATE: [&str; 7] = ["generate", "--model", MODEL, "--prompt", "A lighthouse", "-o", "out.mp4"];

/// The command in a folder, without the environment variables of this machine.
pub fn command(folder: &Folder, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kling"));
    command.args(arguments).current_dir(folder.path()).env_clear().kill_on_drop(true);
    command.env("HOME", &folder.home).env("XDG_STATE_HOME", &folder.home);
    command
}

/// The command with a key, for the service at this base URL.
pub fn command_at(base_url: &str, folder: &Folder, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = command(folder, arguments);
    command.env("AIML_API_KEY", KEY).env("AIML_API_BASE", base_url);
    command
}

/// Runs the command without a key.
pub async fn kling(folder: &Folder, arguments: &[impl AsRef<OsStr>]) -> Run {
    Run::of(command(folder, arguments)).await
}

/// Runs the command with a key, for a simulated service.
pub async fn kling_at(simulator: &Simulator, folder: &Folder, arguments: &[impl AsRef<OsStr>]) -> Run {
    Run::of(command_at(&simulator.base_url(), folder, arguments)).await
}

/// The exit code and the output of a command.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub async fn of(mut command: Command) -> Self {
        command.output().await.unwrap().into()
    }

    /// The lines of standard error, [without times](without_times).
    pub fn lines(&self) -> Vec<String> {
        without_times(&self.stderr).lines().map(str::to_owned).collect()
    }

    /// The one event of this kind.
    pub fn event(&self, name: &str) -> Value {
        let mut events = self.events();
        events.retain(|event| event["event"] == name);
        assert_eq!(events.len(), 1, "{name}: {self:?}");
        events.remove(0)
    }

    /// The lines of standard output, as JSON.
    pub fn events(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The last line of a command that has downloaded this video to a file, without the time.
pub fn downloaded(file: &str, video: &[u8]) -> String {
    format!("{file}  {:.1} kB  made in 0:00  $0.28", video.len() as f64 / 1e3)
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// Sends a signal to a command that runs.
#[cfg(unix)]
pub fn send(child: &Child, signal: rustix::process::Signal) {
    let pid = rustix::process::Pid::from_raw(child.id().unwrap().try_into().unwrap()).unwrap();
    rustix::process::kill_process(pid, signal).unwrap();
}

/// Waits for a line with this text in the output of a command.
#[cfg(unix)]
pub async fn until_line(output: &mut (impl AsyncBufRead + Unpin), text: &str) -> String {
    let mut lines = output.lines();
    loop {
        let line = lines.next_line().await.unwrap().unwrap_or_else(|| panic!("it has ended without {text}"));
        if line.contains(text) {
            return line;
        }
    }
}

/// The current folder of a command, and its home beside it.
pub struct Folder {
    _root: TempDir,
    work: PathBuf,
    home: PathBuf,
}

impl Folder {
    pub fn path(&self) -> &Path {
        &self.work
    }

    /// The folder of the ledgers.
    pub fn ledgers(&self) -> PathBuf {
        self.home.join("kling")
    }
}

pub fn folder() -> Folder {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().canonicalize().unwrap();
    let (work, home) = (path.join("work"), path.join("home"));
    for folder in [&work, &home] {
        fs::create_dir(folder).unwrap();
    }
    Folder { _root: root, work, home }
}

/// The SHA-256 of a video, as `sha256sum` prints it.
pub fn sha256_hex(video: &[u8]) -> String {
    Sha256::digest(video).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The names of the files in a folder.
pub fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A text in which all times are 0:00, except usual ones.
pub fn without_times(text: &str) -> String {
    let mut without = String::new();
    for (index, part) in text.split(':').enumerate() {
        let ends_with_digits = |text: &str| text.chars().rev().take_while(char::is_ascii_digit).count();
        let seconds = part.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let minutes = ends_with_digits(&without);
        let is_time = index > 0 && minutes > 0 && seconds.is_some();
        let before = without.len() - minutes;
        match is_time && !without[..before].ends_with("usually ") {
            true => {
                without.truncate(before);
                without.push_str("0:00");
                without.push_str(&part[2..]);
            }
            false => {
                if index > 0 {
                    without.push(':');
                }
                without.push_str(part);
            }
        }
    }
    without
}

/// A text in which all times and all sizes of files are 0.
pub fn without_figures(text: &str) -> String {
    let line = |line: &str| match line.split_once(" kB").or_else(|| line.split_once(" MB")) {
        Some((start, rest)) => {
            let before =
                start.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
            format!("{before}0 kB{rest}\n")
        }
        None => format!("{line}\n"),
    };
    without_times(text).lines().map(line).collect()
}

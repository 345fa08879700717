//! Worker processes.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus},
};

use aimlapi_kling::simulator::{KEY, Simulator};
use clap::Parser;
use kling_worker::settings::Settings;
use tempfile::TempDir;

use super::Database;

/// Short times, so that a test does not take long.
const SETTINGS: &[&str] =
    &["--poll-interval", "0.5", "--lease", "3", "--idle", "4", "--shutdown", "20", "--clock-tolerance", "60"];

/// The settings of worker processes, for workers in the process of the test.
pub fn settings(options: &[&str]) -> Settings {
    #[derive(Parser)]
    struct Options {
        #[command(flatten)]
        settings: Settings,
    }
    Options::parse_from([&["worker"], SETTINGS, options].concat()).settings
}

/// Worker processes, which are killed when it is dropped.
pub struct Fleet {
    command: Vec<String>,
    environment: Vec<(&'static str, String)>,
    workers: Vec<Child>,
    logs: TempDir,
}

impl Fleet {
    /// Starts worker processes with these options.
    pub fn start(number: usize, database: &Database, simulator: &Simulator, options: &[&str]) -> Self {
        let command = [&["run"], SETTINGS, options].concat();
        let mut fleet = Self {
            command: command.into_iter().map(str::to_owned).collect(),
            environment: vec![
                ("DATABASE_URL", database.url.clone()),
                ("AIML_API_KEY", KEY.to_owned()),
                ("AIML_API_BASE", simulator.base_url()),
            ],
            workers: Vec::new(),
            logs: TempDir::new().unwrap(),
        };
        fleet.workers = (0..number).map(|index| fleet.spawn(index)).collect();
        fleet
    }

    pub fn len(&self) -> usize {
        self.workers.len()
    }

    /// Kills a worker in the middle of what it does, and starts another one in its place.
    pub fn replace(&mut self, index: usize) {
        self.kill(index);
        self.workers[index] = self.spawn(index);
    }

    pub fn kill(&mut self, index: usize) {
        self.workers[index].kill().unwrap();
        self.workers[index].wait().unwrap();
    }

    /// Starts workers again that have ended by themselves, as a supervisor does, and returns their number.
    pub fn supervise(&mut self) -> usize {
        let ended: Vec<_> =
            (0..self.len()).filter(|index| self.workers[*index].try_wait().unwrap().is_some()).collect();
        for index in &ended {
            self.workers[*index] = self.spawn(*index);
        }
        ended.len()
    }

    /// Sends a signal: `TERM`, `STOP` or `CONT`.
    pub fn signal(&self, index: usize, signal: &str) {
        let pid = self.workers[index].id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
    }

    /// Waits until a worker ends.
    pub fn wait(&mut self, index: usize) -> ExitStatus {
        self.workers[index].wait().unwrap()
    }

    /// What a worker has written to standard error.
    pub fn log(&self, index: usize) -> String {
        fs::read_to_string(log_path(self.logs.path(), index)).unwrap()
    }

    fn spawn(&self, index: usize) -> Child {
        let log =
            OpenOptions::new().create(true).append(true).open(log_path(self.logs.path(), index)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_worker"));
        command.args(&self.command).envs(self.environment.iter().cloned()).stderr(log);
        command.spawn().unwrap()
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        for worker in &mut self.workers {
            // It may have ended already.
            let _ = worker.kill();
            let _ = worker.wait();
        }
        if std::thread::panicking() {
            for index in 0..self.len() {
                eprintln!("--- worker {index}:\n{}", self.log(index));
            }
        }
    }
}

fn log_path(folder: &Path, index: usize) -> PathBuf {
    folder.join(format!("worker-{index}.log"))
}

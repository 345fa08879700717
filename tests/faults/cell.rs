//! A fault at an operation, and what comes of it.

use std::{collections::BTreeMap, fs, path::MAIN_SEPARATOR};

use aimlapi_kling::Error;
use tempfile::TempDir;

use super::{
    fault::Fault,
    host::Asked,
    operation::{Operation, Outcome},
    play::{Play, Times},
    scene::Scene,
};

pub struct Cell<'a> {
    pub operation: Operation,
    pub fault: &'a Fault,
    pub times: Times,
    pub outcome: Outcome,
    /// What the host with the fault has seen.
    pub asked: Vec<Asked>,
    /// What the host has seen that redirects lead to.
    pub asked_elsewhere: Vec<Asked>,
    pub seconds: u64,
    folder: TempDir,
}

impl<'a> Cell<'a> {
    pub async fn play(scene: &Scene, fault: &'a Fault, times: Times) -> Self {
        if let Play::Exchange(exchange) = &fault.play {
            scene.host.play(exchange.clone(), times);
        }
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("1.mp4");
        let (outcome, seconds) = scene.clock.run(scene.operation.run(&scene.client, &target)).await;
        let (asked, asked_elsewhere) = (scene.host.take_asked(), scene.elsewhere.take_asked());
        Self { operation: scene.operation, fault, times, outcome, asked, asked_elsewhere, seconds, folder }
    }

    /// What is left on disk.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(Result::unwrap);
        let file =
            |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
        entries.map(file).collect()
    }

    /// What there is to see in a line, but for operation and fault.
    pub fn summary(&self) -> String {
        let requests = if self.asked.len() == 1 { "request" } else { "requests" };
        let learned = match &self.outcome {
            Ok((text, _)) => text.clone(),
            Err(error) => format!("{}: {error}", kinds(error)),
        };
        let folder = format!("{}{MAIN_SEPARATOR}", self.folder.path().display());
        let learned = learned.replace(&folder, "");
        format!("{:2} {requests:8}  {:3} s  {learned}{}", self.asked.len(), self.seconds, self.left())
    }

    /// The files in the folder and their bytes; nothing where nothing could be.
    fn left(&self) -> String {
        if self.operation != Operation::Download {
            return String::new();
        }
        let files = self.files().into_iter().map(|(name, bytes)| format!("{name} ({})", bytes.len()));
        format!(" [{}]", files.collect::<Vec<_>>().join(", "))
    }
}

/// The names of the predicates that hold.
fn kinds(error: &Error) -> String {
    let predicates = [
        ("configuration", error.is_configuration()),
        ("unauthorized", error.is_unauthorized()),
        ("out_of_credits", error.is_out_of_credits()),
        ("not_found", error.is_not_found()),
        ("rate_limited", error.is_rate_limited()),
        ("invalid_request", error.is_invalid_request()),
        ("server_error", error.is_server_error()),
        ("submission_unknown", error.is_submission_unknown()),
        ("timeout", error.is_timeout()),
        ("deadline_exceeded", error.is_deadline_exceeded()),
        ("generation_failed", error.is_generation_failed()),
        ("transport", error.is_transport()),
        ("unreadable", error.is_unreadable()),
        ("download", error.is_download()),
    ];
    let names = predicates.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name);
    let names = names.collect::<Vec<_>>().join(" ");
    if names.is_empty() { "no predicate".to_owned() } else { names }
}

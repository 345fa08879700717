//! A fault at an operation, and what comes of it.

use std::{collections::BTreeMap, fs, path::MAIN_SEPARATOR};

use tempfile::TempDir;

use super::{
    fault::Fault,
    host::Asked,
    operation::{Operation, Outcome},
    play::{Play, Times},
    scene::Scene,
};
use crate::support::kinds;

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
            Err(error) => match kinds(error).as_slice() {
                [] => format!("no predicate: {error}"),
                kinds => format!("{}: {error}", kinds.join(" ")),
            },
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

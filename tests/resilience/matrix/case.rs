//! A fault injected into a call, and what comes of it.

use std::{collections::BTreeMap, fs, path::MAIN_SEPARATOR};

use tempfile::TempDir;
use tokio::time::Instant;

use super::{
    call::{Call, Outcome},
    error_text,
    fault::{FaultKind, InjectedFault, Times},
    scene::Scene,
};
use crate::support::host::RecordedRequest;

pub struct Case<'a> {
    pub call: Call,
    pub fault: &'a InjectedFault,
    pub times: Times,
    pub outcome: Outcome,
    /// What the host with the fault has recorded.
    pub requests: Vec<RecordedRequest>,
    /// What the host has recorded that redirects lead to.
    pub requests_elsewhere: Vec<RecordedRequest>,
    pub seconds: u64,
    folder: TempDir,
}

impl<'a> Case<'a> {
    pub async fn run(scene: &Scene, fault: &'a InjectedFault, times: Times) -> Self {
        if let FaultKind::Exchange(exchange) = &fault.kind {
            scene.inject(exchange, times);
        }
        scene.limit.reset();
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("1.mp4");
        let start = Instant::now();
        let outcome = scene.clock.run(scene.call.run(&scene.client, &target)).await;
        let seconds = start.elapsed().as_secs();
        let (requests, requests_elsewhere) = (scene.host.take_requests(), scene.elsewhere.take_requests());
        Self { call: scene.call, fault, times, outcome, requests, requests_elsewhere, seconds, folder }
    }

    /// The files in the folder of the video.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(Result::unwrap);
        let file =
            |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
        entries.map(file).collect()
    }

    /// A line with everything but the call and the fault.
    pub fn summary(&self) -> String {
        let requests = if self.requests.len() == 1 { "request" } else { "requests" };
        let outcome = match &self.outcome {
            Ok((text, _)) => text.clone(),
            Err(error) => error_text(error),
        };
        let folder = format!("{}{MAIN_SEPARATOR}", self.folder.path().display());
        let outcome = outcome.replace(&folder, "");
        // The ports differ between runs.
        let hosts = self.requests.iter().filter_map(|request| request.header("host"));
        let outcome = hosts.fold(outcome, |outcome, host| outcome.replace(host, "[host]"));
        let files = self.file_sizes();
        format!("{:2} {requests:8}  {:3} s  {outcome}{files}", self.requests.len(), self.seconds)
    }

    /// The files and their sizes; nothing for a call that writes none.
    fn file_sizes(&self) -> String {
        if self.call != Call::Download {
            return String::new();
        }
        let files = self.files().into_iter().map(|(name, bytes)| format!("{name} ({})", bytes.len()));
        format!(" [{}]", files.collect::<Vec<_>>().join(", "))
    }
}

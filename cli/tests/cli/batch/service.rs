//! A service whose jobs do not end before a test says so.

use std::{
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use tokio::{process::Child, time::sleep};

use super::arguments;
use crate::support::{Folder, command_at};

/// A service whose jobs end when a test says so: until then it fails to respond to polls.
pub struct Service {
    pub simulator: Simulator,
    jobs_end: Arc<AtomicBool>,
}

impl Service {
    pub async fn start() -> Self {
        let jobs_end = Arc::new(AtomicBool::new(false));
        let may_end = Arc::clone(&jobs_end);
        let faults = move |request: &IncomingRequest<'_>| {
            let is_early = request.endpoint == Endpoint::Poll && !may_end.load(Ordering::SeqCst);
            is_early.then(|| Fault::status(503))
        };
        let simulator = Simulator::builder().instant().faults(faults).start().await.unwrap();
        Self { simulator, jobs_end }
    }

    pub fn set_jobs_end(&self, end: bool) {
        self.jobs_end.store(end, Ordering::SeqCst);
    }

    /// Starts a batch, and returns when so many jobs were accepted in total.
    pub async fn start_batch(&self, folder: &Folder, more: &[&str], accepted: usize) -> Child {
        let mut command = command_at(&self.simulator.base_url(), folder, &arguments(more));
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        while self.simulator.accepted().len() < accepted {
            sleep(Duration::from_millis(20)).await;
        }
        child
    }
}

//! `kling resume`

use std::time::Duration;

use aimlapi_kling::{Client, Job, WaitPolicy};
use clap::Args;

use crate::{delivery::Delivery, exit, failure::Failure, progress::Progress, target};

/// Wait for a job that was submitted before, and download its video.
#[derive(Args)]
#[command(after_help = exit::HELP)]
pub struct Resume {
    /// The id of the job, as `generate` printed it.
    id: String,

    /// The job was submitted to the legacy endpoint.
    #[arg(long)]
    legacy: bool,

    #[command(flatten)]
    pub delivery: Delivery,
}

impl Resume {
    pub async fn run(self) -> Result<(), Failure> {
        target::check(&self.delivery.output, self.delivery.force)?;
        let job = Job::from_id(self.id);
        let job = if self.legacy { job.at_legacy_endpoint() } else { job };
        // The job has had time already.
        let policy = WaitPolicy::new().initial_delay(Duration::ZERO);
        let progress = Progress::new(self.delivery.json);
        self.delivery.deliver(&Client::from_env()?, policy, &job, &progress).await
    }
}

//! `kling resume`

use aimlapi_kling::{Client, Job, WaitPolicy};
use clap::Args;

use crate::{
    delivery::Delivery,
    exit::{self, Exit},
    failure::Failure,
    interrupts::Interrupts,
    report::Report,
};

/// Wait for a job that was submitted before, and download its video.
#[derive(Args)]
#[command(after_help = exit::HELP)]
pub struct Resume {
    /// The id of the job, as `generate` printed it.
    #[arg(allow_hyphen_values = true)]
    id: String,

    /// The job was submitted to the legacy endpoint.
    #[arg(long)]
    legacy: bool,

    #[command(flatten)]
    pub delivery: Delivery,
}

impl Resume {
    pub async fn run(self) -> Exit {
        let report = Report::new(self.delivery.json);
        let result = self.fetch(&report).await;
        report.end(result)
    }

    async fn fetch(&self, report: &Report) -> Result<Option<f64>, Failure> {
        let client = Client::from_env()?;
        let mut interrupts = Interrupts::listen()?;
        let output = self.delivery.prepare(false).await?;
        let job = Job::from_id(&self.id);
        let job = if self.legacy { job.at_legacy_endpoint() } else { job };
        self.delivery.deliver(&client, WaitPolicy::new(), &job, output, report, &mut interrupts).await
    }
}

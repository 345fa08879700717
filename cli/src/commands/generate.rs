//! `kling generate`

use std::{path::PathBuf, sync::Arc};

use aimlapi_kling::{Client, WaitPolicy, ledger::JobRecord};
use clap::Args;

use super::simulate;
use crate::{
    driver::{Driver, Goal},
    event::Summary,
    exit::{self, Exit},
    failure::Failure,
    ledger::{Jobs, LedgerOptions},
    report::{Report, summary},
    submission::{Found, Submission},
    waiting::Waiting,
};

/// Generate one video: submit a job, wait for it, download the file.
///
/// The same command again continues the job instead of paying for another one, until the video is on disk.
#[derive(Args)]
#[command(after_help = format!(
    "The parameters depend on the model: `kling generate --model <MODEL> --help` lists them.\n\n{}",
    exit::help(),
))]
pub struct Generate {
    #[command(flatten)]
    pub submission: Submission,

    /// File to write the video to.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,

    /// Use a simulated service on this machine: no key, no network, no cost; the video is a test picture.
    #[arg(long)]
    simulate: bool,

    #[command(flatten)]
    waiting: Waiting,

    #[command(flatten)]
    ledger: LedgerOptions,

    /// Write events to standard output: one JSON object per line.
    #[arg(long)]
    json: bool,
}

impl Generate {
    pub async fn run(self) -> Exit {
        let report = Arc::new(Report::new(self.json));
        report.end(self.generate(&report).await)
    }

    async fn generate(&self, report: &Arc<Report>) -> Result<Summary, Failure> {
        let record = self.submission.record(Some(&self.output)).await?;
        let client = if self.simulate { None } else { Some(Client::from_env()?) };
        let policy = self.waiting.policy(WaitPolicy::new(), self.simulate)?;
        let Some(client) = client else { return self.simulate(record, report).await };
        let jobs = self.ledger.open(client.base_url()).await?;
        let driver = Driver::new(client, jobs, report)?.named_ledger(&self.ledger).wait_policy(policy);
        self.generate_with(driver, record, report).await
    }

    async fn simulate(&self, record: JobRecord, report: &Arc<Report>) -> Result<Summary, Failure> {
        let simulator = simulate::simulator(simulate::TIME, None)
            .start()
            .await
            .map_err(|error| Failure::other(format!("the simulator cannot start: {error}")))?;
        let policy = self.waiting.policy(simulator.wait_policy(), true)?;
        let driver = Driver::new(simulator.client().build()?, Jobs::in_memory(), report)?.simulated();
        self.generate_with(driver.wait_policy(policy), record, report).await
    }

    async fn generate_with(
        &self,
        driver: Driver,
        record: JobRecord,
        report: &Report,
    ) -> Result<Summary, Failure> {
        let mut driver = driver.limit(self.waiting.limit()).forced(self.submission.force);
        let jobs = Arc::clone(&driver.jobs);
        let found = self.submission.find(&jobs, record, Some(&self.output));
        let record = match driver.interruptible(found).await? {
            Found::Done(record) => *record,
            Found::Due(mut job, output) => {
                driver.drive(&mut job, output, Goal::Downloaded).await?;
                job.record().clone()
            }
        };
        report.downloaded(&record)?;
        Ok(summary(&record))
    }
}

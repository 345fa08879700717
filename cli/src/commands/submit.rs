//! `kling submit`

use std::{path::PathBuf, sync::Arc};

use aimlapi_kling::{Client, Job};
use clap::Args;

use crate::{
    driver::{Driver, Goal},
    escape::escaped,
    event::Summary,
    exit::{self, Exit},
    failure::Failure,
    ledger::LedgerOptions,
    output,
    report::{Report, summary},
    submission::{Found, Submission},
};

/// Submit a job and return at once; prints the generation id.
///
/// The same command again continues the job, if that has not ended, instead of paying for another one.
#[derive(Args)]
#[command(after_help = format!(
    "The parameters depend on the model: `kling submit --model <MODEL> --help` lists them.\n\n{}",
    exit::help(),
))]
pub struct Submit {
    #[command(flatten)]
    pub submission: Submission,

    /// File that `kling resume` writes the video to.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    ledger: LedgerOptions,

    /// Write events to standard output: one JSON object per line.
    #[arg(long)]
    json: bool,
}

impl Submit {
    pub async fn run(self) -> Exit {
        let report = Arc::new(Report::new(self.json));
        report.end(self.submit(&report).await)
    }

    async fn submit(&self, report: &Arc<Report>) -> Result<Summary, Failure> {
        let output = self.output.as_deref();
        let record = self.submission.record(output).await?;
        let client = Client::from_env()?;
        let driver = Driver::open(client, &self.ledger, report).await?;
        let mut driver = driver.forced(self.submission.force);
        let jobs = Arc::clone(&driver.jobs);
        let record = match driver.interruptible(self.submission.find(&jobs, record, output)).await? {
            Found::Done(record) => *record,
            Found::Due(mut job, output) => {
                driver.drive(&mut job, output, Goal::Submitted).await?;
                job.record().clone()
            }
        };
        if let (false, Some(id)) = (self.json, record.job().map(Job::id)) {
            report.clear();
            output::line(&escaped(id))?;
        }
        Ok(summary(&record))
    }
}

//! `kling status`

use std::sync::Arc;

use aimlapi_kling::{
    Client,
    ledger::{JobFilter, JobRecord},
};
use clap::Args;

use crate::{
    driver::Driver,
    exit::{self, Exit},
    failure::Failure,
    ledger::{Jobs, LedgerOptions},
    outcome::Outcome,
    report::Report,
    row,
    selection::Selection,
};

/// Ask for the state of a job, and print it.
#[derive(Args)]
#[command(after_help = exit::help())]
pub struct Status {
    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    ledger: LedgerOptions,

    /// Write the job as a JSON object.
    #[arg(long)]
    pub json: bool,
}

impl Status {
    pub async fn run(&self) -> Result<Exit, Failure> {
        let client = Client::from_env()?;
        // Only the result is printed.
        let report = Arc::new(Report::silent());
        let mut driver = Driver::open(client, &self.ledger, &report).await?;
        let jobs = Arc::clone(&driver.jobs);
        let record = driver.interruptible(self.find(&jobs)).await?;
        let record = match driver.interruptible(jobs.take(record.clone())).await {
            Ok(mut job) => {
                driver.refresh(&mut job).await?;
                job.record().clone()
            }
            // The process that works on it keeps the record up to date.
            Err(failure) if failure.is_in_use() => record,
            Err(failure) => return Err(failure),
        };
        row::print(&record, self.json)?;
        Ok(match Outcome::from(record.state()) {
            Outcome::Failed => Exit::JobFailed,
            Outcome::Unknown => Exit::Unknown,
            _ => Exit::Success,
        })
    }

    /// The selected job, or the last one.
    async fn find(&self, jobs: &Jobs) -> Result<JobRecord, Failure> {
        let record = match self.selection.record(jobs).await? {
            Some(record) => Some(record),
            None => jobs.last(JobFilter::new()).await?,
        };
        record.ok_or_else(|| Failure::other("the ledger has no jobs"))
    }
}

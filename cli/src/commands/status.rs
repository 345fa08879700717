//! `kling status`

use std::sync::Arc;

use aimlapi_kling::{Client, ledger::JobFilter};
use clap::Args;

use crate::{
    driver::Driver,
    exit::{self, Exit},
    failure::Failure,
    ledger::LedgerOptions,
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
        let jobs = self.ledger.open(client.base_url()).await?;
        // Only the result is printed.
        let report = Arc::new(Report::silent());
        let mut driver = Driver::new(client, jobs, &report)?.named_ledger(&self.ledger);
        let record = match self.selection.record(&driver.jobs).await? {
            Some(record) => Some(record),
            None => driver.jobs.last(JobFilter::new()).await?,
        };
        let Some(record) = record else { return Err(Failure::other("the ledger has no jobs")) };
        let record = match driver.jobs.take(record.clone()).await {
            Ok(mut job) => {
                driver.refresh(&mut job).await?;
                job.record().clone()
            }
            // The process that works on it keeps the record up to date.
            Err(_) => record,
        };
        row::print(&record, self.json)?;
        Ok(match Outcome::from(record.state()) {
            Outcome::Failed => Exit::JobFailed,
            Outcome::Unknown => Exit::Unknown,
            _ => Exit::Success,
        })
    }
}

//! `kling resume`, `kling wait` and `kling download`

use std::sync::Arc;

use aimlapi_kling::{
    Client, WaitPolicy,
    ledger::{JobRecord, State},
};
use clap::Args;

use crate::{
    driver::{Driver, Goal},
    event::Summary,
    exit::{self, Exit},
    failure::Failure,
    ledger::LedgerOptions,
    report::{Report, summary},
    selection::{Selection, Target, is_on_disk},
    waiting::Waiting,
};

/// Continue a job whose video is not on disk, and download the file.
///
/// A job that may have been accepted is looked up. One that was certainly not accepted is submitted, and then costs
/// money.
#[derive(Args)]
#[command(after_help = exit::help())]
pub struct Resume {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    waiting: Waiting,
    #[command(flatten)]
    job: Common,
}

/// Wait until a job has ended, without downloading its video.
///
/// A job that may have been accepted is looked up. One that was certainly not accepted is submitted, and then costs
/// money.
#[derive(Args)]
#[command(after_help = exit::help())]
pub struct Wait {
    #[command(flatten)]
    waiting: Waiting,
    #[command(flatten)]
    job: Common,
}

/// Download the video of a completed job, without waiting.
#[derive(Args)]
#[command(after_help = exit::help())]
pub struct Download {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    job: Common,
}

/// What the commands have in common.
#[derive(Args)]
struct Common {
    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    ledger: LedgerOptions,

    /// Write events to standard output: one JSON object per line.
    #[arg(long)]
    json: bool,
}

impl Resume {
    pub async fn run(self) -> Exit {
        self.job.run(Some(&self.target), Some(&self.waiting)).await
    }
}

impl Wait {
    pub async fn run(self) -> Exit {
        self.job.run(None, Some(&self.waiting)).await
    }
}

impl Download {
    pub async fn run(self) -> Exit {
        self.job.run(Some(&self.target), None).await
    }
}

impl Common {
    async fn run(&self, target: Option<&Target>, waiting: Option<&Waiting>) -> Exit {
        let report = Arc::new(Report::new(self.json));
        report.end(self.work(target, waiting, &report).await)
    }

    async fn work(
        &self,
        target: Option<&Target>,
        waiting: Option<&Waiting>,
        report: &Arc<Report>,
    ) -> Result<Summary, Failure> {
        let client = Client::from_env()?;
        let is_forced = target.is_some_and(|target| target.force);
        let mut driver = self.driver(client, waiting, report).await?.forced(is_forced);
        let jobs = Arc::clone(&driver.jobs);
        let Some(record) = driver.interruptible(self.selection.record(&jobs)).await? else {
            report.line("there is no job whose video is not on disk");
            return Ok(Summary::default());
        };
        let record = match target {
            Some(target) => self.fetch(&mut driver, record, target, waiting.is_some()).await?,
            None => {
                let mut job = driver.interruptible(jobs.take(record)).await?;
                driver.drive(&mut job, None, Goal::Completed).await?;
                job.record().clone()
            }
        };
        if target.is_some() {
            report.downloaded(&record)?;
        }
        Ok(summary(&record))
    }

    async fn driver(
        &self,
        client: Client,
        waiting: Option<&Waiting>,
        report: &Arc<Report>,
    ) -> Result<Driver, Failure> {
        let policy = waiting.map(|waiting| waiting.policy(WaitPolicy::new(), false)).transpose()?;
        let driver = Driver::open(client, &self.ledger, report).await?;
        let driver = driver.wait_policy(policy.unwrap_or_default());
        Ok(waiting.map(Waiting::limit).into_iter().fold(driver, Driver::limit))
    }

    async fn fetch(
        &self,
        driver: &mut Driver,
        record: JobRecord,
        target: &Target,
        is_waiting: bool,
    ) -> Result<JobRecord, Failure> {
        if target.output.is_none() && is_on_disk(&record) {
            return Ok(record);
        }
        let jobs = Arc::clone(&driver.jobs);
        let mut job = driver.interruptible(jobs.take(record)).await?;
        if job.record().state().is_final() && job.record().state() != State::Downloaded {
            // It has no video, which is reported as it was then.
            driver.drive(&mut job, None, Goal::Downloaded).await?;
        }
        let Some(output) = driver.interruptible(target.prepare(&mut job)).await? else {
            return Ok(job.record().clone());
        };
        if !is_waiting {
            driver.refresh(&mut job).await?;
            let state = job.record().state();
            if !state.is_charged() && !state.is_final() {
                return Err(Failure::of_record(
                    Exit::Error,
                    "the video is not generated yet; `kling resume` waits for it",
                    job.record(),
                ));
            }
        }
        driver.drive(&mut job, Some(output), Goal::Downloaded).await?;
        Ok(job.record().clone())
    }
}

//! `kling generate`

use std::{path::PathBuf, sync::Arc};

use aimlapi_kling::{Client, WaitPolicy, ledger::JobRecord};
use clap::Args;

use crate::{
    driver::{Driver, Goal},
    dry_run,
    event::Summary,
    exit::{self, Exit},
    failure::Failure,
    ledger::{Jobs, LedgerOptions},
    report::{Report, summary},
    shown::shown_path,
    simulation::Scenario,
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

    /// File to write the video to [default: named after the prompt or the model; no file is replaced].
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Print the request as JSON, and what it would cost if there is a key to ask for prices; submit nothing.
    #[arg(long, conflicts_with = "simulate")]
    dry_run: bool,

    /// Open the video in the program that the system has for it.
    #[arg(long)]
    open: bool,

    /// Use a simulated service on this machine: no key, no network, no cost; the video is a test picture.
    #[arg(
        long,
        value_name = "SCENARIO",
        value_enum,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "success",
    )]
    simulate: Option<Scenario>,

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
        let report = Report::new(self.json);
        let report = Arc::new(match self.simulate {
            Some(scenario) => report.simulated(scenario.time()),
            None => report,
        });
        if self.dry_run {
            let shown = dry_run::show(&self.submission, self.output.as_deref(), &report).await;
            return shown.map_or_else(|failure| report.failed(&failure), |()| Exit::Success);
        }
        report.end(self.generate(&report).await)
    }

    async fn generate(&self, report: &Arc<Report>) -> Result<Summary, Failure> {
        let record = self.submission.record(self.output.as_deref()).await?;
        if let Some(scenario) = self.simulate {
            return self.simulate(scenario, record, report).await;
        }
        let client = Client::from_env().map_err(|error| {
            Failure::from(error).with_suggestion("without a key   `--simulate` or `--dry-run`")
        })?;
        let policy = self.waiting.policy(WaitPolicy::new(), false)?;
        let driver = Driver::open(client, &self.ledger, report).await?.wait_policy(policy);
        self.generate_with(driver, record, report).await
    }

    async fn simulate(
        &self,
        scenario: Scenario,
        record: JobRecord,
        report: &Arc<Report>,
    ) -> Result<Summary, Failure> {
        let simulator = scenario
            .builder()
            .start()
            .await
            .map_err(|error| Failure::other(format!("the simulator cannot start: {error}")))?;
        let policy = self.waiting.policy(simulator.wait_policy(), true)?;
        let driver = Driver::simulated(simulator.client().build()?, report)?;
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
        let found = driver.interruptible(self.find(&jobs, record)).await?;
        let record = match found {
            Found::Done(record) => *record,
            Found::Due(mut job, output) => {
                if let (None, Some(path)) = (&self.output, job.record().output_path()) {
                    report.line(&format!("output file: {}", shown_path(path)));
                }
                driver.drive(&mut job, output, Goal::Downloaded).await?;
                job.record().clone()
            }
        };
        report.downloaded(&record)?;
        if let (true, Some(path)) = (self.open, record.output_path())
            && let Err(error) = open::that_detached(path)
        {
            report.line(&format!("the video cannot be opened: {error}"));
        }
        Ok(summary(&record))
    }

    async fn find(&self, jobs: &Jobs, record: JobRecord) -> Result<Found, Failure> {
        match self.output.as_deref() {
            None => self.submission.find_unnamed(jobs, record).await,
            output => self.submission.find(jobs, record, output).await,
        }
    }
}

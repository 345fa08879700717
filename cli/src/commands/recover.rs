//! `kling recover`

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use aimlapi_kling::{Client, Job, LogEntry, LogQuery, OutputFile, WaitPolicy, ledger::JobRecord};
use clap::Args;
use futures_util::TryStreamExt as _;

use crate::{
    default_output,
    driver::{Driver, Goal},
    duration::{self, Span},
    event::Summary,
    exit::{self, Exit},
    failure::Failure,
    ledger::{Claimed, Jobs, LedgerOptions},
    report::{self, Report},
    selection::{Target, absolute_path},
    waiting::Waiting,
};

/// Find and download videos that were paid for and are not on disk.
///
/// The jobs are those in the request log of the service, from any program, that the ledger does not have as downloaded.
/// The same command again fetches only what is missing.
#[derive(Args)]
#[command(after_help = exit::help())]
pub struct Recover {
    /// How far back to search: 3d, 12h. The log covers 92 days.
    #[arg(long, value_name = "TIME", default_value = "3d", value_parser = duration::parse)]
    since: Span,

    /// Folder to write the videos to, named after their generation ids. It is created if it does not exist.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    #[command(flatten)]
    waiting: Waiting,

    #[command(flatten)]
    ledger: LedgerOptions,

    /// Write events to standard output: one JSON object per line.
    #[arg(long)]
    json: bool,
}

impl Recover {
    pub async fn run(&self) -> Exit {
        let report = Arc::new(Report::new(self.json));
        match self.recover(&report).await {
            Ok((summary, exit)) => report.summary(summary, exit),
            Err(failure) => report.end(Err(failure)),
        }
    }

    async fn recover(&self, report: &Arc<Report>) -> Result<(Summary, Exit), Failure> {
        let client = Client::from_env()?;
        let policy = self.waiting.policy(WaitPolicy::new(), false)?;
        let driver = Driver::open(client.clone(), &self.ledger, report).await?;
        let cannot_create =
            |error| Failure::input(format!("{} cannot be created: {error}", self.out.display()));
        fs::create_dir_all(&self.out).map_err(cannot_create)?;
        let mut driver = driver.wait_policy(policy).limit(self.waiting.limit());
        let rows = client.request_log(LogQuery::last(self.since.0).succeeded());
        let mut rows: Vec<LogEntry> = driver.interruptible(rows.try_collect()).await?;
        // The oldest first, because their URLs expire first.
        rows.reverse();
        self.fetch_all(&mut driver, rows.iter().filter_map(kling_job), report).await
    }

    async fn fetch_all(
        &self,
        driver: &mut Driver,
        jobs: impl Iterator<Item = Job>,
        report: &Report,
    ) -> Result<(Summary, Exit), Failure> {
        let (mut summary, mut exit, mut there) = (Summary::default(), Exit::Success, 0);
        for job in jobs {
            match self.fetch(driver, job).await {
                Ok(None) => there += 1,
                Ok(Some(record)) => {
                    report.downloaded(&record)?;
                    summary.add(report::summary(&record));
                }
                Err(failure) => {
                    exit = report.failed(&failure);
                    summary.count(failure.outcome, None);
                    if matches!(exit, Exit::Interrupted | Exit::Terminated) {
                        return Ok((summary, exit));
                    }
                }
            }
        }
        let cost = summary.usd_spent.map(|usd| format!(", ${usd:.2}")).unwrap_or_default();
        let Summary { downloaded, failed, unknown, unfinished, .. } = summary;
        let missing = failed + unknown + unfinished;
        report.line(&format!("{downloaded} fetched{cost}; {there} were there; {missing} without a video"));
        Ok((summary, exit))
    }

    async fn fetch(&self, driver: &mut Driver, job: Job) -> Result<Option<JobRecord>, Failure> {
        let path = absolute_path(&self.out.join(format!("{}.mp4", default_output::of_id(job.id()))))?;
        let jobs = Arc::clone(&driver.jobs);
        let Some((mut claimed, output)) = driver.interruptible(prepare(&jobs, &job, path)).await? else {
            return Ok(None);
        };
        driver.drive(&mut claimed, Some(output), Goal::Downloaded).await?;
        Ok(Some(claimed.record().clone()))
    }
}

/// A job whose video is to be fetched, and its reserved output file.
async fn prepare(jobs: &Jobs, job: &Job, path: PathBuf) -> Result<Option<(Claimed, OutputFile)>, Failure> {
    let Some(record) = recorded(jobs, job, &path).await? else { return Ok(None) };
    let target = Target { output: Some(path), force: false };
    let mut claimed = match record.revision() {
        0 => jobs.add(record).await?,
        _ => jobs.claim(record.client_request_id()).await?,
    };
    Ok(target.prepare(&mut claimed).await?.map(|output| (claimed, output)))
}

/// The record of a job whose video is to be fetched.
async fn recorded(jobs: &Jobs, job: &Job, path: &Path) -> Result<Option<JobRecord>, Failure> {
    let mut known = jobs.find(job.id()).await?;
    let name = job.client_request_id().map(ToString::to_string);
    if let (None, Some(name)) = (&known, &name) {
        known = jobs.find(name).await?;
        // The name was used for several jobs, and the record is that of another one.
        let is_other = known.as_ref().and_then(JobRecord::job).is_some_and(|other| other.id() != job.id());
        if is_other {
            return Ok((!path.exists()).then(|| JobRecord::of_job(Job::from_id(job.id()))));
        }
    }
    Ok(match known {
        Some(record) if record.state().is_final() => None,
        Some(record) => Some(record),
        // The file is named after the job, and has its name only if it is complete.
        None if path.exists() => None,
        None => Some(JobRecord::of_job(job.clone())),
    })
}

/// The job of a row. The log has the requests to all models of the service.
fn kling_job(row: &LogEntry) -> Option<Job> {
    let is_kling = row.model_id().is_some_and(|id| id.to_ascii_lowercase().contains("kling"));
    if is_kling && !row.is_failed() { row.job() } else { None }
}

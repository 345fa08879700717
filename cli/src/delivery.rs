//! Waiting for a job and downloading its video: the common part of `generate` and `resume`.

use std::{path::PathBuf, time::Duration};

use aimlapi_kling::{Client, Error, Job, OutputFile, WaitPolicy};
use clap::{Args, value_parser};

use crate::{
    failure::{Failure, message},
    interrupts::Interrupts,
    report::Report,
};

/// The shortest interval between polls of the service.
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);

/// How to wait for a video, and where to write it.
#[derive(Args)]
pub struct Delivery {
    /// File to write the video to.
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,

    /// Replace FILE if it exists.
    #[arg(long)]
    pub force: bool,

    /// How long to wait for the video.
    #[arg(long, value_name = "SECONDS", default_value = "1200", value_parser = value_parser!(u64).range(1..))]
    timeout: u64,

    /// Fixed interval between polls, 1 or more [default: shorter when the job is more likely to end, at most 60].
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    interval: Option<Duration>,

    /// Write events to standard output: one JSON object per line.
    #[arg(long)]
    pub json: bool,
}

impl Delivery {
    /// Checks the options and reserves the output file, so that nothing is paid for that cannot be written.
    pub async fn prepare(&self, simulate: bool) -> Result<OutputFile, Failure> {
        if !simulate && self.interval.is_some_and(|interval| interval < SHORTEST_INTERVAL) {
            return Err(Failure::input("--interval: the service is polled at most once per second"));
        }
        let output = OutputFile::new(&self.output).overwrite(self.force);
        output.reserve().await.map_err(|error| Failure::input(reservation_message(&error)))
    }

    /// Waits for the job and downloads its video. Returns its cost, if the service reports it.
    pub async fn deliver(
        &self,
        client: &Client,
        policy: WaitPolicy,
        job: &Job,
        output: OutputFile,
        report: &Report,
        interrupts: &mut Interrupts,
    ) -> Result<Option<f64>, Failure> {
        let policy = policy.deadline(Duration::from_secs(self.timeout));
        let policy = self.interval.map_or(policy.clone(), |interval| policy.interval(interval));
        let waiting = client.wait_with(job, &policy, |poll| report.polled(job, poll));
        let video =
            interrupts.until(waiting).await.map_err(|stopped| Failure::waiting(stopped, job, self))?;
        let download = video.download(output).on_progress(report.transfer());
        let downloaded = interrupts
            .until(download.send())
            .await
            .map_err(|stopped| Failure::downloading(stopped, job, self))?;
        report.downloaded(job, &video, &downloaded)?;
        Ok(video.generation().usd_spent().or_else(|| job.receipt().usd_spent()))
    }
}

/// The message of an error of the reservation, with the option that replaces a file that already exists.
fn reservation_message(error: &Error) -> String {
    let message = message(error);
    // The library has no predicate for this error.
    if message.ends_with(" already exists") { format!("{message}; `--force` replaces it") } else { message }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "expected a number of seconds such as 10 or 1.5".into())
}

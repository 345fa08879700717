//! Waiting for a job and downloading its video, which `generate` and `resume` share.

use std::{path::PathBuf, time::Duration};

use aimlapi_kling::{Client, Job, WaitPolicy};
use clap::{Args, value_parser};
use serde_json::json;

use crate::{failure::Failure, output, progress::Progress};

/// How a video is waited for, and where it goes.
#[derive(Args)]
pub struct Delivery {
    /// Where the video goes.
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,

    /// Replace FILE if it exists.
    #[arg(long)]
    pub force: bool,

    /// How long to wait for the video.
    #[arg(long, value_name = "SECONDS", default_value = "1200", value_parser = value_parser!(u64).range(1..))]
    timeout: u64,

    /// How often to ask whether the video is ready [default: 10].
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    interval: Option<Duration>,

    /// Write JSON to standard output.
    #[arg(long)]
    pub json: bool,
}

impl Delivery {
    /// Waits for the job and downloads its video.
    pub async fn deliver(
        &self,
        client: &Client,
        policy: WaitPolicy,
        job: &Job,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let policy = policy.deadline(Duration::from_secs(self.timeout));
        let policy =
            self.interval.map_or(policy.clone(), |interval| policy.initial_delay(interval).interval(interval));
        let video = client.wait_with(job, &policy, |poll| progress.polled(poll)).await;
        progress.downloading();
        let video = video?;
        let download = video.download(&self.output).overwrite(self.force);
        let bytes = download.on_progress(|bytes, total| progress.received(bytes, total)).send().await?;
        progress.downloaded(&self.output, bytes);
        if self.json {
            output::json(&json!({
                "id": job.id(),
                "model": job.model(),
                "status": video.generation().status().as_str(),
                "url": video.url(),
                "file": self.output,
                "bytes": bytes,
            }))?;
        }
        Ok(())
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "expected a number of seconds such as 10 or 1.5".into())
}

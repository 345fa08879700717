//! How to wait for a job.

use std::time::Duration;

use aimlapi_kling::WaitPolicy;
use clap::{Args, value_parser};

use crate::failure::Failure;

/// The shortest interval between polls of the service.
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);

/// How to wait for a job.
#[derive(Args)]
pub struct Waiting {
    /// How long to wait for the video. The job continues after that.
    #[arg(long, value_name = "SECONDS", default_value = "1200", value_parser = value_parser!(u64).range(1..))]
    timeout: u64,

    /// Fixed interval between polls, 1 or more [default: shorter when the job is more likely to end, at most 60].
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    interval: Option<Duration>,
}

impl Waiting {
    /// The time after which waiting ends.
    pub fn limit(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }

    /// The wait policy with the chosen interval.
    pub fn policy(&self, policy: WaitPolicy, simulate: bool) -> Result<WaitPolicy, Failure> {
        match self.interval {
            Some(interval) if interval < SHORTEST_INTERVAL && !simulate => {
                Err(Failure::input("--interval: the service is polled at most once per second"))
            }
            Some(interval) => Ok(policy.interval(interval)),
            None => Ok(policy),
        }
    }
}

/// Parses a number of seconds.
pub fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "expected a number of seconds such as 10 or 1.5".into())
}

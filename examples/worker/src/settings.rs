//! The settings of a worker process.

use std::time::Duration;

use aimlapi_kling::{Client, WaitPolicy, ledger::Steps};
use clap::Args;

/// How a worker process works.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Submissions at a time, in this process.
    #[arg(long, default_value_t = 8)]
    pub submit: u32,
    /// Polls at a time, in this process.
    #[arg(long, default_value_t = 16)]
    pub poll: u32,
    /// Downloads at a time, in this process.
    #[arg(long, default_value_t = 4)]
    pub download: u32,
    /// Seconds after which a submission would be in the request log of the service.
    #[arg(long, default_value = "900", value_parser = seconds)]
    pub settle_time: Duration,
    /// By how many seconds the clocks of the machines may differ.
    #[arg(long, default_value = "60", value_parser = seconds)]
    pub clock_tolerance: Duration,
    /// How many times a request is sent again that is not in the log after the settle time. If the log is
    /// incomplete, each time may be charged.
    #[arg(long, default_value_t = 0)]
    pub resend: u32,
    /// Seconds between polls. By default they depend on the model.
    #[arg(long, value_parser = seconds)]
    pub poll_interval: Option<Duration>,
    /// Seconds after which the jobs of a worker that gives no sign of life are given to another.
    #[arg(long, default_value = "90", value_parser = seconds)]
    pub lease: Duration,
    /// Seconds after which the next step of an open job is queued again. Should exceed the longest delay between
    /// two steps.
    #[arg(long, default_value = "900", value_parser = seconds)]
    pub idle: Duration,
    /// Seconds that steps have to end when the process is asked to.
    #[arg(long, default_value = "60", value_parser = seconds)]
    pub shutdown: Duration,
}

impl Settings {
    /// The steps with these settings.
    pub fn steps(&self, client: Client) -> Steps {
        let steps = Steps::new(client)
            .settle_time(self.settle_time)
            .clock_tolerance(self.clock_tolerance)
            .resend_if_not_found(self.resend);
        match self.poll_interval {
            Some(interval) => steps.wait_policy(WaitPolicy::new().interval(interval)),
            None => steps,
        }
    }

    /// A connection for the lock of each step at a time, one of them that of the look-up.
    pub const fn lock_connections(&self) -> u32 {
        self.submit + self.poll + self.download + 1
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().map_err(|error| error.to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

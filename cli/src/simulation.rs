//! The simulated service, and what happens to the jobs that are submitted to it.

use std::time::Duration;

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator, SimulatorBuilder};
use clap::ValueEnum;

/// What happens to a simulated job. Documented variants would double the length of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scenario {
    // The job completes in about a second.
    Success,
    // The job completes in half a minute.
    Slow,
    // The job fails.
    Fail,
    // The service rejects the request.
    Invalid,
    // The account does not have enough credits.
    OutOfCredits,
    // The service rejects the API key.
    Unauthorized,
    // The service receives too many requests.
    RateLimited,
    // The service fails, and it is unknown whether it has accepted the job.
    Unavailable,
    // The job is accepted, but the response is lost.
    LostResponse,
}

impl Scenario {
    /// How long a job takes: long enough to see its progress.
    pub fn time(self) -> Duration {
        Duration::from_millis(if self == Self::Slow { 30_000 } else { 1200 })
    }

    /// A builder for a simulated service with this scenario.
    pub fn builder(self) -> SimulatorBuilder {
        let is_submission = |request: &IncomingRequest<'_>| request.endpoint == Endpoint::Submit;
        let builder = with_time(Simulator::builder(), self.time());
        builder.faults(move |request| self.fault().filter(|_| is_submission(request)))
    }

    /// The fault of each submission.
    fn fault(self) -> Option<Fault> {
        Some(match self {
            Self::Success | Self::Slow => return None,
            Self::Fail => Fault::failed_job("a simulated failure"),
            Self::Invalid => Fault::status(400).message("a simulated rejection"),
            Self::OutOfCredits => Fault::out_of_credits(),
            Self::Unauthorized => Fault::status(401),
            Self::RateLimited => Fault::status(429).retry_after("1"),
            Self::Unavailable => Fault::status(503),
            Self::LostResponse => Fault::lost_response(),
        })
    }
}

/// Sets how long a job takes.
pub fn with_time(builder: SimulatorBuilder, time: Duration) -> SimulatorBuilder {
    let queued = time / 4;
    builder.timeline(queued, time - queued)
}

//! `kling simulate`

use std::time::Duration;

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, KEY, Simulator, SimulatorBuilder};
use clap::{Args, ValueEnum};

use crate::{failure::Failure, interrupts::Interrupts, output};

/// The default of `--time`: long enough to see the progress of a job.
pub const TIME: Duration = Duration::from_millis(1200);

/// A builder for a simulator whose jobs take this long and have this outcome.
pub fn simulator(time: Duration, outcome: Option<Outcome>) -> SimulatorBuilder {
    let queued = time / 4;
    let is_submission = |request: &IncomingRequest<'_>| request.endpoint == Endpoint::Submit;
    Simulator::builder()
        .timeline(queued, time - queued)
        .faults(move |request| Some(outcome.filter(|_| is_submission(request))?.fault(time)))
}

/// Run a simulated service for a client in any language.
///
/// It runs on this machine: no key, no network, no cost.
#[derive(Args)]
pub struct Simulate {
    /// Port to listen on; 0 chooses a free one.
    #[arg(long, default_value = "8080")]
    port: u16,

    /// How long each job takes.
    #[arg(long, value_name = "SECONDS", default_value = "1.2", value_parser = crate::waiting::seconds)]
    time: Duration,

    /// What goes wrong with every job.
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<Outcome>,
}

/// What goes wrong with a simulated job.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Outcome {
    /// The job fails
    Fail,
    /// The job takes a hundred times as long
    Slow,
    /// The request is invalid
    Invalid,
    /// The API key is refused
    Unauthorized,
    /// The account has no credits
    OutOfCredits,
    /// There are too many requests
    RateLimited,
    /// The service is not available
    Unavailable,
    /// The job is accepted, but its response is lost
    LostResponse,
}

impl Outcome {
    /// The fault of a submission of a job that would take this long.
    fn fault(self, time: Duration) -> Fault {
        match self {
            Self::Fail => Fault::failed_job("The simulated job fails, as you chose"),
            Self::Slow => Fault::slow_job(time.saturating_mul(100)),
            Self::Invalid => Fault::status(400).message("Body validation error, as you chose"),
            Self::Unauthorized => Fault::status(401),
            Self::OutOfCredits => Fault::out_of_credits(),
            Self::RateLimited => Fault::status(429),
            Self::Unavailable => Fault::status(503),
            Self::LostResponse => Fault::lost_response(),
        }
    }
}

impl Simulate {
    pub async fn run(&self) -> Result<(), Failure> {
        let builder = simulator(self.time, self.outcome).port(self.port);
        let simulator = builder.start().await.map_err(|error| {
            Failure::input(format!("the simulator cannot listen on port {}: {error}", self.port))
        })?;
        output::line(&format!("AIML_API_BASE={} AIML_API_KEY={KEY}", simulator.base_url()))?;
        output::notice(
            "SIMULATED: nothing is sent or paid. Use the base URL and the key above; Ctrl-C stops.",
        );
        Interrupts::listen()?.next().await;
        Ok(())
    }
}

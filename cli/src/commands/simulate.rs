//! `kling simulate`

use std::time::Duration;

use aimlapi_kling::simulator::KEY;
use clap::Args;

use crate::{
    failure::Failure,
    interrupts::Interrupts,
    output,
    simulation::{Scenario, with_time},
};

/// Run a simulated service for a client in any language.
///
/// It runs on this machine: no key, no network, no cost.
#[derive(Args)]
pub struct Simulate {
    /// Port to listen on; 0 chooses a free one.
    #[arg(long, default_value = "8080")]
    port: u16,

    /// What happens to each job.
    #[arg(long, value_enum, default_value = "success")]
    scenario: Scenario,

    /// How long each job takes [default: that of the scenario].
    #[arg(long, value_name = "SECONDS", value_parser = crate::waiting::seconds)]
    time: Option<Duration>,
}

impl Simulate {
    pub async fn run(&self) -> Result<(), Failure> {
        let time = self.time.unwrap_or(self.scenario.time());
        let builder = with_time(self.scenario.builder(), time);
        let simulator = builder.port(self.port).start().await.map_err(|error| {
            Failure::input(format!("the simulator cannot listen on port {}: {error}", self.port))
        })?;
        // Before the line that tells a program that the service is ready, and may be stopped.
        let mut interrupts = Interrupts::listen()?;
        output::line(&format!("AIML_API_BASE={} AIML_API_KEY={KEY}", simulator.base_url()))?;
        output::notice(
            "SIMULATED: nothing is sent or paid. Use the base URL and the key above; Ctrl-C stops.",
        );
        interrupts.next().await;
        Ok(())
    }
}

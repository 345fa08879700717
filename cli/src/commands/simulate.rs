//! `kling simulate`

use std::time::Duration;

use aimlapi_kling::simulator::{KEY, Simulator};
use clap::Args;
use serde_json::json;

use crate::{failure::Failure, interrupts::Interrupts, output};

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

    /// Let every job fail.
    #[arg(long)]
    fail: bool,
}

impl Simulate {
    pub async fn run(&self) -> Result<(), Failure> {
        let queued = self.time / 4;
        let builder = Simulator::builder().port(self.port).timeline(queued, self.time - queued);
        let builder = match self.fail {
            true => builder.failing(json!({ "name": "SimulatedError", "message": "`--fail` was set" })),
            false => builder,
        };
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

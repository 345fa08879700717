//! `kling generate`

use aimlapi_kling::{Client, ClientRequestId, Request, WaitPolicy, simulator::Simulator};
use clap::Args;

use crate::{
    delivery::Delivery,
    exit::{self, Exit},
    failure::Failure,
    input::Input,
    interrupts::Interrupts,
    report::Report,
};

/// Generate a video: submit a job, wait for it, and download the file.
#[derive(Args)]
#[command(after_help = format!(
    "The parameters depend on the model: `kling generate --model <MODEL> --help` lists them.\n\n{}",
    exit::HELP,
))]
pub struct Generate {
    #[command(flatten)]
    pub input: Input,

    /// Use a simulated service on this machine: no key, no network, no cost; the video is a test picture.
    #[arg(long)]
    simulate: bool,

    #[command(flatten)]
    pub delivery: Delivery,
}

impl Generate {
    pub async fn run(self) -> Exit {
        let report = Report::new(self.delivery.json);
        let result = self.generate(&report).await;
        report.end(result.map_err(|failure| if self.simulate { failure.without_recovery() } else { failure }))
    }

    async fn generate(&self, report: &Report) -> Result<Option<f64>, Failure> {
        let request = self.input.request().await?;
        if !self.simulate {
            return self.generate_with(&Client::from_env()?, WaitPolicy::new(), request, report).await;
        }
        let simulator = Simulator::start()
            .await
            .map_err(|error| Failure::other(format!("the simulator cannot start: {error}")))?;
        self.generate_with(&simulator.client().build()?, simulator.wait_policy(), request, report).await
    }

    async fn generate_with(
        &self,
        client: &Client,
        policy: WaitPolicy,
        request: Request,
        report: &Report,
    ) -> Result<Option<f64>, Failure> {
        let mut interrupts = Interrupts::listen()?;
        let output = self.delivery.prepare(self.simulate).await?;
        let id = ClientRequestId::random();
        report.submitting(&id, request.model(), &self.delivery.output);
        let submission = client.submit_as(&id, request);
        let job = interrupts.until(submission).await.map_err(|stopped| Failure::submitting(stopped, &id))?;
        report.submitted(&job);
        self.delivery.deliver(client, policy, &job, output, report, &mut interrupts).await
    }
}

//! `kling generate`

use aimlapi_kling::{Client, ClientRequestId, Model, Request, WaitPolicy, simulator::Simulator};
use clap::Args;

use crate::{
    delivery::Delivery, exit, failure::Failure, model, parameters::Given, progress::Progress, request, target,
};

/// Make a video: submit a job, wait for it, download the file.
#[derive(Args)]
#[command(after_help = format!(
    "The parameters depend on the model: `kling generate --model <MODEL> --help` lists them.\n\n{}",
    exit::HELP,
))]
pub struct Generate {
    /// Id of the model, or name of its request type; `kling models` lists all.
    #[arg(long, short, value_parser = model::parse)]
    pub model: Model,

    /// Use a simulated service on this machine: no key, no network, no cost; the video is a test picture.
    #[arg(long)]
    simulate: bool,

    #[command(flatten)]
    pub delivery: Delivery,

    /// The parameters of the model, which are declared once the model is known.
    #[arg(skip)]
    pub parameters: Vec<Given>,
}

impl Generate {
    pub async fn run(self) -> Result<(), Failure> {
        let request = request::build(self.model, &self.parameters)?;
        target::check(&self.delivery.output, self.delivery.force)?;
        if !self.simulate {
            return make(&Client::from_env()?, WaitPolicy::new(), request, &self.delivery).await;
        }
        let simulator = Simulator::start()
            .await
            .map_err(|error| Failure::other(format!("the simulator cannot start: {error}")))?;
        make(&simulator.client().build()?, simulator.wait_policy(), request, &self.delivery).await
    }
}

async fn make(
    client: &Client,
    policy: WaitPolicy,
    request: Request,
    delivery: &Delivery,
) -> Result<(), Failure> {
    let progress = Progress::new(delivery.json);
    let client_request_id = ClientRequestId::random();
    progress.submitting(&client_request_id);
    let job = client.submit_as(&client_request_id, request).await?;
    progress.submitted(&job);
    delivery.deliver(client, policy, &job, &progress).await
}

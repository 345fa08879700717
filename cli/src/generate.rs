//! `kling generate` and `kling resume`

use std::{path::Path, time::Duration};

use aimlapi_kling::{Client, ClientRequestId, Job, Request, WaitPolicy};
use serde_json::json;

use crate::{
    args::{Delivery, Options},
    output::{self, Failure},
    progress::Display,
};

/// Submits, waits, downloads.
pub async fn run(options: Options) -> Result<(), Failure> {
    let Options { request, simulate, delivery } = options;
    check_output(&delivery)?;
    if simulate {
        return simulated(request, delivery).await;
    }
    make(&Client::from_env()?, WaitPolicy::new(), request, delivery).await
}

/// Waits for a job of an earlier run, downloads.
pub async fn resume(job: Job, delivery: Delivery) -> Result<(), Failure> {
    check_output(&delivery)?;
    // It has had its time already: ask at once.
    let policy = WaitPolicy::new().first(Duration::ZERO);
    deliver(&Client::from_env()?, policy, &job, &Display::new(delivery.json), delivery).await
}

async fn simulated(request: Request, delivery: Delivery) -> Result<(), Failure> {
    let simulator = aimlapi_kling::simulator::Simulator::start()
        .await
        .map_err(|error| Failure::other(format!("the simulator cannot start: {error}")))?;
    make(&simulator.client().build()?, simulator.wait_policy(), request, delivery).await
}

async fn make(
    client: &Client,
    policy: WaitPolicy,
    request: Request,
    delivery: Delivery,
) -> Result<(), Failure> {
    let display = Display::new(delivery.json);
    let name = ClientRequestId::random();
    display.submitting(&name);
    let job = client.submit_as(&name, request).await?;
    display.submitted(&job);
    deliver(client, policy, &job, &display, delivery).await
}

async fn deliver(
    client: &Client,
    policy: WaitPolicy,
    job: &Job,
    display: &Display,
    delivery: Delivery,
) -> Result<(), Failure> {
    let Delivery { output, force, json, timeout, interval } = delivery;
    let policy = policy.deadline(timeout);
    let policy = interval.map_or(policy.clone(), |interval| policy.first(interval).interval(interval));
    let video = client.wait_with(job, &policy, |progress| display.waiting(progress)).await;
    display.done_waiting();
    let video = video?;
    let download =
        video.download(&output).overwrite(force).on_progress(|bytes, total| display.receiving(bytes, total));
    let bytes = download.send().await?;
    display.finished(&output, bytes);
    if json {
        output::line(&json!({
            "id": job.id(),
            "model": job.model(),
            "status": video.generation().status().as_str(),
            "url": video.url(),
            "file": output,
            "bytes": bytes,
        }))?;
    }
    Ok(())
}

/// Finds out before money is spent that the video could not be written.
fn check_output(delivery: &Delivery) -> Result<(), Failure> {
    let Delivery { output, force, .. } = delivery;
    let file = output.display();
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if output.is_dir() {
        return Err(Failure::input(format!("{file} is a folder")));
    }
    if output.exists() && !force {
        return Err(Failure::input(format!("{file} exists already; `--force` replaces it")));
    }
    if !folder.is_dir() {
        return Err(Failure::input(format!("{}: no such folder", folder.display())));
    }
    Ok(())
}

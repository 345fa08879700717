//! `kling generate`

use std::path::Path;

use aimlapi_kling::{Client, Request, WaitPolicy};
use serde_json::json;

use crate::{
    args::Options,
    output::{self, Failure},
    progress::Display,
};

/// Submits, waits, downloads.
pub async fn run(options: Box<Options>) -> Result<(), Failure> {
    check_output(&options)?;
    if options.simulate {
        return simulated(*options).await;
    }
    make(Client::from_env()?, WaitPolicy::new(), *options).await
}

#[cfg(feature = "simulator")]
async fn simulated(options: Options) -> Result<(), Failure> {
    let simulator = aimlapi_kling::simulator::Simulator::start()
        .await
        .map_err(|error| Failure::other(format!("the simulator cannot start: {error}")))?;
    make(simulator.client().build()?, simulator.wait_policy(), options).await
}

#[cfg(not(feature = "simulator"))]
async fn simulated(_: Options) -> Result<(), Failure> {
    Err(Failure::input("this build has no simulator; build with the feature `simulator`"))
}

async fn make(client: Client, policy: WaitPolicy, options: Options) -> Result<(), Failure> {
    let Options { request, output, force, json, timeout, interval, .. } = options;
    let policy = policy.deadline(timeout);
    let policy = interval.map_or(policy.clone(), |interval| policy.first(interval).interval(interval));
    let model = Request::model(&request);
    let display = Display::new(json);
    let job = client.submit(request).await?;
    display.submitted(&job);
    let video = client.wait_with(&job, &policy, |progress| display.waiting(progress)).await;
    display.done_waiting();
    let video = video?;
    let download =
        video.download(&output).overwrite(force).on_progress(|bytes, total| display.receiving(bytes, total));
    let bytes = download.send().await?;
    display.finished(&output, bytes);
    if json {
        output::line(&json!({
            "id": job.id(),
            "model": model.id(),
            "status": video.generation().status().as_str(),
            "url": video.url(),
            "file": output,
            "bytes": bytes,
        }))?;
    }
    Ok(())
}

/// Finds out before money is spent that the video could not be written.
fn check_output(options: &Options) -> Result<(), Failure> {
    let file = options.output.display();
    let folder =
        options.output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if options.output.is_dir() {
        return Err(Failure::input(format!("{file} is a folder")));
    }
    if options.output.exists() && !options.force {
        return Err(Failure::input(format!("{file} exists already; `--force` replaces it")));
    }
    if !folder.is_dir() {
        return Err(Failure::input(format!("{}: no such folder", folder.display())));
    }
    Ok(())
}

//! Many videos with a limit on the jobs that run at the same time: `cargo run --example many`
//!
//! The feature `batch` does this with a record of each job, a budget and resumption; this is the plain form.

use std::path::{Path, PathBuf};

use aimlapi_kling::{Client, Error, OutputFile, types::V1_6StandardTextToVideo};
use tokio::task::JoinSet;

/// The number of jobs that run at the same time.
const LIMIT: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let prompts = ["A lighthouse in a storm", "A ship under a double rainbow", "A harbour at dawn"];
    for (output, result) in run(&Client::from_env()?, &prompts, Path::new(".")).await {
        match result {
            Ok(()) => println!("{}", output.display()),
            // The error has the job, if there is one: store it, and wait for it again.
            Err(error) => println!("{}: {error}", output.display()),
        }
    }
    Ok(())
}

/// Generates a video for each prompt.
pub async fn run(client: &Client, prompts: &[&str], folder: &Path) -> Vec<(PathBuf, Result<(), Error>)> {
    let (mut running, mut results) = (JoinSet::new(), Vec::new());
    for (number, prompt) in prompts.iter().enumerate() {
        if running.len() == LIMIT {
            results.extend(running.join_next().await.map(|done| done.expect("no task panics")));
        }
        // A client is cheap to clone, and all clones share their connections.
        let (client, prompt) = (client.clone(), prompt.to_string());
        let output = folder.join(format!("{number:04}.mp4"));
        running.spawn(async move {
            let result = one(&client, &prompt, &output).await;
            (output, result)
        });
    }
    results.extend(running.join_all().await);
    results
}

async fn one(client: &Client, prompt: &str, output: &Path) -> Result<(), Error> {
    let output = OutputFile::new(output).reserve().await?;
    let video = client.generate(V1_6StandardTextToVideo::new(prompt)).await?;
    video.download_to(output).await?;
    Ok(())
}

//! A job that outlives the process: it is stored after the submission, and fetched by the next run.
//! `cargo run --example resume`, then the same again.

use std::{error::Error, fs, path::Path, time::Duration};

use aimlapi_kling::{Client, Job, OutputFile, WaitPolicy, types::V1_6StandardTextToVideo};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    match fs::exists("job.json")? {
        false => submit(&client, Path::new("job.json")).await,
        true => fetch(&client, Path::new("job.json"), Path::new("lighthouse.mp4")).await,
    }
}

/// Submits a job, and stores it.
pub async fn submit(client: &Client, file: &Path) -> Result<(), Box<dyn Error>> {
    let job = client.submit(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
    fs::write(file, serde_json::to_string(&job)?)?;
    println!("submitted {job}");
    Ok(())
}

/// Waits for a stored job, and downloads its video. It can be repeated: an interrupted download resumes.
pub async fn fetch(client: &Client, file: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let job: Job = serde_json::from_str(&fs::read_to_string(file)?)?;
    // The job was submitted some time ago, so it is polled at once.
    let policy = WaitPolicy::new().deadline(Duration::from_secs(1800));
    let video = client.wait_with(&job, &policy, |_| {}).await?;
    video.download_to(OutputFile::new(output)).await?;
    fs::remove_file(file)?;
    Ok(())
}

//! What a program does without this crate: submit, poll, print the URL of the video.

use std::{env, error::Error, time::Duration};

use serde::{Deserialize, Serialize};

const URL: &str = "https://api.aimlapi.com/v2/video/generations";

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    prompt: &'a str,
}

#[derive(Deserialize)]
struct Generation {
    id: String,
    status: Option<String>,
    video: Option<Video>,
}

#[derive(Deserialize)]
struct Video {
    url: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = env::var("AIML_API_KEY")?;
    let client = reqwest::Client::new();
    let request =
        Request { model: "kling-video/v1.6/standard/text-to-video", prompt: "A lighthouse in a storm" };
    let submission = client.post(URL).bearer_auth(&key).json(&request);
    let job: Generation = submission.send().await?.error_for_status()?.json().await?;
    loop {
        tokio::time::sleep(Duration::from_secs(15)).await;
        let poll = client.get(format!("{URL}?generation_id={}", job.id)).bearer_auth(&key);
        let generation: Generation = poll.send().await?.error_for_status()?.json().await?;
        match (generation.video, generation.status.as_deref()) {
            (Some(video), _) => break println!("{}", video.url),
            (None, Some("error")) => return Err("the generation failed".into()),
            (None, _) => {}
        }
    }
    Ok(())
}

//! The shortest way to a video: `AIML_API_KEY=… cargo run --example quickstart`
//!
//! Without a key or costs: run `cargo kling simulate` in another terminal, and set the two variables that it prints.

use std::path::Path;

use aimlapi_kling::{
    Client, Error, OutputFile,
    types::{AspectRatio, V1_6StandardTextToVideo},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(&Client::from_env()?, Path::new(".")).await
}

/// Writes `lighthouse.mp4` to a folder.
pub async fn run(client: &Client, folder: &Path) -> Result<(), Error> {
    // Fails if the file exists or cannot be created, before anything is paid for.
    let output = OutputFile::new(folder.join("lighthouse.mp4")).reserve().await?;
    let request =
        V1_6StandardTextToVideo::new("A lighthouse in a storm").aspect_ratio(AspectRatio::Landscape16x9);
    let video = client.generate(request).on_progress(|poll| println!("{:?}", poll.outcome)).await?;
    let downloaded = video.download_to(output).await?;
    println!("{} bytes", downloaded.bytes());
    Ok(())
}

//! A video from an image on this machine: `cargo run --example image_to_video portrait.png`

use std::path::Path;

use aimlapi_kling::{Client, Error, ImageInput, types::V2MasterImageToVideo};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let image = std::env::args_os().nth(1).unwrap_or_else(|| "portrait.png".into());
    run(&Client::from_env()?, Path::new(&image), Path::new("portrait.mp4")).await
}

/// Animates an image.
pub async fn run(client: &Client, image: &Path, output: &Path) -> Result<(), Error> {
    // The type and the size are checked here, and the image is sent inline.
    let image = ImageInput::from_path(image).await?;
    let request = V2MasterImageToVideo::new(image).prompt("She turns around and smiles");
    let video = client.generate(request).await?;
    video.download_to(output).await?;
    Ok(())
}

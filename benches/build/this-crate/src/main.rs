//! The same as `hand-written`, with this crate.

use std::error::Error;

use aimlapi_kling::{Client, types::V1_6StandardTextToVideo};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let video = client.generate(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
    println!("{}", video.url());
    Ok(())
}

//! The memory that a request with an image of 50 MB needs.

use std::fs;

use aimlapi_kling::{Client, ImageInput, types::V2MasterImageToVideo};
use benchmarks::{Service, runtime};

use crate::{Result, memory::megabytes};

/// Prints the peak of the memory as a multiple of the Base64 of the image: while the file is encoded, and until the
/// request was sent.
pub fn measure() -> Result<()> {
    let bytes = ImageInput::MAX_BYTES as usize;
    let path = std::env::temp_dir().join(format!("kling-benchmark-{}.png", std::process::id()));
    fs::write(&path, [&b"\x89PNG\r\n\x1a\n"[..], &vec![7; bytes - 8]].concat())?;
    let service = Service::start(r#"{"id":"abc","status":"queued"}"#);
    let client = Client::builder("your-api-key").base_url(service.base_url()).build()?;
    let base64 = bytes.div_ceil(3) as f64 * 4.0;
    // The memory of the file that was written above is free again.
    let before = megabytes("VmRSS:")?;
    fs::write("/proc/self/clear_refs", "5")?;
    let image = runtime().block_on(ImageInput::from_path(&path));
    fs::remove_file(&path)?;
    let request = V2MasterImageToVideo::new(image?);
    let encoded = megabytes("VmHWM:")? - before;
    fs::write("/proc/self/clear_refs", "5")?;
    runtime().block_on(client.submit(request))?;
    let sent = megabytes("VmHWM:")? - before;
    println!("{:.2} {:.2}", encoded * 1e6 / base64, sent * 1e6 / base64);
    Ok(())
}

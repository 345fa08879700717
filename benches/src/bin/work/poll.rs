//! The CPU time of a poll over loopback, one after the other.

use aimlapi_kling::{Client, Job};
use benchmarks::{Service, runtime};

use crate::{Result, cpu};

const POLLS: u64 = 5000;

/// Prints the µs of a poll.
pub fn measure() -> Result<()> {
    let service = Service::start(r#"{"id":"abc","status":"generating"}"#);
    let (runtime, job) = (runtime(), Job::from_id("abc"));
    let client = Client::builder("your-api-key").base_url(service.base_url()).build()?;
    runtime.block_on(client.retrieve(&job))?;
    let start = cpu::nanoseconds()?;
    for _ in 0..POLLS {
        runtime.block_on(client.retrieve(&job))?;
    }
    println!("{:.1}", (cpu::nanoseconds()? - start) as f64 / 1000.0 / POLLS as f64);
    Ok(())
}

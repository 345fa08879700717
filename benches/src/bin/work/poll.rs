//! The CPU time of a poll over loopback, one after the other.

use std::time::Duration;

use aimlapi_kling::{Client, Job};
use benchmarks::{Service, runtime};
use tokio::time::interval;

use crate::{Result, cpu};

const POLLS: u32 = 5000;

/// For how long polls are measured that are not sent at once.
const SECONDS: f64 = 10.0;

/// Prints the µs of a poll. With a rate, so many polls are sent in a second, and otherwise each one when the last one has
/// ended.
pub fn measure(per_second: Option<&str>) -> Result<()> {
    let service = Service::start(r#"{"id":"abc","status":"generating"}"#);
    let (runtime, job) = (runtime(), Job::from_id("abc"));
    let client = Client::builder("your-api-key").base_url(service.base_url()).build()?;
    runtime.block_on(client.retrieve(&job))?;
    let per_second: Option<f64> = per_second.map(str::parse).transpose()?;
    let polls = per_second.map_or(POLLS, |rate| (rate * SECONDS) as u32);
    let start = cpu::nanoseconds()?;
    runtime.block_on(async {
        let mut pace = per_second.map(|rate| interval(Duration::from_secs_f64(1.0 / rate)));
        for _ in 0..polls {
            if let Some(pace) = &mut pace {
                pace.tick().await;
            }
            client.retrieve(&job).await?;
        }
        Ok::<(), aimlapi_kling::Error>(())
    })?;
    println!("{:.1}", (cpu::nanoseconds()? - start) as f64 / 1000.0 / f64::from(polls));
    Ok(())
}

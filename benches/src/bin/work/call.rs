//! The CPU time of a submission and a poll over loopback.

use std::fs;

use aimlapi_kling::{Client, Job, types::V1_6StandardTextToVideo};
use benchmarks::{ByHand, Service, runtime};

use crate::Result;

const TURNS: usize = 20;
const CALLS_PER_TURN: usize = 100;

/// Prints the µs of this crate and of the program written by hand. Turns alternate, so that what else the machine does
/// has the same effect on both.
pub fn measure() -> Result<()> {
    let service =
        Service::start(r#"{"id":"abc","status":"completed","video":{"url":"https://example.com/a.mp4"}}"#);
    let (runtime, job) = (runtime(), Job::from_id("abc"));
    let client = Client::builder("0123456789abcdef0123456789abcdef").base_url(service.base_url()).build()?;
    let by_hand = ByHand::new(service.base_url());
    let (mut ours, mut theirs) = (0, 0);
    for turn in 0..=TURNS {
        let start = cpu_nanoseconds()?;
        for _ in 0..CALLS_PER_TURN {
            runtime.block_on(async {
                client.submit(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
                client.retrieve(&job).await
            })?;
        }
        let middle = cpu_nanoseconds()?;
        for _ in 0..CALLS_PER_TURN {
            runtime.block_on(async {
                by_hand.submit().await?;
                by_hand.retrieve("abc").await
            })?;
        }
        // The first turn fills caches.
        if turn > 0 {
            ours += middle - start;
            theirs += cpu_nanoseconds()? - middle;
        }
    }
    let microseconds = |sum: u64| sum as f64 / 1000.0 / (TURNS * CALLS_PER_TURN) as f64;
    println!("{:.1} {:.1}", microseconds(ours), microseconds(theirs));
    Ok(())
}

/// The CPU time of this thread. The service has threads of its own.
fn cpu_nanoseconds() -> Result<u64> {
    let times = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(times.split_whitespace().next().ok_or("no times")?.parse()?)
}

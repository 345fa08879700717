//! The CPU time of a submission and a poll over loopback.

use aimlapi_kling::{Client, Job, types::V1_6StandardTextToVideo};
use benchmarks::{ByHand, Service, runtime};

use crate::{Result, cpu};

const TURNS: usize = 20;
const CALLS_PER_TURN: usize = 100;

/// Prints the µs of this crate, of the program written by hand, and of one that uses a connection of its own for each
/// submission, as this crate does. Turns alternate, so that what else the machine does has the same effect on all.
pub fn measure() -> Result<()> {
    let service =
        Service::start(r#"{"id":"abc","status":"completed","video":{"url":"https://example.com/a.mp4"}}"#);
    let (runtime, job) = (runtime(), Job::from_id("abc"));
    let client = Client::builder("0123456789abcdef0123456789abcdef").base_url(service.base_url()).build()?;
    let by_hand = [ByHand::new(service.base_url()), ByHand::with_new_connections(service.base_url())];
    let mut sums = [0; 3];
    for turn in 0..=TURNS {
        let mut times = vec![cpu::nanoseconds()?];
        for _ in 0..CALLS_PER_TURN {
            runtime.block_on(async {
                client.submit(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
                client.retrieve(&job).await
            })?;
        }
        times.push(cpu::nanoseconds()?);
        for by_hand in &by_hand {
            for _ in 0..CALLS_PER_TURN {
                runtime.block_on(async {
                    by_hand.submit().await?;
                    by_hand.retrieve("abc").await
                })?;
            }
            times.push(cpu::nanoseconds()?);
        }
        // The first turn fills caches.
        if turn > 0 {
            sums.iter_mut().zip(times.windows(2)).for_each(|(sum, turn)| *sum += turn[1] - turn[0]);
        }
    }
    let microseconds =
        sums.map(|sum| format!("{:.1}", sum as f64 / 1000.0 / (TURNS * CALLS_PER_TURN) as f64));
    println!("{}", microseconds.join(" "));
    Ok(())
}

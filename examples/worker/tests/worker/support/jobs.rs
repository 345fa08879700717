//! Jobs, and waiting for them.

use std::{path::Path, time::Duration};

use aimlapi_kling::{ledger::JobRecord, types::V1_6StandardTextToVideo};
use tokio::time::{Instant, sleep};

/// The record of a job whose video is downloaded to this folder.
pub fn record(id: &str, folder: &Path) -> JobRecord {
    let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    JobRecord::with_id(id.parse().unwrap(), request).unwrap().output(folder.join(format!("{id}.mp4")))
}

pub fn records(number: usize, folder: &Path) -> impl Iterator<Item = JobRecord> {
    (0..number).map(move |number| record(&format!("job-{number:05}"), folder))
}

/// Waits until a condition holds, for at most this number of seconds.
pub async fn wait_until(what: &str, seconds: u64, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    while !holds().await {
        assert!(Instant::now() < deadline, "after {seconds} s not yet: {what}");
        sleep(Duration::from_millis(50)).await;
    }
}

//! CPU time.

use std::fs;

use crate::Result;

/// The CPU time of this thread. The service has threads of its own.
pub fn nanoseconds() -> Result<u64> {
    let times = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(times.split_whitespace().next().ok_or("no times")?.parse()?)
}

//! Paths, sizes and durations as people see them.

use std::{
    env,
    path::Path,
    time::{Duration, SystemTime},
};

use indicatif::HumanDuration;

/// The path, relative to the current folder if it is there.
pub fn shown_path(path: &Path) -> String {
    let folder = env::current_dir().ok();
    let relative = folder.and_then(|folder| path.strip_prefix(folder).ok());
    relative.unwrap_or(path).to_string_lossy().into_owned()
}

/// Minutes and seconds: `3:06`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The size of a file: `8.1 MB`.
pub fn size(bytes: u64) -> String {
    let bytes = bytes as f64;
    if bytes < 1e6 { format!("{:.1} kB", bytes / 1e3) } else { format!("{:.1} MB", bytes / 1e6) }
}

/// The time since then: `12 minutes`.
pub fn age(time: SystemTime) -> String {
    let age = time.elapsed().unwrap_or_default();
    HumanDuration(Duration::from_secs(age.as_secs())).to_string()
}

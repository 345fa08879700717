//! Paths and durations as people see them.

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

/// The time since then: `12 minutes`.
pub fn age(time: SystemTime) -> String {
    let age = time.elapsed().unwrap_or_default();
    HumanDuration(Duration::from_secs(age.as_secs())).to_string()
}

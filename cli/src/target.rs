//! The file that the video goes to.

use std::path::Path;

use crate::failure::Failure;

/// Finds out before money is spent that the video could not be written.
pub fn check(output: &Path, force: bool) -> Result<(), Failure> {
    let file = output.display();
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if output.is_dir() {
        return Err(Failure::input(format!("{file} is a folder")));
    }
    if output.exists() && !force {
        return Err(Failure::input(format!("{file} already exists; `--force` replaces it")));
    }
    if !folder.is_dir() {
        return Err(Failure::input(format!("{}: no such folder", folder.display())));
    }
    Ok(())
}

//! Moves a complete file to its final path.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use super::paths::{Paths, cannot, exists};
use crate::error::Error;

/// Moves the partial file to the target.
pub(super) fn finalize(paths: &Paths, overwrite: bool) -> Result<(), Error> {
    let Paths { part, target, .. } = paths;
    let linked = if overwrite { None } else { Some(fs::hard_link(part, target)) };
    match linked {
        Some(Ok(())) => {}
        // A hard link, unlike a rename, never replaces a file that was created in the meantime.
        Some(Err(error)) if error.kind() == io::ErrorKind::AlreadyExists => return Err(exists(target)),
        // The target may have changed since it was reserved, and not every file system has hard links.
        Some(Err(_)) | None => {
            paths.check_target(overwrite)?;
            fs::rename(part, target).map_err(|error| cannot("rename the download to", target, error))?;
        }
    }
    // After a hard link the old name still exists.
    let _ = fs::remove_file(part);
    sync_folder(target);
    Ok(())
}

/// Syncs the folder, so that the new name survives a power failure. Folders can be synced only on Unix, and
/// not on every file system.
fn sync_folder(target: &Path) {
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

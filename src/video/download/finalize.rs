//! Moves a complete file to its final path.

use std::{io, path::Path};

use tokio::fs::{self, File};

use super::cannot;
use crate::error::Error;

/// Fails if the target exists.
pub(super) async fn check_target_is_free(target: &Path) -> Result<(), Error> {
    let taken = fs::try_exists(target).await.map_err(|error| cannot("access", target, error))?;
    if taken { Err(exists(target)) } else { Ok(()) }
}

/// Moves the partial file to the target.
pub(super) async fn finalize(part: &Path, target: &Path, overwrite: bool) -> Result<(), Error> {
    let linked = if overwrite { None } else { Some(fs::hard_link(part, target).await) };
    match linked {
        Some(Ok(())) => {}
        // A hard link, unlike a rename, never replaces a file that was created in the meantime.
        Some(Err(error)) if error.kind() == io::ErrorKind::AlreadyExists => return Err(exists(target)),
        // Not every file system has hard links.
        Some(Err(_)) => {
            check_target_is_free(target).await?;
            rename(part, target).await?;
        }
        None => rename(part, target).await?,
    }
    // After a hard link the old name still exists.
    let _ = fs::remove_file(part).await;
    sync_folder(target).await;
    Ok(())
}

async fn rename(part: &Path, target: &Path) -> Result<(), Error> {
    fs::rename(part, target).await.map_err(|error| cannot("rename the download to", target, error))
}

/// Syncs the folder, so that the new name survives a power failure. Folders can be synced only on Unix, and
/// not on every file system.
async fn sync_folder(target: &Path) {
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    if cfg!(unix)
        && let Ok(folder) = File::open(folder).await
    {
        let _ = folder.sync_all().await;
    }
}

fn exists(target: &Path) -> Error {
    Error::download(format!("{} already exists", target.display()))
}

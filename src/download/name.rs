//! The final name, which a complete file only is given.

use std::{io, path::Path};

use tokio::fs::{self, File};

use super::cannot;
use crate::Error;

/// Fails where a file of that name is there already.
pub(super) async fn check_free(target: &Path) -> Result<(), Error> {
    let taken = fs::try_exists(target).await.map_err(|error| cannot("look for", target, error))?;
    if taken { Err(exists(target)) } else { Ok(()) }
}

pub(super) async fn give(part: &Path, target: &Path, overwrite: bool) -> Result<(), Error> {
    let linked = if overwrite { None } else { Some(fs::hard_link(part, target).await) };
    match linked {
        Some(Ok(())) => {}
        // A link never replaces a file that has come to be there meanwhile; a name may.
        Some(Err(error)) if error.kind() == io::ErrorKind::AlreadyExists => return Err(exists(target)),
        // Not every file system has links.
        Some(Err(_)) => {
            check_free(target).await?;
            rename(part, target).await?;
        }
        None => rename(part, target).await?,
    }
    // After a link, or where both names were of one file before, the first one is still there.
    let _ = fs::remove_file(part).await;
    sync_folder(target).await;
    Ok(())
}

async fn rename(part: &Path, target: &Path) -> Result<(), Error> {
    fs::rename(part, target).await.map_err(|error| cannot("name", target, error))
}

/// So that the name outlives a power cut. Only on Unix can folders be synced, and not every one.
async fn sync_folder(target: &Path) {
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    if cfg!(unix)
        && let Ok(folder) = File::open(folder).await
    {
        let _ = folder.sync_all().await;
    }
}

fn exists(target: &Path) -> Error {
    Error::download(format!("{} exists already", target.display()))
}

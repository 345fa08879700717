//! Locks on files, which the operating system releases when the process ends, however it ends.

use std::{
    fs::{self, File, Metadata, TryLockError},
    io,
    path::Path,
};

/// Locks the file that was opened at a path. Returns `false` if it is not there any more, because whoever had locked it
/// has removed it: then the lock excludes nobody.
pub(crate) fn try_lock(file: &File, path: &Path) -> Result<bool, TryLockError> {
    file.try_lock()?;
    match fs::symlink_metadata(path) {
        Ok(current) => {
            let locked = file.metadata().map_err(TryLockError::Error)?;
            Ok(is_same_file(&current, &locked))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(TryLockError::Error(error)),
    }
}

/// Whether two files are one.
pub(crate) fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    }
    #[cfg(not(unix))]
    {
        let identity = |file: &Metadata| (file.len(), file.created().ok(), file.modified().ok());
        identity(one) == identity(other)
    }
}

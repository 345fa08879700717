//! Which process runs a batch.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::lock::try_lock;

/// The exclusive right to run a batch, across all processes: a lock on a file beside the ledger. It ends when it is
/// dropped, and when the process ends, however it ends.
pub(crate) struct BatchLock {
    path: PathBuf,
    file: File,
}

impl BatchLock {
    /// Returns `None` if there is a lock for this name.
    pub fn new(ledger: &Path, name: &str) -> io::Result<Option<Self>> {
        let mut path = fs::canonicalize(ledger)?.into_os_string();
        path.push(format!("-{name}lock"));
        let path = PathBuf::from(path);
        loop {
            let file = File::options().write(true).create(true).truncate(false).open(&path)?;
            match try_lock(&file, &path) {
                Ok(true) => return Ok(Some(Self { path, file })),
                Ok(false) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

impl Drop for BatchLock {
    fn drop(&mut self) {
        // It is removed while the lock is held, so that nobody removes that of another run.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

//! Which run of a batch is at work.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::{error::Error, lock::try_lock};

/// The name of the lock file in an output folder.
const IN_FOLDER: &str = ".kling-batch.lock";

/// The exclusive right to run a batch, across all processes: a lock on a file beside the ledger, and on one in the
/// output folder. It ends when it is dropped, and when the process ends, however it ends.
pub(super) struct RunLock {
    _of_batch: LockFile,
    _of_folder: Option<LockFile>,
}

impl RunLock {
    /// Returns `None` if another run is at work.
    ///
    /// It is quick, and not done by another thread, where the lock would survive a run that is dropped.
    pub fn new(ledger: &Path, batch_id: &str, folder: Option<&Path>) -> Result<Option<Self>, Error> {
        let of_batch = of_batch(ledger, batch_id).map_err(|error| {
            let message = format!("a batch of the ledger {} cannot be locked: {error}", ledger.display());
            Error::ledger(message).with_source(error)
        })?;
        let Some(of_batch) = of_batch else { return Ok(None) };
        let Some(folder) = folder else { return Ok(Some(Self { _of_batch: of_batch, _of_folder: None })) };
        let of_folder = LockFile::new(folder.join(IN_FOLDER)).map_err(|error| {
            let message = format!("the folder {} cannot be locked: {error}", folder.display());
            Error::ledger(message).with_source(error)
        })?;
        Ok(of_folder.map(|of_folder| Self { _of_batch: of_batch, _of_folder: Some(of_folder) }))
    }
}

fn of_batch(ledger: &Path, batch_id: &str) -> io::Result<Option<LockFile>> {
    let mut path = fs::canonicalize(ledger)?.into_os_string();
    path.push(format!("-{batch_id}lock"));
    LockFile::new(path.into())
}

/// A locked file, which is removed when it is dropped.
struct LockFile {
    path: PathBuf,
    file: File,
}

impl LockFile {
    /// Returns `None` if the file is locked.
    fn new(path: PathBuf) -> io::Result<Option<Self>> {
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

impl Drop for LockFile {
    fn drop(&mut self) {
        // It is removed while the lock is held, so that nobody removes that of another run.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

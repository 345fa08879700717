//! Which process works on a record.
//!
//! A process that claims records holds a lock on a file of its own beside the ledger, and writes the name of that
//! file into the records. The operating system releases the lock when the process ends, however it ends, so no
//! clock decides whether a claim is still valid.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::job::ClientRequestId;

/// The lock of this process. It ends when it is dropped.
pub struct Owner {
    name: String,
    path: PathBuf,
    file: File,
}

impl Owner {
    pub fn new(ledger: &Path) -> io::Result<Self> {
        let name = ClientRequestId::random().to_string();
        let path = lock_path(ledger, &name);
        let file = File::create_new(&path)?;
        file.lock()?;
        Ok(Self { name, path, file })
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        // Without the file the owner counts as gone, so it is removed while the lock is held.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Whether the process with this name still runs. If that cannot be found out, it counts as running.
pub fn is_running(ledger: &Path, name: &str) -> bool {
    let path = lock_path(ledger, name);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) => return error.kind() != io::ErrorKind::NotFound,
    };
    match file.try_lock() {
        Ok(()) => {
            let _ = fs::remove_file(&path);
            false
        }
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => true,
    }
}

fn lock_path(ledger: &Path, name: &str) -> PathBuf {
    let mut path = ledger.as_os_str().to_owned();
    path.push(format!("-owner-{name}"));
    path.into()
}

//! Creates and opens the database file. A file that is not a ledger is never changed.

use std::{
    fs::{self, File},
    io,
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, ffi::ErrorCode};

use super::schema::{self, Origin};
use crate::error::Error;

/// The size of the header of an SQLite database in bytes.
const HEADER_SIZE: u64 = 100;

/// Opens the ledger at `path`, or creates it.
pub fn open(path: &Path, busy_timeout: Duration) -> Result<Connection, Error> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(path)?,
        Err(error) => return Err(cannot("opened", path, &error)),
        // SQLite would take it for a new database.
        Ok(metadata) if metadata.is_file() && metadata.len() < HEADER_SIZE => {
            return Err(not_a_ledger(path, &format!("it has only {} bytes", metadata.len())));
        }
        Ok(_) => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| failure(path, &error))?;
    connection.busy_timeout(busy_timeout).map_err(|error| failure(path, &error))?;
    prepare(connection, path)
}

fn prepare(mut connection: Connection, path: &Path) -> Result<Connection, Error> {
    let mut prepare = || -> rusqlite::Result<Option<Error>> {
        if connection.is_readonly("main")? {
            return Ok(Some(message(path, "is read-only")));
        }
        match schema::origin(&connection)? {
            Origin::Foreign => return Ok(Some(not_a_ledger(path, "it is a database of another program"))),
            Origin::Newer(version) => return Ok(Some(newer(path, version))),
            Origin::Ledger => {}
        }
        configure(&connection)?;
        schema::migrate(&mut connection)?;
        Ok(None)
    };
    match prepare() {
        Ok(None) => Ok(connection),
        Ok(Some(error)) => Err(error),
        Err(error) => Err(failure(path, &error)),
    }
}

/// Every commit is on the disk before it returns, and readers do not wait for writers.
fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "trusted_schema", "OFF")
}

/// Creates the complete file under another name and moves it to its own, so that a crash leaves no incomplete
/// ledger. Only the user can read it: it contains prompts.
fn create(path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".ledger-").tempfile_in(folder);
    let file = file.map_err(|error| cannot("created", path, &error))?;
    let initialize = || {
        let mut connection = Connection::open(file.path())?;
        configure(&connection)?;
        schema::migrate(&mut connection)?;
        connection.close().map_err(|(_, error)| error)
    };
    initialize().map_err(|error| failure(path, &error))?;
    match file.persist_noclobber(path) {
        Ok(_) => {}
        // Another process was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) => return Err(cannot("created", path, &error.error)),
    }
    // The name survives a power failure. Folders can be synced only on Unix, and not on every file system.
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The error of an operation on the database.
pub fn failure(path: &Path, error: &rusqlite::Error) -> Error {
    if let rusqlite::Error::FromSqlConversionFailure(_, _, source) = error {
        return message(path, &format!("contains a record that cannot be decoded: {source}"));
    }
    let reason = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "is locked by another process".to_owned()
        }
        Some(ErrorCode::NotADatabase) => return not_a_ledger(path, "it is not an SQLite database"),
        Some(ErrorCode::DatabaseCorrupt) => format!("is damaged: {error}"),
        Some(ErrorCode::ReadOnly) => "is read-only".to_owned(),
        Some(ErrorCode::DiskFull) => "cannot be written: the disk is full".to_owned(),
        Some(ErrorCode::SystemIoFailure) => format!("cannot be read or written: {error}"),
        _ => format!("cannot be used: {error}"),
    };
    message(path, &reason)
}

fn cannot(action: &str, path: &Path, error: &io::Error) -> Error {
    message(path, &format!("cannot be {action}: {error}"))
}

fn newer(path: &Path, version: usize) -> Error {
    let known = schema::VERSION;
    let reason = format!(
        "was written by a newer version of this program: its schema has version {version}, and the newest known \
         one is {known}"
    );
    message(path, &reason)
}

fn not_a_ledger(path: &Path, reason: &str) -> Error {
    Error::ledger(format!("{} is not a ledger: {reason}", path.display()))
}

fn message(path: &Path, reason: &str) -> Error {
    Error::ledger(format!("the ledger {} {reason}", path.display()))
}

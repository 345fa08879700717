//! The ledger: records in an SQLite database.

mod claim;
mod file;
mod filter;
mod owner;
mod rows;
mod schema;
mod spending;
mod writer;

pub use claim::Claim;
pub use filter::JobFilter;
pub use spending::Spending;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak},
    time::Duration,
};

use rusqlite::{Connection, TransactionBehavior};
use tokio::{sync::oneshot, task::spawn_blocking};

use super::{JobRecord, Store, StoreError};
use crate::{error::Error, job::ClientRequestId};
use owner::Owner;
use rows::NewRow;
use writer::{Pending, Queue, Write};

/// How long to wait for another process that has locked the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Records in one file, an SQLite database that any tool can open. Any number of processes on one machine can use
/// it at the same time. Clones are cheap and share their connection.
///
/// Every [`save`](Store::save) is on the disk before it returns. A crash at any time leaves a ledger that can be
/// opened. Only the user can read the file, because it contains prompts and media.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use aimlapi_kling::{
///     ledger::{JobFilter, JobRecord, Ledger, State},
///     types::V1_6StandardTextToVideo,
/// };
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("jobs.ledger");
/// let ledger = Ledger::open(path).await?;
/// let record = JobRecord::new(V1_6StandardTextToVideo::new("A lighthouse in a storm"))?;
/// let mut claim = ledger.insert(record).await?.expect("the id is new");
/// // while … { steps.advance(claim.record(), &ledger).await? … }
/// drop(claim);
/// let unfinished = ledger.jobs(&JobFilter::new().unfinished()).await?;
/// assert_eq!(unfinished[0].state(), State::Named);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    connection: Mutex<Connection>,
    queue: Queue,
    /// The lock of this ledger, if it has claimed records.
    owner: OnceLock<Owner>,
}

impl Ledger {
    /// Opens a ledger, or creates it with file mode 0600. Its folder must exist, and must not be on a network
    /// file system.
    ///
    /// While another process has the database locked, operations wait for up to 10 seconds.
    ///
    /// # Errors
    ///
    /// [`is_store`](Error::is_store): the file is not a ledger, was written by a newer version of this crate, is
    /// damaged, read-only or locked, or cannot be created. It is not changed then.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_with_timeout(path, BUSY_TIMEOUT).await
    }

    /// Opens a ledger, and waits for up to `timeout` while another process has the database locked.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub async fn open_with_timeout(path: impl AsRef<Path>, timeout: Duration) -> Result<Self, Error> {
        let path = path.as_ref().to_owned();
        let open = move || {
            let connection = Mutex::new(file::open(&path, timeout)?);
            let (queue, owner) = (Queue::default(), OnceLock::new());
            Ok(Self { inner: Arc::new(Inner { path, connection, queue, owner }) })
        };
        spawn_blocking(open).await.map_err(interrupted)?
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// An id that no other ledger has, so that ids that are derived from it are unique.
    #[cfg(feature = "batch")]
    pub(crate) async fn id(&self) -> Result<String, Error> {
        self.read(rows::ledger_id).await
    }

    /// The record with this client request id.
    ///
    /// # Errors
    ///
    /// [`is_store`](Error::is_store): the database cannot be read.
    pub async fn get(&self, id: &ClientRequestId) -> Result<Option<JobRecord>, Error> {
        let id = id.clone();
        self.read(move |connection| rows::get(connection, &id)).await
    }

    /// The records that match a filter, the newest first.
    ///
    /// # Errors
    ///
    /// As for [`get`](Self::get).
    pub async fn jobs(&self, filter: &JobFilter) -> Result<Vec<JobRecord>, Error> {
        let filter = filter.clone();
        self.read(move |connection| rows::select(connection, &filter)).await
    }

    /// The newest record that is not [done](JobRecord::is_done).
    ///
    /// # Errors
    ///
    /// As for [`get`](Self::get).
    pub async fn last_unfinished(&self) -> Result<Option<JobRecord>, Error> {
        Ok(self.jobs(&JobFilter::new().unfinished().limit(1)).await?.pop())
    }

    /// The outcomes and the cost of the jobs that match a filter, for each model and day.
    ///
    /// # Errors
    ///
    /// As for [`get`](Self::get).
    pub async fn spending(&self, filter: &JobFilter) -> Result<Vec<Spending>, Error> {
        let filter = filter.clone();
        self.read(move |connection| rows::spending(connection, &filter)).await
    }

    /// Stores a record that has never been saved, and claims it. Returns `None` if there already is a record
    /// with its client request id.
    ///
    /// # Errors
    ///
    /// [`is_store`](Error::is_store): the database cannot be written.
    pub async fn insert(&self, record: JobRecord) -> Result<Option<Claim>, Error> {
        let record = record.into_saved();
        let owner = self.owner().await?;
        let is_new = self.write(Write::Insert(NewRow::from(&record), owner)).await?;
        Ok(is_new.then(|| Claim::new(self.clone(), record)))
    }

    /// Claims a record, so that no other process works on it. Returns `None` if there is no such record, or if
    /// it is claimed: by a process that still runs, or by this ledger.
    ///
    /// # Errors
    ///
    /// As for [`insert`](Self::insert).
    pub async fn claim(&self, id: &ClientRequestId) -> Result<Option<Claim>, Error> {
        Ok(self.claim_all(&JobFilter::of_id(id)).await?.pop())
    }

    /// Claims all records that match a filter and are not claimed yet, the newest first.
    ///
    /// # Errors
    ///
    /// As for [`insert`](Self::insert).
    pub async fn claim_all(&self, filter: &JobFilter) -> Result<Vec<Claim>, Error> {
        let owner = self.owner().await?;
        let filter = filter.clone();
        let records = self.transaction(move |connection, path| {
            let is_running = |name: &str| name == owner || owner::is_running(path, name);
            rows::claim(connection, &filter, &owner, is_running)
        });
        Ok(records.await?.into_iter().map(|record| Claim::new(self.clone(), record)).collect())
    }

    /// The name of the lock of this ledger.
    async fn owner(&self) -> Result<String, Error> {
        let inner = Arc::clone(&self.inner);
        let owner = spawn_blocking(move || {
            if inner.owner.get().is_none() {
                // If another thread is faster, its owner remains.
                let _ = inner.owner.set(Owner::new(&inner.path)?);
            }
            Ok(inner.owner.get().expect("it was set").name().to_owned())
        });
        owner.await.map_err(interrupted)?.map_err(|error: std::io::Error| {
            let path = self.inner.path.display();
            Error::ledger(format!("records of the ledger {path} cannot be claimed: {error}"))
                .with_source(error)
        })
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.with_connection(move |connection, _| query(connection)).await
    }

    async fn transaction<T: Send + 'static>(
        &self,
        operation: impl FnOnce(&Connection, &Path) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let operation = move |connection: &mut Connection, path: &Path| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = operation(&transaction, path)?;
            transaction.commit()?;
            Ok(result)
        };
        self.with_connection(operation).await
    }

    async fn with_connection<T: Send + 'static>(
        &self,
        operation: impl FnOnce(&mut Connection, &Path) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let inner = Arc::clone(&self.inner);
        let operation = move || {
            let mut connection = inner.connection.lock().unwrap_or_else(PoisonError::into_inner);
            operation(&mut connection, &inner.path).map_err(|error| file::failure(&inner.path, &error))
        };
        spawn_blocking(operation).await.map_err(interrupted)?
    }

    /// Writes in the next transaction, and returns when it is committed.
    async fn write(&self, write: Write) -> Result<bool, Error> {
        let (done, written) = oneshot::channel();
        if self.inner.queue.push(Pending { write, done }) {
            let inner = Arc::downgrade(&self.inner);
            spawn_blocking(move || commit_all(inner));
        }
        written.await.map_err(interrupted)?.map_err(Error::ledger)
    }

    /// Releases a claim, without waiting for it.
    fn release(&self, id: &ClientRequestId) {
        let Some(owner) = self.inner.owner.get() else { return };
        let write = Write::Release { id: id.to_string(), owner: owner.name().to_owned() };
        if !self.inner.queue.push(Pending { write, done: oneshot::channel().0 }) {
            return;
        }
        let inner = Arc::downgrade(&self.inner);
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(move || commit_all(inner))),
            Err(_) => commit_all(inner),
        }
    }
}

/// Commits until nothing waits any more. Results are reported when the ledger is not used here any more, so that a
/// caller who has them and drops the ledger closes the file.
fn commit_all(ledger: Weak<Inner>) {
    let commit = || {
        let inner = ledger.upgrade()?;
        inner.queue.commit(&inner.connection, |error| file::failure(&inner.path, error).to_string())
    };
    while let Some(committed) = commit() {
        committed.report();
    }
}

fn interrupted(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::ledger("the operation on the ledger was interrupted").with_source(error)
}

impl Store for Ledger {
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        match self.write(Write::Save(NewRow::from(record))).await? {
            true => Ok(()),
            false => Err(Error::revision_conflict(record.client_request_id()).into()),
        }
    }
}

/// Shows only the path.
impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

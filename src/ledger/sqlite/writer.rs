//! Commits saves of many jobs together.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::oneshot;

use super::rows::NewRow;

/// A write that waits for its transaction.
pub struct Pending {
    pub write: Write,
    /// Receives whether the record was written, after the commit.
    pub done: oneshot::Sender<Result<bool, String>>,
}

pub enum Write {
    Save(NewRow),
    /// Saves a new record, with its owner.
    Insert(NewRow, String),
    /// Releases the claim of an owner on a record.
    Release {
        id: String,
        owner: String,
    },
}

/// The writes that wait. One thread at a time takes all of them and commits them in one transaction, so that many
/// jobs share the time that the disk takes for a commit.
#[derive(Default)]
pub struct Queue {
    state: Mutex<State>,
}

/// A transaction that was committed, or has failed.
pub struct Committed {
    batch: Vec<Pending>,
    results: Result<Vec<bool>, String>,
}

impl Committed {
    pub fn report(self) {
        for (number, pending) in self.batch.into_iter().enumerate() {
            let result = self.results.as_ref().map(|results| results[number]).map_err(Clone::clone);
            // The caller may have stopped waiting.
            let _ = pending.done.send(result);
        }
    }
}

#[derive(Default)]
struct State {
    pending: Vec<Pending>,
    is_committing: bool,
}

impl Queue {
    /// Adds a write. Returns whether the caller must arrange that [`commit`](Self::commit) is called until nothing
    /// waits any more.
    pub fn push(&self, pending: Pending) -> bool {
        let mut state = self.lock();
        state.pending.push(pending);
        !std::mem::replace(&mut state.is_committing, true)
    }

    /// Commits what waits now. Returns `None` if that is nothing.
    pub fn commit(
        &self,
        connection: &Mutex<Connection>,
        describe: impl Fn(&rusqlite::Error) -> String,
    ) -> Option<Committed> {
        let batch = self.take()?;
        let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        let results = commit(&mut connection, &batch).map_err(|error| describe(&error));
        Some(Committed { batch, results })
    }

    fn take(&self) -> Option<Vec<Pending>> {
        let mut state = self.lock();
        let batch = std::mem::take(&mut state.pending);
        state.is_committing = !batch.is_empty();
        state.is_committing.then_some(batch)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn commit(connection: &mut Connection, batch: &[Pending]) -> rusqlite::Result<Vec<bool>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let results: rusqlite::Result<Vec<_>> =
        batch.iter().map(|pending| pending.write.apply(&transaction)).collect();
    let results = results?;
    transaction.commit()?;
    Ok(results)
}

impl Write {
    fn apply(&self, connection: &Connection) -> rusqlite::Result<bool> {
        match self {
            Self::Save(row) => row.write(connection),
            Self::Insert(row, owner) => {
                let is_new = row.write(connection)?;
                if is_new {
                    super::rows::set_owner(connection, &row.id, owner)?;
                }
                Ok(is_new)
            }
            Self::Release { id, owner } => {
                super::rows::release(connection, id, owner)?;
                Ok(true)
            }
        }
    }
}

//! Where records are stored.

use std::error::Error as StdError;

use super::JobRecord;

/// A place where records survive a crash: a table of the caller's, for example.
///
/// [`Steps::advance`](super::Steps::advance) calls [`save`](Self::save) in this order: the client request id
/// is saved before anything else, the state [`Sent`](super::State::Sent) before the request is sent, and the
/// result after it. Nothing is sent if a save fails.
///
/// ```
/// use std::{collections::HashMap, sync::Mutex};
/// use aimlapi_kling::ledger::{JobRecord, Store, StoreError};
///
/// /// `INSERT INTO jobs …` or `UPDATE jobs SET … WHERE id = $1 AND revision = $2`.
/// #[derive(Default)]
/// struct Table(Mutex<HashMap<String, String>>);
///
/// impl Store for Table {
///     async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
///         let mut rows = self.0.lock().unwrap();
///         let id = record.client_request_id().to_string();
///         let stored: Option<JobRecord> = rows.get(&id).map(|json| serde_json::from_str(json)).transpose()?;
///         if stored.map_or(0, |stored| stored.revision()) + 1 != record.revision() {
///             return Err("the record was changed by another worker".into());
///         }
///         rows.insert(id, serde_json::to_string(record)?);
///         Ok(())
///     }
/// }
/// ```
pub trait Store: Sync {
    /// Saves a record, and commits it to durable storage before it returns.
    ///
    /// The record replaces the stored one with the same [client request id](JobRecord::client_request_id) only
    /// if the stored one has the [revision](JobRecord::revision) before it; a record with revision 1 must not
    /// exist yet. Otherwise another worker has changed the record, and `save` must fail without storing
    /// anything. This is what prevents two workers from sending the same request.
    ///
    /// # Errors
    ///
    /// Any error of the store. It becomes the source of the [`Error`](crate::Error) of
    /// [`Steps::advance`](super::Steps::advance).
    fn save(&self, record: &JobRecord) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The error of a [`Store`].
pub type StoreError = Box<dyn StdError + Send + Sync>;

impl<S: Store> Store for &S {
    fn save(&self, record: &JobRecord) -> impl Future<Output = Result<(), StoreError>> + Send {
        S::save(self, record)
    }
}

impl<S: Store + Send> Store for std::sync::Arc<S> {
    fn save(&self, record: &JobRecord) -> impl Future<Output = Result<(), StoreError>> + Send {
        S::save(self, record)
    }
}

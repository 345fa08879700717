//! A store in memory.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{JobRecord, Store, StoreError};
use crate::{error::Error, job::ClientRequestId};

/// A store whose records do not survive the process, for tests and for jobs that need not be found again.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: Mutex<HashMap<ClientRequestId, JobRecord>>,
}

impl MemoryStore {
    /// Creates an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// The stored record with this client request id.
    pub fn get(&self, id: &ClientRequestId) -> Option<JobRecord> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
}

impl Store for MemoryStore {
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        let stored = records.get(record.client_request_id()).map_or(0, JobRecord::revision);
        if stored + 1 != record.revision() {
            return Err(Error::revision_conflict(record.client_request_id()).into());
        }
        records.insert(record.client_request_id().clone(), record.clone());
        Ok(())
    }
}

//! The exclusive right to work on a record.

use super::Ledger;
use crate::{
    error::Error,
    ledger::{JobRecord, Store as _},
};

/// The exclusive right to work on a record, across all processes. It ends when it is dropped, and when the process
/// ends, however it ends.
#[derive(Debug)]
#[must_use = "the claim ends when it is dropped"]
pub struct Claim {
    ledger: Ledger,
    record: JobRecord,
}

impl Claim {
    pub(super) fn new(ledger: Ledger, record: JobRecord) -> Self {
        Self { ledger, record }
    }

    /// The record, as it was stored when it was claimed, for [`Steps::advance`](crate::ledger::Steps::advance).
    pub fn record(&mut self) -> &mut JobRecord {
        &mut self.record
    }

    /// Saves a change that the caller has made to the record: another [output file](JobRecord::output), for
    /// example.
    ///
    /// # Errors
    ///
    /// [`is_store`](Error::is_store): the database cannot be written.
    pub async fn save(&mut self) -> Result<(), Error> {
        let changed = self.record.clone().with_next_revision();
        let saved = self.ledger.save(&changed).await;
        saved.map_err(|error| Error::store(changed.client_request_id(), error))?;
        self.record = changed;
        Ok(())
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.ledger.release(self.record.client_request_id());
    }
}

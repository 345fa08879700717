//! The records of a batch in its ledger.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use super::run_lock::RunLock;
use crate::{
    error::Error,
    job::ClientRequestId,
    ledger::{JobFilter, JobRecord, Ledger, State},
};

/// The records of a batch. The id of a record follows from the ledger, the name of the batch, the output file and the
/// number of the attempt, so that it is the same in every run, and no two processes can store it.
pub(super) struct Records {
    ledger: Ledger,
    id_prefix: String,
}

/// The records for one output file.
pub(super) struct Attempts {
    /// The last one.
    pub last: Option<JobRecord>,
    /// The id of the next one.
    pub next_id: ClientRequestId,
}

impl Records {
    pub async fn open(ledger: &Ledger, batch: &str) -> Result<Self, Error> {
        let ledger_id = ledger.id().await?;
        let batch = hash(&[ledger_id.as_bytes(), b"/", batch.as_bytes()]);
        Ok(Self { ledger: ledger.clone(), id_prefix: format!("batch-{}-", &batch[..16]) })
    }

    /// The exclusive right to run the batch; `None` if another run has it.
    pub fn lock(&self, folder: Option<&Path>) -> Result<Option<RunLock>, Error> {
        RunLock::new(self.ledger.path(), &self.id_prefix, folder)
    }

    /// All records of the batch.
    pub fn filter(&self) -> JobFilter {
        JobFilter::new().id_prefix(&self.id_prefix)
    }

    pub async fn of(&self, output: &Path) -> Result<Attempts, Error> {
        let mut last = None;
        for attempt in 1_u32.. {
            let id = self.id(output, attempt);
            match self.ledger.get(&id).await? {
                // There is a next attempt only after one that is not charged.
                Some(record) if is_failed(&record) => last = Some(record),
                Some(record) => {
                    return Ok(Attempts { last: Some(record), next_id: self.id(output, attempt + 1) });
                }
                None => return Ok(Attempts { last, next_id: id }),
            }
        }
        unreachable!("the range has no end")
    }

    fn id(&self, output: &Path, attempt: u32) -> ClientRequestId {
        let output = hash(&[output.as_os_str().as_encoded_bytes()]);
        let id = format!("{}{output}-{attempt}", self.id_prefix);
        id.parse().expect("base64 for URLs is allowed in an id")
    }
}

/// Whether the job of a record ended without a video, and is not charged.
pub(super) fn is_failed(record: &JobRecord) -> bool {
    matches!(record.state(), State::Failed | State::Refused)
}

fn hash(parts: &[&[u8]]) -> String {
    let hash = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part)).finalize();
    URL_SAFE_NO_PAD.encode(&hash[..18])
}

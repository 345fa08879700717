//! Where records survive a crash, and a store that dies with its process.

use std::{
    collections::HashMap,
    future,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use aimlapi_kling::{
    ClientRequestId,
    ledger::{JobRecord, Ledger, Store, StoreError},
};
use tokio::sync::Notify;

use super::plan::Crash;

/// What remains when every process has died.
pub enum Storage {
    /// A table of JSON texts.
    Texts(Mutex<HashMap<ClientRequestId, String>>),
    Database(Ledger),
}

impl Storage {
    pub async fn open(file: &Path) -> Self {
        Self::Database(Ledger::open(file).await.expect("it is a ledger"))
    }

    pub async fn load(&self, id: &ClientRequestId) -> Option<JobRecord> {
        match self {
            Self::Texts(texts) => texts.lock().unwrap().get(id).map(|text| from_json(text)),
            Self::Database(ledger) => ledger.get(id).await.expect("the database can be read"),
        }
    }
}

fn from_json(text: &str) -> JobRecord {
    serde_json::from_str(text).expect("it was a record")
}

impl Store for Storage {
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        let texts = match self {
            Self::Texts(texts) => texts,
            Self::Database(ledger) => return ledger.save(record).await,
        };
        let (id, mut texts) = (record.client_request_id(), texts.lock().unwrap());
        let stored = texts.get(id).map_or(0, |text| from_json(text).revision());
        if stored + 1 != record.revision() {
            return Err("another worker has changed the record".into());
        }
        texts.insert(id.clone(), serde_json::to_string(record)?);
        Ok(())
    }
}

/// A store whose process may die at a save.
pub struct MortalStore<'a> {
    storage: &'a Storage,
    crash: Option<Crash>,
    saves: AtomicUsize,
    died: Notify,
}

impl<'a> MortalStore<'a> {
    pub fn new(storage: &'a Storage, crash: Option<Crash>) -> Self {
        Self { storage, crash, saves: AtomicUsize::new(0), died: Notify::new() }
    }

    /// Completes when the process dies.
    pub async fn died(&self) {
        self.died.notified().await;
    }

    async fn die<T>(&self) -> T {
        self.died.notify_one();
        future::pending().await
    }
}

impl Store for MortalStore<'_> {
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        let number = self.saves.fetch_add(1, Relaxed);
        if matches!(self.crash, Some(Crash::BeforeSave(at)) if at == number) {
            return self.die().await;
        }
        self.storage.save(record).await?;
        if matches!(self.crash, Some(Crash::AfterSave(at)) if at == number) {
            return self.die().await;
        }
        Ok(())
    }
}

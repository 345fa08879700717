//! Stores that record what they are asked to save, and fail or crash on request.

use std::{
    future,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use aimlapi_kling::{
    ClientRequestId,
    ledger::{JobRecord, MemoryStore, State, Store, StoreError},
};
use tokio::sync::Notify;

/// What happens to one of the saves.
#[derive(Clone, Copy, Debug)]
pub enum Trouble {
    /// The save fails, and nothing is stored.
    FailBefore,
    /// The record is stored, but the save reports an error.
    FailAfter,
    /// The process ends before anything is stored.
    CrashBefore,
    /// The process ends when the record is stored.
    CrashAfter,
}

/// A store in memory with trouble at one of its saves.
pub struct TestStore {
    memory: MemoryStore,
    saves: AtomicUsize,
    trouble: Option<(usize, Trouble)>,
    states: Mutex<Vec<State>>,
    crashed: Notify,
}

impl TestStore {
    pub fn new(trouble: Option<(usize, Trouble)>) -> Self {
        Self {
            memory: MemoryStore::new(),
            saves: AtomicUsize::new(0),
            trouble,
            states: Mutex::default(),
            crashed: Notify::new(),
        }
    }

    /// The stored record, which is all that remains after a crash.
    pub fn get(&self, id: &ClientRequestId) -> Option<JobRecord> {
        self.memory.get(id)
    }

    /// The states of all saves, in order.
    pub fn states(&self) -> Vec<State> {
        self.states.lock().unwrap().clone()
    }

    pub fn saves(&self) -> usize {
        self.saves.load(Ordering::Relaxed)
    }

    /// Completes when the process crashes.
    pub async fn crash(&self) {
        self.crashed.notified().await;
    }

    async fn crash_now<T>(&self) -> T {
        self.crashed.notify_one();
        future::pending().await
    }

    /// Whether the trouble has happened.
    pub fn has_had_trouble(&self) -> bool {
        self.trouble.is_some_and(|(at, _)| self.saves() > at)
    }
}

impl Store for TestStore {
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        let number = self.saves.fetch_add(1, Ordering::Relaxed);
        let trouble = self.trouble.filter(|(at, _)| *at == number).map(|(_, trouble)| trouble);
        match trouble {
            Some(Trouble::FailBefore) => return Err("the disk is full".into()),
            Some(Trouble::CrashBefore) => return self.crash_now().await,
            _ => {}
        }
        self.memory.save(record).await?;
        self.states.lock().unwrap().push(record.state());
        match trouble {
            Some(Trouble::FailAfter) => Err("the connection to the database was lost".into()),
            Some(Trouble::CrashAfter) => self.crash_now().await,
            _ => Ok(()),
        }
    }
}

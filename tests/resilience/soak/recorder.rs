//! The requests that the simulator received, and the faults that it injected.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard},
};

use aimlapi_kling::simulator::{Exchange, Operation};

use super::fault_kind::FaultKind;

#[derive(Default)]
pub struct Recorder(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    exchanges: HashMap<(Operation, String), usize>,
    faults: HashMap<(Operation, &'static str), usize>,
}

impl Recorder {
    pub fn record(&self, exchange: &Exchange<'_>, kind: Option<&FaultKind>) {
        let mut counts = self.lock();
        let name = exchange.client_request_id.unwrap_or_default().to_owned();
        *counts.exchanges.entry((exchange.operation, name)).or_default() += 1;
        if let Some(kind) = kind {
            *counts.faults.entry((exchange.operation, kind.name)).or_default() += 1;
        }
    }

    /// How many requests of this kind there were for a job.
    pub fn exchanges(&self, operation: Operation, name: &str) -> usize {
        self.lock().exchanges.get(&(operation, name.to_owned())).copied().unwrap_or_default()
    }

    pub fn faults(&self, operation: Operation, kind: &FaultKind) -> usize {
        self.lock().faults.get(&(operation, kind.name)).copied().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().expect("nothing panics with it")
    }
}

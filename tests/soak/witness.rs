//! What the simulator was asked, and what it did wrong.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard},
};

use aimlapi_kling::simulator::{Exchange, Operation};

use crate::kind::Kind;

#[derive(Default)]
pub struct Witness(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    exchanges: HashMap<(Operation, String), usize>,
    faults: HashMap<(Operation, &'static str), usize>,
}

impl Witness {
    pub fn note(&self, exchange: &Exchange<'_>, kind: Option<&Kind>) {
        let mut seen = self.lock();
        let name = exchange.client_request_id.unwrap_or_default().to_owned();
        *seen.exchanges.entry((exchange.operation, name)).or_default() += 1;
        if let Some(kind) = kind {
            *seen.faults.entry((exchange.operation, kind.name)).or_default() += 1;
        }
    }

    /// How often a job was asked for in this way.
    pub fn exchanges(&self, operation: Operation, name: &str) -> usize {
        self.lock().exchanges.get(&(operation, name.to_owned())).copied().unwrap_or_default()
    }

    pub fn faults(&self, operation: Operation, kind: &Kind) -> usize {
        self.lock().faults.get(&(operation, kind.name)).copied().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().expect("nothing panics with it")
    }
}

//! The requests that the simulator received, and the faults that it injected.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard},
};

use aimlapi_kling::simulator::{Endpoint, IncomingRequest};

use super::fault_kind::FaultKind;

#[derive(Default)]
pub struct Recorder(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    exchanges: HashMap<(Endpoint, String), usize>,
    faults: HashMap<(Endpoint, &'static str), usize>,
}

impl Recorder {
    pub fn record(&self, request: &IncomingRequest<'_>, kind: Option<&FaultKind>) {
        let mut counts = self.lock();
        let name = request.client_request_id.map(ToString::to_string).unwrap_or_default();
        *counts.exchanges.entry((request.endpoint, name)).or_default() += 1;
        if let Some(kind) = kind {
            *counts.faults.entry((request.endpoint, kind.name)).or_default() += 1;
        }
    }

    /// How many requests of this kind there were for a job.
    pub fn exchanges(&self, operation: Endpoint, name: &str) -> usize {
        self.lock().exchanges.get(&(operation, name.to_owned())).copied().unwrap_or_default()
    }

    pub fn faults(&self, operation: Endpoint, kind: &FaultKind) -> usize {
        self.lock().faults.get(&(operation, kind.name)).copied().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().expect("nothing panics with it")
    }
}

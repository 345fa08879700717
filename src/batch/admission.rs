//! Which jobs may be submitted: until the batch is stopped, and within the budget.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::BatchStop;

/// Decides about every submission of a batch.
#[derive(Default)]
pub(super) struct Admission {
    state: Mutex<State>,
    /// Something has changed that a submission may wait for.
    changed: Notify,
}

#[derive(Default)]
struct State {
    stop: Option<BatchStop>,
    is_announced: bool,
    budget: Option<u64>,
    /// The cost in credits of jobs that have ended or whose end is not in sight.
    settled: u64,
    /// The cost of jobs that this run is working on.
    reserved: u64,
    /// The number of these jobs.
    active: usize,
}

impl Admission {
    /// Sets the budget, and what was spent of it before.
    pub fn set_budget(&self, budget: Option<u64>, spent: u64) {
        let mut state = self.lock();
        (state.budget, state.settled) = (budget, spent);
    }

    /// Submits no more jobs. The first reason remains, unless the caller stops the batch as well.
    pub fn stop(&self, reason: BatchStop) {
        let mut state = self.lock();
        if state.stop.is_none() || reason == BatchStop::Requested {
            state.stop = Some(reason);
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// The reason for which the batch is stopped, once.
    pub fn announce(&self) -> Option<BatchStop> {
        let mut state = self.lock();
        let reason = state.stop?;
        (!std::mem::replace(&mut state.is_announced, true)).then_some(reason)
    }

    pub fn stopped(&self) -> Option<BatchStop> {
        self.lock().stop
    }

    /// Returns when the batch is stopped, for whatever reason.
    pub async fn any_stop(&self) {
        self.wait_for(|state| state.stop.map(drop)).await;
    }

    /// Returns when the caller has stopped the batch.
    pub async fn stop_requested(&self) {
        self.wait_for(|state| (state.stop == Some(BatchStop::Requested)).then_some(())).await;
    }

    /// Waits until a job of this cost may be submitted. `Err` contains the reason if none will be.
    pub async fn admit(&self, cost: u64) -> Result<Reservation<'_>, BatchStop> {
        self.wait_for(|state| state.admit(cost)).await?;
        Ok(Reservation { admission: self, cost })
    }

    /// Reserves the cost of a job that was submitted in an earlier run, which `spent` contained.
    pub fn resume(&self, cost: u64) -> Reservation<'_> {
        let mut state = self.lock();
        state.settled = state.settled.saturating_sub(cost);
        state.reserve(cost);
        Reservation { admission: self, cost }
    }

    async fn wait_for<T>(&self, mut decide: impl FnMut(&mut State) -> Option<T>) -> T {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            if let Some(decision) = decide(&mut self.lock()) {
                return decision;
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Decides about a job, or returns `None` if that depends on jobs that may fail.
    fn admit(&mut self, cost: u64) -> Option<Result<(), BatchStop>> {
        if let Some(reason) = self.stop {
            return Some(Err(reason));
        }
        let total = self.settled.saturating_add(self.reserved).saturating_add(cost);
        match self.budget {
            Some(budget) if total > budget && self.active > 0 => None,
            Some(budget) if total > budget => Some(Err(BatchStop::Budget)),
            _ => {
                self.reserve(cost);
                Some(Ok(()))
            }
        }
    }

    fn reserve(&mut self, cost: u64) {
        self.reserved = self.reserved.saturating_add(cost);
        self.active += 1;
    }
}

/// The cost of a job, reserved until it is dropped. What is [settled](Self::settle) before remains.
pub(super) struct Reservation<'a> {
    admission: &'a Admission,
    cost: u64,
}

impl Reservation<'_> {
    pub fn cost(&self) -> u64 {
        self.cost
    }

    /// Changes the cost to what the service has reported.
    pub fn set(&mut self, cost: u64) {
        let mut state = self.admission.lock();
        state.reserved = state.reserved.saturating_sub(self.cost).saturating_add(cost);
        self.cost = cost;
    }

    /// The cost is, or may be, charged.
    pub fn settle(self) {
        let mut state = self.admission.lock();
        state.settled = state.settled.saturating_add(self.cost);
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        let mut state = self.admission.lock();
        state.reserved = state.reserved.saturating_sub(self.cost);
        state.active -= 1;
        drop(state);
        self.admission.changed.notify_waiters();
    }
}

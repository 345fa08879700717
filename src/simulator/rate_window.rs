//! A limit of the number of requests in a period.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

pub(super) struct RateWindow {
    limit: usize,
    period: Duration,
    /// When the requests of the last period were admitted.
    admitted: Mutex<VecDeque<Instant>>,
}

impl RateWindow {
    pub fn new(limit: usize, period: Duration) -> Self {
        Self { limit, period, admitted: Mutex::default() }
    }

    /// Counts a request. Returns `false` if there were too many in the last period.
    pub fn admit(&self) -> bool {
        let mut admitted = self.admitted.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while admitted.front().is_some_and(|request| now - *request >= self.period) {
            admitted.pop_front();
        }
        let is_admitted = admitted.len() < self.limit;
        if is_admitted {
            admitted.push_back(now);
        }
        is_admitted
    }
}

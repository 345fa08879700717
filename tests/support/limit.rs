//! Rate limits for tests in which many cases share a client.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use aimlapi_kling::{AdaptiveRateLimit, RateLimit, RequestKind, RequestOutcome};

/// The default rate limit, which forgets everything between two cases: a 429 in one of them would slow down the next.
#[derive(Default)]
pub struct ResettableLimit(Mutex<Arc<AdaptiveRateLimit>>);

impl ResettableLimit {
    pub fn reset(&self) {
        *self.0.lock().unwrap() = Arc::default();
    }

    fn current(&self) -> Arc<AdaptiveRateLimit> {
        Arc::clone(&self.0.lock().unwrap())
    }
}

impl RateLimit for ResettableLimit {
    async fn acquire(&self, kind: RequestKind) {
        self.current().acquire(kind).await;
    }

    fn report(&self, kind: RequestKind, outcome: RequestOutcome, elapsed: Duration) {
        self.current().report(kind, outcome, elapsed);
    }
}

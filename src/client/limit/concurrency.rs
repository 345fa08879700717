//! How many requests, downloads and jobs run at the same time.

use std::time::Duration;

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::Instant,
};

use super::{AnyRateLimit, RequestKind, RequestOutcome};
use crate::error::Error;

/// What a client and its clones share.
pub(in crate::client) struct Limits {
    rate: Box<dyn AnyRateLimit>,
    // Each kind has permits of its own, so that none waits for another.
    submissions: Semaphore,
    polls: Semaphore,
    queries: Semaphore,
    downloads: Semaphore,
    jobs: Semaphore,
}

impl Limits {
    pub fn new(rate: Box<dyn AnyRateLimit>, requests: usize, jobs: usize) -> Self {
        let semaphore = |permits: usize| Semaphore::new(permits.clamp(1, Semaphore::MAX_PERMITS));
        Self {
            rate,
            submissions: semaphore(requests),
            polls: semaphore(requests),
            queries: semaphore(requests),
            downloads: semaphore(requests),
            jobs: semaphore(jobs),
        }
    }

    /// Waits until a request may be sent.
    pub async fn request(&self, kind: RequestKind) -> RequestPermit<'_> {
        let concurrent = permit(match kind {
            RequestKind::Submission => &self.submissions,
            RequestKind::Poll => &self.polls,
            RequestKind::Query => &self.queries,
        });
        let concurrent = concurrent.await;
        self.rate.acquire(kind).await;
        RequestPermit { rate: &*self.rate, kind, since: Instant::now(), _concurrent: concurrent }
    }

    /// Waits until a download may be started.
    pub async fn download(&self) -> SemaphorePermit<'_> {
        permit(&self.downloads).await
    }

    /// Waits until a job may be submitted.
    pub async fn job(&self) -> SemaphorePermit<'_> {
        permit(&self.jobs).await
    }
}

async fn permit(semaphore: &Semaphore) -> SemaphorePermit<'_> {
    semaphore.acquire().await.expect("it is never closed")
}

/// The permission to send one request.
#[must_use]
pub(crate) struct RequestPermit<'a> {
    rate: &'a dyn AnyRateLimit,
    kind: RequestKind,
    since: Instant,
    _concurrent: SemaphorePermit<'a>,
}

impl RequestPermit<'_> {
    /// Sends the request, receives its response, and reports the outcome.
    pub async fn send<T>(self, exchange: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        // In a box, because thousands of operations may wait for their permits.
        let result = Box::pin(exchange).await;
        self.rate.report(self.kind, outcome(&result), self.elapsed());
        result
    }

    fn elapsed(&self) -> Duration {
        self.since.elapsed()
    }
}

fn outcome<T>(result: &Result<T, Error>) -> RequestOutcome {
    match result {
        Err(error) if error.is_rate_limited() => {
            RequestOutcome::RateLimited { retry_after: error.retry_after() }
        }
        Err(error) if error.status().is_none() => RequestOutcome::NoResponse,
        _ => RequestOutcome::Admitted,
    }
}

//! What the requests of a client and its clones share: how many are sent at the same time, and how fast.

mod adaptive;
mod concurrency;
mod rate;

pub use adaptive::AdaptiveRateLimit;

pub(super) use concurrency::Limits;
pub(crate) use concurrency::RequestPermit;

use std::{pin::Pin, sync::Arc, time::Duration};

/// When a client may send its next request to the API, for
/// [`ClientBuilder::rate_limit`](crate::ClientBuilder::rate_limit).
///
/// [`AdaptiveRateLimit`] is the default. Implement the trait where several processes share one rate limit, for
/// example in a database:
///
/// ```
/// use std::time::Duration;
/// use aimlapi_kling::{Client, RateLimit, RequestKind, RequestOutcome};
///
/// /// `UPDATE rate_limit SET next = greatest(next, now()) + interval '100 ms' RETURNING next`.
/// struct Table;
/// # impl Table {
/// #     async fn next_delay(&self) -> Duration { Duration::ZERO }
/// #     fn pause(&self, _: Duration) {}
/// # }
///
/// impl RateLimit for Table {
///     async fn acquire(&self, _: RequestKind) {
///         tokio::time::sleep(self.next_delay().await).await;
///     }
///
///     fn report(&self, _: RequestKind, outcome: RequestOutcome, _: Duration) {
///         if let RequestOutcome::RateLimited { retry_after } = outcome {
///             self.pause(retry_after.unwrap_or(Duration::from_secs(1)));
///         }
///     }
/// }
///
/// let client = Client::builder("your-api-key").rate_limit(Table).build()?;
/// # Ok::<(), aimlapi_kling::Error>(())
/// ```
pub trait RateLimit: Send + Sync {
    /// Waits until a request of this kind may be sent.
    ///
    /// The client calls it before each request to the API, and for at most
    /// [`max_concurrent_requests`](crate::ClientBuilder::max_concurrent_requests) requests of a kind at the same
    /// time. The timeouts of the request begin afterwards. The future is dropped if the caller drops the operation
    /// or its deadline passes.
    fn acquire(&self, kind: RequestKind) -> impl Future<Output = ()> + Send;

    /// Reports the outcome of a request, and the time since [`acquire`](Self::acquire) returned for it.
    ///
    /// It is not called for a request that was dropped before its outcome was known.
    fn report(&self, kind: RequestKind, outcome: RequestOutcome, elapsed: Duration);
}

/// The kind of a request to the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestKind {
    /// Submits a job.
    Submission,
    /// Retrieves the state of a job.
    Poll,
    /// Reads the request log, the catalogue or the metrics.
    Query,
}

/// The outcome of a request, as far as it concerns a rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestOutcome {
    /// The service responded with any other status than 429.
    Admitted,
    /// The service responded with 429.
    RateLimited {
        /// The delay that it requested before the next request (`Retry-After`).
        retry_after: Option<Duration>,
    },
    /// No complete response was received.
    NoResponse,
}

/// No rate limit: requests leave immediately, whatever the service responds.
impl RateLimit for () {
    async fn acquire(&self, _: RequestKind) {}

    fn report(&self, _: RequestKind, _: RequestOutcome, _: Duration) {}
}

impl<L: RateLimit> RateLimit for Arc<L> {
    fn acquire(&self, kind: RequestKind) -> impl Future<Output = ()> + Send {
        L::acquire(self, kind)
    }

    fn report(&self, kind: RequestKind, outcome: RequestOutcome, elapsed: Duration) {
        L::report(self, kind, outcome, elapsed);
    }
}

/// A [`RateLimit`] of any type.
pub(in crate::client) trait AnyRateLimit: Send + Sync {
    fn acquire(&self, kind: RequestKind) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
    fn report(&self, kind: RequestKind, outcome: RequestOutcome, elapsed: Duration);
}

impl<L: RateLimit> AnyRateLimit for L {
    fn acquire(&self, kind: RequestKind) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(RateLimit::acquire(self, kind))
    }

    fn report(&self, kind: RequestKind, outcome: RequestOutcome, elapsed: Duration) {
        RateLimit::report(self, kind, outcome, elapsed);
    }
}

//! What needs a process of its own, or affects the whole process:
//!
//! - `kill`, `reservation`: start this binary again as a child and kill it,
//! - `batch`: the same with a batch that is repeated,
//! - `ledger`: the same with processes that share a ledger,
//! - `full_disk`, `proxy`, `tls`: start it with limits and environment variables,
//! - `tracing`: subscribers, whose set of enabled events is shared by all threads.
//!
//! Tests that use neither processes, environment variables nor global state belong to `tests/library`.

#[path = "../support/mod.rs"]
mod support;

#[cfg(all(feature = "simulator", feature = "batch", unix))]
mod batch;
mod full_disk;
mod kill;
#[cfg(all(feature = "simulator", feature = "ledger", unix))]
mod ledger;
#[cfg(feature = "simulator")]
mod proxy;
mod reservation;
#[cfg(all(feature = "rustls", target_os = "linux"))]
mod tls;
#[cfg(all(feature = "simulator", feature = "tracing"))]
mod tracing;

//! What the benchmarks have in common: a service that sends the same response to every request, and the program that
//! a user would write by hand.

mod by_hand;
mod service;

pub use by_hand::ByHand;
pub use service::Service;

/// A runtime on this thread, so that what a benchmark counts is done on one thread.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built")
}

//! What needs a process of its own, or affects the whole process:
//!
//! - `kill`: starts this binary again as a child and kills it,
//! - `proxy`: starts this binary again with the variables for a proxy,
//! - `tracing`: subscribers, whose set of enabled events is shared by all threads.
//!
//! Tests that use neither processes, environment variables nor global state belong to `tests/library`.

#[path = "../support/mod.rs"]
mod support;

mod kill;
#[cfg(feature = "simulator")]
mod proxy;
#[cfg(all(feature = "simulator", feature = "tracing"))]
mod tracing;

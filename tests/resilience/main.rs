//! No job is lost and none is paid for twice, whatever goes wrong. The cases here are generated, not written
//! one by one:
//!
//! - `matrix`: every fault in every call of the client, with the exact outcome as one line of a snapshot,
//! - `soak`: many jobs side by side against the simulator, with random faults and crashes from a seed,
//! - `fuzz`: random responses to single calls, and the corpus of the fuzzer,
//! - `look_up`: many submissions in a long request log.
//!
//! A claim that can be written as one case belongs to `tests/library`.

#[path = "../support/mod.rs"]
mod support;

mod fuzz;
#[cfg(feature = "simulator")]
mod look_up;
mod matrix;
#[cfg(all(feature = "simulator", feature = "ledger"))]
mod soak;

//! The command line as a process: its options, output and exit codes, and what happens if it is killed.
//!
//! Claims that need no process belong to the binary `library`.

#[path = "../support/mod.rs"]
mod support;

mod interruptions;
mod live;
mod report;
mod sync_branch;
mod usage;

//! What is vendored under `specs/`: the specs, the lock file that says where they come from, and how the folder
//! is replaced.

pub mod folder;
pub mod lock;
pub mod spec_set;

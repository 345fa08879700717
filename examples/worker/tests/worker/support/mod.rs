//! What several tests need.

mod database;
mod fleet;
mod jobs;

pub use database::Database;
pub use fleet::{Fleet, settings};
pub use jobs::{record, records, wait_until};

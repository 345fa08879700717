//! A job is written down before it is paid for: nothing is lost, and nothing is paid for twice.

mod crashes;
#[cfg(feature = "ledger")]
mod database;
mod faults;
mod steps;
mod stores;

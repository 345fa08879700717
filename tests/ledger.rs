//! Jobs are written down before they are paid for: nothing is lost, and nothing is paid twice.
#![cfg(feature = "simulator")]

#[path = "ledger/clock.rs"]
mod clock;
#[path = "ledger/crashes.rs"]
mod crashes;
#[path = "ledger/steps.rs"]
mod steps;
#[path = "ledger/stores.rs"]
mod stores;

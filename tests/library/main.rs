//! The claims of the library, through its public API: one module for each subject, one test for each claim.
//!
//! - What is sent: `types`, `requests`, `validation`, `media`, and `specs` for the interface as a whole.
//! - What the client does: `http`, `submit`, `wait`, `download`, `generate`, `legacy`, `errors`,
//!   `error_texts`, `responses`, `secrets`, `redaction`.
//! - What requests cost and how long they take: `catalogue`.
//! - What is stored about jobs: `ledger`. Many jobs at once: `batch`.
//! - What is generated: `missing`, `pages`, `public_api`, `shipped_code`.
//! - What the simulator does: `simulator`. The programs in `examples/`: `examples`. The guide: `guide`.
//!
//! Generated cases belong to `tests/resilience`, and what needs a process of its own to `tests/process`.

#[path = "../support/mod.rs"]
mod support;

#[cfg(all(feature = "batch", feature = "simulator"))]
mod batch;
#[cfg(feature = "simulator")]
mod catalogue;
mod download;
mod error_texts;
mod errors;
#[cfg(feature = "simulator")]
mod examples;
mod generate;
mod guide;
mod http;
#[cfg(feature = "simulator")]
mod ledger;
#[cfg(all(feature = "legacy", feature = "simulator"))]
mod legacy;
mod limit;
mod media;
#[cfg(feature = "generate")]
mod missing;
mod pages;
#[cfg(feature = "generate")]
mod public_api;
mod redaction;
mod requests;
mod responses;
mod secrets;
#[cfg(feature = "generate")]
mod shipped_code;
#[cfg(feature = "simulator")]
mod simulator;
mod specs;
#[cfg(feature = "simulator")]
mod submit;
mod types;
mod validation;
mod wait;

//! The command `kling`, run as a process.

mod arguments;
mod batch;
mod exit_codes;
mod find;
mod generate;
mod input;
mod jobs;
mod kill;
mod ledger;
mod models;
mod output_file;
mod resume;
mod schema;
mod secret;
mod shell;
mod simulate;
mod streams;
mod support;
#[cfg(unix)]
mod transcript;

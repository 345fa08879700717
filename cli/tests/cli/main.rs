//! The command `kling`, run as a process.

mod arguments;
mod batch;
#[cfg(unix)]
mod clip;
mod default_output;
mod dry_run;
mod exit_codes;
mod find;
#[cfg(unix)]
mod full_disk;
mod generate;
mod input;
mod jobs;
mod kill;
mod ledger;
mod models;
mod open;
mod output_file;
mod picture;
mod resume;
mod scenarios;
mod schema;
mod secret;
mod shell;
mod simulate;
mod streams;
mod support;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod transcript;

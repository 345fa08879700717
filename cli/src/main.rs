//! `kling`: generates videos with the Kling models from the command line.

mod arguments;
mod batch;
mod commands;
mod default_output;
mod driver;
mod dry_run;
mod duration;
mod escape;
mod estimate;
mod event;
mod exit;
mod failure;
mod input;
mod interrupts;
mod ledger;
mod media;
mod model;
mod outcome;
mod output;
mod overview;
mod parameters;
mod prices;
mod progress;
mod recovery;
mod report;
mod request;
mod row;
mod selection;
mod shown;
mod simulation;
mod submission;
mod text;
mod value;
mod waiting;

use std::{process::ExitCode, time::Duration};

use exit::Exit;
use failure::Failure;

fn main() -> ExitCode {
    let command = match arguments::parse(std::env::args_os().collect()) {
        Ok(command) => command,
        Err(error) => error.exit(),
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::other(format!("cannot start: {error}")).print(false).into(),
    };
    let exit: Exit = runtime.block_on(command.run());
    // The lock beside the ledger is removed, but a DNS lookup or a write that blocks is not waited for.
    runtime.shutdown_timeout(Duration::from_millis(500));
    exit.into()
}

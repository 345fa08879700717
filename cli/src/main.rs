//! `kling`: makes videos with the Kling models from the command line.

mod arguments;
mod commands;
mod delivery;
mod exit;
mod failure;
mod model;
mod output;
mod parameters;
mod progress;
mod request;
mod target;
mod value;

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match arguments::parse(std::env::args_os().collect()) {
        Ok(command) => command.run().await.into(),
        Err(error) => error.exit(),
    }
}

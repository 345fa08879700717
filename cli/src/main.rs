//! `kling`: makes a video from the command line.

mod args;
mod find;
mod generate;
mod models;
mod output;
mod progress;

use std::process::ExitCode;

use args::Invocation;
use output::Failure;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let invocation = match args::read(std::env::args_os()) {
        Ok(invocation) => invocation,
        Err(error) => error.exit(),
    };
    let (json, result) = match invocation {
        Invocation::Generate(options) => (options.delivery.json, generate::run(*options).await),
        Invocation::Resume(job, delivery) => (delivery.json, generate::resume(*job, delivery).await),
        Invocation::Find { name, json } => (json, find::run(&name, json).await),
        Invocation::Schema(model) => (false, models::schema(model).map_err(Failure::from)),
        Invocation::Models { model, json } => (json, models::list(model, json).map_err(Failure::from)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}

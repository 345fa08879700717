//! The subcommands, one per file.

mod batch;
mod completions;
mod find;
mod generate;
mod jobs;
mod models;
mod recover;
mod resume;
mod schema;
mod simulate;
mod status;
mod submit;

use clap::Subcommand;

use crate::{exit::Exit, failure::Failure, input::Input};

#[derive(Subcommand)]
pub enum Command {
    Generate(Box<generate::Generate>),
    Batch(Box<batch::Batch>),
    Submit(Box<submit::Submit>),
    Jobs(jobs::Jobs),
    Status(status::Status),
    Wait(resume::Wait),
    Download(resume::Download),
    Resume(resume::Resume),
    Recover(recover::Recover),
    Find(find::Find),
    Models(models::Models),
    Schema(schema::Schema),
    Simulate(simulate::Simulate),
    Completions(completions::Completions),
    Man(completions::Man),
}

impl Command {
    /// The request that the subcommand takes, if any.
    pub fn input(&mut self) -> Option<&mut Input> {
        match self {
            Self::Generate(generate) => Some(&mut generate.submission.input),
            Self::Submit(submit) => Some(&mut submit.submission.input),
            _ => None,
        }
    }

    /// Runs the subcommand and reports its failure.
    pub async fn run(self) -> Exit {
        match self {
            Self::Generate(generate) => generate.run().await,
            Self::Submit(submit) => submit.run().await,
            Self::Wait(wait) => wait.run().await,
            Self::Download(download) => download.run().await,
            Self::Batch(batch) => batch.run().await.unwrap_or_else(|failure| failure.print(batch.json)),
            Self::Resume(resume) => resume.run().await,
            Self::Jobs(jobs) => ended(jobs.run().await, jobs.json),
            Self::Status(status) => ended_with(status.run().await, status.json),
            Self::Recover(recover) => recover.run().await,
            Self::Find(find) => ended(find.run().await, find.json),
            Self::Models(models) => ended(models.run().await, models.json),
            Self::Schema(schema) => ended(schema.run(), false),
            Self::Simulate(simulate) => ended(simulate.run().await, false),
            Self::Completions(completions) => ended(completions.run(), false),
            Self::Man(man) => ended(man.run(), false),
        }
    }
}

fn ended(result: Result<(), Failure>, as_json: bool) -> Exit {
    ended_with(result.map(|()| Exit::Success), as_json)
}

fn ended_with(result: Result<Exit, Failure>, as_json: bool) -> Exit {
    match result {
        Ok(exit) => exit,
        Err(failure) => failure.print(as_json),
    }
}

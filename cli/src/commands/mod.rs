//! The subcommands, one per file.

mod find;
mod generate;
mod models;
mod resume;
mod schema;

use clap::Subcommand;

use crate::{exit::Exit, failure::Failure, input::Input};

#[derive(Subcommand)]
pub enum Command {
    Generate(Box<generate::Generate>),
    Resume(resume::Resume),
    Find(find::Find),
    Models(models::Models),
    Schema(schema::Schema),
}

impl Command {
    /// The request that the subcommand takes, if any.
    pub fn input(&mut self) -> Option<&mut Input> {
        match self {
            Self::Generate(generate) => Some(&mut generate.input),
            _ => None,
        }
    }

    /// Runs the subcommand and reports its failure.
    pub async fn run(self) -> Exit {
        match self {
            Self::Generate(generate) => generate.run().await,
            Self::Resume(resume) => resume.run().await,
            Self::Find(find) => ended(find.run().await, find.json),
            Self::Models(models) => ended(models.run(), models.json),
            Self::Schema(schema) => ended(schema.run(), false),
        }
    }
}

fn ended(result: Result<(), Failure>, as_json: bool) -> Exit {
    match result {
        Ok(()) => Exit::Success,
        Err(failure) => failure.print(as_json),
    }
}

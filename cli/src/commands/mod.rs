//! The subcommands, one a file.

mod find;
mod generate;
mod models;
mod resume;
mod schema;

use clap::Subcommand;

use crate::exit::Exit;

#[derive(Subcommand)]
pub enum Command {
    Generate(Box<generate::Generate>),
    Resume(resume::Resume),
    Find(find::Find),
    Models(models::Models),
    Schema(schema::Schema),
}

impl Command {
    /// Runs it and reports its failure.
    pub async fn run(self) -> Exit {
        let (json, result) = match self {
            Self::Generate(generate) => (generate.delivery.json, generate.run().await),
            Self::Resume(resume) => (resume.delivery.json, resume.run().await),
            Self::Find(find) => (find.json, find.run().await),
            Self::Models(models) => (models.json, models.run()),
            Self::Schema(schema) => (false, schema.run()),
        };
        match result {
            Ok(()) => Exit::Success,
            Err(failure) => failure.report(json),
        }
    }
}

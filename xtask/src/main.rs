//! `cargo xtask`: the command line of the maintenance commands.

use std::path::Path;
use std::process::ExitCode;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand};
use xtask::{generator, git::Source, lock, specs::SpecSet, sync};

/// Maintenance commands of the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Vendor upstream's Kling documents into specs/, as facts only.
    SyncSpecs(SyncSpecs),
}

#[derive(Args)]
struct SyncSpecs {
    /// Git URL or path of the repository to read.
    #[arg(long, value_name = "URL", default_value = lock::REPOSITORY)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    from: String,

    /// Commit, tag or branch to read.
    #[arg(long, default_value = "main", value_parser = NonEmptyStringValueParser::new())]
    rev: String,

    /// Verify, without network, that specs/ is what its lock file says; change nothing.
    #[arg(long, conflicts_with_all = ["from", "rev"])]
    check: bool,
}

fn main() -> ExitCode {
    let Command::SyncSpecs(args) = Cli::parse().command;
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs");
    let outcome = if args.check {
        SpecSet::from_disk(&specs).map(|set| format!("specs/ is as its lock file says: {set}\n"))
    } else {
        let source = Source { from: args.from, rev: args.rev };
        sync::sync(&source, &specs).map(|report| format!("{report}{}", to_do(&specs)))
    };
    match outcome {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What the maintainer has to write before the client builds and its tests pass.
fn to_do(specs: &Path) -> String {
    let lines = generator::to_do(specs);
    if lines.is_empty() { String::new() } else { format!("to do:\n  {}\n", lines.join("\n  ")) }
}

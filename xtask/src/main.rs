//! `cargo xtask`: the command line of the maintenance commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand};
use xtask::drift::render::{Format, render};
use xtask::drift::report::Report;
use xtask::escape;
use xtask::sync_specs::{self, Target};
use xtask::upstream::git::GitRevision;
use xtask::vendored::lock;

const DRIFT: u8 = 1;
/// clap exits with the same code after wrong usage.
const ERROR: u8 = 2;

const EXIT_CODES: &str = "\
Exit codes:
  0  no drift, or specs/ was written, or --check found no difference
  1  drift, found by --dry-run or between two revisions
  2  an error, or wrong usage; specs/ is unchanged";

/// Maintenance commands of the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Vendor the facts of upstream's Kling documents into specs/, and report what changed.
    SyncSpecs(SyncSpecs),
}

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
struct SyncSpecs {
    /// Git URL or path of upstream's repository.
    #[arg(long, value_name = "URL", default_value = lock::REPOSITORY)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    from: String,

    /// Commit, tag or branch to vendor; `A..B` reports what changed from A to B and writes nothing.
    #[arg(long, default_value = "main", value_parser = NonEmptyStringValueParser::new())]
    rev: String,

    /// Report only: leave specs/ unchanged, and exit with 1 if there is drift.
    #[arg(long)]
    dry_run: bool,

    /// Format of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Write the report to this file, and print it as text.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Add the changes that users can see to `Unreleased` in CHANGELOG.md.
    #[arg(long, conflicts_with = "dry_run")]
    changelog: bool,

    /// Verify, without network, that specs/ matches its lock file; change nothing.
    #[arg(long, conflicts_with_all = ["from", "rev", "dry_run", "format", "report", "changelog"])]
    check: bool,

    /// Folder of the vendored specs; the changelog is in the folder above it.
    #[arg(long, value_name = "FOLDER", default_value_os_t = workspace_specs(), hide_default_value = true)]
    specs: PathBuf,
}

fn workspace_specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs")
}

fn main() -> ExitCode {
    let Command::SyncSpecs(args) = Cli::parse().command;
    args.run().unwrap_or_else(|error| {
        eprintln!("error: {}", escape::lines(&format!("{error:#}")));
        ExitCode::from(ERROR)
    })
}

impl SyncSpecs {
    fn run(&self) -> Result<ExitCode> {
        match self.rev.split_once("..") {
            _ if self.check => self.check(),
            Some((old, new)) => self.compare(old, new),
            None if self.dry_run => self.dry_run(),
            None => self.sync(),
        }
    }

    fn check(&self) -> Result<ExitCode> {
        let set = sync_specs::check(&self.specs)?;
        println!("specs/ matches its lock file: {set}");
        Ok(ExitCode::SUCCESS)
    }

    fn compare(&self, old: &str, new: &str) -> Result<ExitCode> {
        ensure!(!old.is_empty() && !new.is_empty(), "a range consists of two revisions: --rev A..B");
        ensure!(!self.changelog, "--changelog needs one revision to vendor, not a range");
        self.exit_code(&sync_specs::compare(&self.revision(old), &self.revision(new))?)
    }

    fn dry_run(&self) -> Result<ExitCode> {
        self.exit_code(&sync_specs::dry_run(&self.revision(&self.rev), &self.specs)?)
    }

    fn sync(&self) -> Result<ExitCode> {
        let changelog = self.changelog.then(|| self.specs.with_file_name("CHANGELOG.md"));
        let target = Target { specs: self.specs.clone(), changelog };
        let synced = sync_specs::sync(&self.revision(&self.rev), &target, |report| match report {
            Ok(report) => self.publish(report),
            Err(error) => {
                let error = escape::lines(&format!("{error:#}"));
                eprintln!("warning: {error}\nspecs/ is replaced without a report");
                Ok(())
            }
        })?;
        // Standard output is for the report, which a program may parse.
        eprint!("{synced}");
        Ok(ExitCode::SUCCESS)
    }

    fn revision(&self, rev: &str) -> GitRevision {
        GitRevision { repository: self.from.clone(), rev: rev.to_owned() }
    }

    fn exit_code(&self, report: &Report) -> Result<ExitCode> {
        self.publish(report)?;
        Ok(if report.has_drift() { ExitCode::from(DRIFT) } else { ExitCode::SUCCESS })
    }

    fn publish(&self, report: &Report) -> Result<()> {
        let text = render(report, self.format);
        match &self.report {
            Some(file) => {
                fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
                print!("{}", render(report, Format::Text));
            }
            None => print!("{text}"),
        }
        Ok(())
    }
}

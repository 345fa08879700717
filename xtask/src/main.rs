//! `cargo xtask`: the command line of the maintenance commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, ensure};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand};
use xtask::drift::changelog;
use xtask::drift::render::{Format, render};
use xtask::drift::report::{Report, Side};
use xtask::git::Source;
use xtask::specs::{SpecSet, Upstream};
use xtask::{lock, sync};

/// What a command tells by its exit code. 2 is what clap answers to wrong usage, too.
const DRIFT: u8 = 1;
const ERROR: u8 = 2;

const EXIT_CODES: &str = "\
Exit codes:
  0  no drift, or specs/ was written, or --check found nothing
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
    /// Vendor upstream's Kling documents into specs/, as facts only, and report what changed.
    SyncSpecs(SyncSpecs),
}

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
struct SyncSpecs {
    /// Git URL or path of the repository to read.
    #[arg(long, value_name = "URL", default_value = lock::REPOSITORY)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    from: String,

    /// Commit, tag or branch to read; `A..B` reports what changed from A to B and writes nothing.
    #[arg(long, default_value = "main", value_parser = NonEmptyStringValueParser::new())]
    rev: String,

    /// Report only: specs/ stays as it is, and the exit code tells drift.
    #[arg(long)]
    dry_run: bool,

    /// How the report is written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Write the report to this file; the terminal still gets it as text.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Write what users will see under `Unreleased` in CHANGELOG.md.
    #[arg(long, conflicts_with = "dry_run")]
    changelog: bool,

    /// Verify, without network, that specs/ is what its lock file says; change nothing.
    #[arg(long, conflicts_with_all = ["from", "rev", "dry_run", "format", "report", "changelog"])]
    check: bool,

    /// The folder to vendor into; the changelog stands beside it.
    #[arg(long, value_name = "FOLDER", default_value_os_t = workspace_specs(), hide_default_value = true)]
    specs: PathBuf,
}

fn workspace_specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs")
}

fn main() -> ExitCode {
    let Command::SyncSpecs(args) = Cli::parse().command;
    let outcome = match args.rev.split_once("..") {
        _ if args.check => args.check(),
        Some((old, new)) => args.look_back(old, new),
        None if args.dry_run => args.dry_run(),
        None => args.sync(),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(ERROR)
    })
}

impl SyncSpecs {
    fn check(&self) -> Result<ExitCode> {
        let set = SpecSet::from_disk(&self.specs)?;
        println!("specs/ is as its lock file says: {set}");
        Ok(ExitCode::SUCCESS)
    }

    fn look_back(&self, old: &str, new: &str) -> Result<ExitCode> {
        ensure!(!old.is_empty() && !new.is_empty(), "a range names two revisions: --rev A..B");
        ensure!(!self.changelog, "--changelog tells what is vendored, and a range vendors nothing");
        let old = Side::upstream(&self.fetch(old)?)?;
        let new = Side::upstream(&self.fetch(new)?)?;
        self.tell(&Report::new(&old, &new))
    }

    fn dry_run(&self) -> Result<ExitCode> {
        let old = Side::vendored(&self.specs)?;
        let new = Side::upstream(&self.fetch(&self.rev)?)?;
        self.tell(&Report::new(&old, &new))
    }

    /// Reports what changed, and then writes it: a report is there even if nothing can be written.
    fn sync(&self) -> Result<ExitCode> {
        self.try_sync().map_err(|error| anyhow!("{error:#}\nspecs/ is unchanged"))
    }

    fn try_sync(&self) -> Result<ExitCode> {
        sync::recover(&self.specs)?;
        let upstream = self.fetch(&self.rev)?;
        match Side::vendored(&self.specs) {
            Ok(old) => {
                let report = Report::new(&old, &Side::upstream(&upstream)?);
                self.tell(&report)?;
                self.write(&upstream)?;
                self.write_changelog(&report)?;
            }
            Err(error) => {
                eprintln!("warning: {error:#}\nit is written anew, with nothing to compare it with");
                self.write(&upstream)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn fetch(&self, rev: &str) -> Result<Upstream> {
        Upstream::fetch(&Source { from: self.from.clone(), rev: rev.to_owned() })
    }

    fn tell(&self, report: &Report) -> Result<ExitCode> {
        let text = render(report, self.format);
        match &self.report {
            Some(file) => {
                fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
                print!("{}", render(report, Format::Text));
            }
            None => print!("{text}"),
        }
        Ok(if report.has_drift() { ExitCode::from(DRIFT) } else { ExitCode::SUCCESS })
    }

    /// What was done goes to the terminal only: a report may be for a machine.
    fn write(&self, upstream: &Upstream) -> Result<()> {
        eprint!("{}", sync::write(upstream.set()?, &self.specs)?);
        Ok(())
    }

    fn write_changelog(&self, report: &Report) -> Result<()> {
        let entry = changelog::entry(report);
        if !self.changelog || entry.is_empty() {
            return Ok(());
        }
        let file = self.specs.with_file_name("CHANGELOG.md");
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        fs::write(&file, changelog::insert(&text, &entry)?)
            .with_context(|| format!("cannot write {}", file.display()))
    }
}

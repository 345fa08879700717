//! `cargo xtask`: the command line of the maintenance commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand};
use semver::Version;
use xtask::drift::render::{Format, render};
use xtask::drift::report::Report;
use xtask::escape;
use xtask::generated;
use xtask::live::{self, Service};
use xtask::sync_specs::{self, Outcome, Target};
use xtask::upstream::git::GitRevision;
use xtask::vendored::lock;

const DRIFT: u8 = 1;
/// clap exits with the same code after wrong usage.
const ERROR: u8 = 2;
const UNBUILDABLE: u8 = 3;

const EXIT_CODES: &str = "\
Exit codes:
  0  no drift, or specs/ was written, or --check found no difference
  1  drift, found by --dry-run or between two revisions
  2  an error, or wrong usage; specs/ is unchanged
  3  no client can be generated from the new specs, or a report says that they cannot be vendored";

const LIVE_EXIT_CODES: &str = "\
Exit codes:
  0  the service agrees with specs/
  1  it differs, or a live document could not be compared
  2  an error, or wrong usage";

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
    /// Generate the code in generated/ again: after a change of specs/ by hand, or of the generator.
    Generate {
        /// Folder of the vendored specs; the code is in the folder beside it.
        #[arg(long, value_name = "FOLDER", default_value_os_t = workspace_specs(), hide_default_value = true)]
        specs: PathBuf,
    },
    /// Compare specs/ with the catalogue and the live documents of the service. Needs no key.
    CheckLive(CheckLive),
    /// Record in specs/lock.toml that the version in Cargo.toml was released with the vendored specs.
    RecordRelease {
        /// Folder of the vendored specs; Cargo.toml is in the folder above it.
        #[arg(long, value_name = "FOLDER", default_value_os_t = workspace_specs(), hide_default_value = true)]
        specs: PathBuf,
    },
    /// Verify that the version in Cargo.toml is not lower than what the specs require since the last release.
    CheckRelease {
        /// Git URL or path of upstream's repository.
        #[arg(long, value_name = "URL", default_value = lock::REPOSITORY)]
        from: String,
        /// Folder of the vendored specs; Cargo.toml is in the folder above it.
        #[arg(long, value_name = "FOLDER", default_value_os_t = workspace_specs(), hide_default_value = true)]
        specs: PathBuf,
    },
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

    /// Write specs/ even if no client can be generated from it.
    #[arg(long, conflicts_with = "dry_run")]
    write_unbuildable: bool,

    /// Fetch the documents even if they are the vendored ones: after a change of what is vendored of them.
    #[arg(long)]
    refetch: bool,

    /// Verify, without network, that specs/ matches its lock file and generated/ matches specs/; change nothing.
    #[arg(long, conflicts_with_all = ["from", "rev", "dry_run", "format", "report", "changelog", "write_unbuildable", "refetch"])]
    check: bool,

    /// Folder of the vendored specs; the changelog is in the folder above it.
    #[arg(long, value_name = "FOLDER", default_value_os_t = workspace_specs(), hide_default_value = true)]
    specs: PathBuf,
}

#[derive(Args)]
#[command(after_help = LIVE_EXIT_CODES)]
struct CheckLive {
    /// URL of the service, of which only the scheme and the host count.
    #[arg(long, default_value = live::URL)]
    url: String,

    /// Also retrieve live documents from this host, by its URL; can be repeated.
    #[arg(long, value_name = "URL")]
    allow: Vec<String>,

    /// Format of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Folder of the vendored specs.
    #[arg(long, value_name = "FOLDER", default_value_os_t = workspace_specs(), hide_default_value = true)]
    specs: PathBuf,
}

fn workspace_specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs")
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::SyncSpecs(args) => args.run(),
        Command::Generate { specs } => generate(&specs),
        Command::CheckLive(args) => args.run(),
        Command::RecordRelease { specs } => record_release(&specs),
        Command::CheckRelease { from, specs } => check_release(&from, &specs),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {}", escape::lines(&format!("{error:#}")));
        ExitCode::from(ERROR)
    })
}

fn generate(specs: &Path) -> Result<ExitCode> {
    let changes = generated::generate(specs)?;
    changes.iter().for_each(|(file, change)| println!("{change:8} generated/{file}"));
    if changes.is_empty() {
        println!("generated/ is up to date");
    }
    Ok(ExitCode::SUCCESS)
}

fn record_release(specs: &Path) -> Result<ExitCode> {
    let version = crate_version(specs)?;
    sync_specs::record_release(&version, specs)?;
    println!("specs/lock.toml: {version} is released");
    Ok(ExitCode::SUCCESS)
}

fn check_release(repository: &str, specs: &Path) -> Result<ExitCode> {
    println!("{}", sync_specs::check_release(&crate_version(specs)?, specs, repository)?);
    Ok(ExitCode::SUCCESS)
}

/// The version in the Cargo.toml of the library, which is beside the specs.
fn crate_version(specs: &Path) -> Result<Version> {
    let manifest = specs.with_file_name("Cargo.toml");
    let manifest =
        fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let manifest: toml::Table = manifest.parse()?;
    let version = manifest.get("package").and_then(|package| package.get("version")?.as_str());
    Ok(Version::parse(version.context("Cargo.toml: no version")?)?)
}

impl CheckLive {
    fn run(self) -> Result<ExitCode> {
        let Self { url, allow, format, specs } = self;
        let live = live::check(&Service { url, also_allowed: allow, timeout: live::TIMEOUT }, &specs)?;
        print!("{}", live::render(&live, format));
        Ok(if live.agrees() { ExitCode::SUCCESS } else { ExitCode::from(DRIFT) })
    }
}

impl SyncSpecs {
    fn run(&self) -> Result<ExitCode> {
        ensure!(!self.rev.contains("..."), "a range has two dots: --rev A..B");
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
        println!("generated/ matches specs/ and the generator");
        Ok(ExitCode::SUCCESS)
    }

    fn compare(&self, old: &str, new: &str) -> Result<ExitCode> {
        ensure!(!old.is_empty() && !new.is_empty(), "a range consists of two revisions: --rev A..B");
        ensure!(!self.changelog, "--changelog needs one revision to vendor, not a range");
        self.exit_code(&sync_specs::compare(&self.revision(old), &self.revision(new))?)
    }

    fn dry_run(&self) -> Result<ExitCode> {
        self.exit_code(&sync_specs::dry_run(&self.revision(&self.rev), &self.specs, self.refetch)?)
    }

    fn sync(&self) -> Result<ExitCode> {
        let changelog = self.changelog.then(|| self.specs.with_file_name("CHANGELOG.md"));
        let target = Target {
            specs: self.specs.clone(),
            changelog,
            write_unbuildable: self.write_unbuildable,
            refetch: self.refetch,
        };
        let outcome = sync_specs::sync(&self.revision(&self.rev), &target, |report| match report {
            Ok(report) => self.publish(report),
            Err(error) => {
                let error = escape::lines(&format!("{error:#}"));
                eprintln!("warning: {error}\nspecs/ is replaced without a report");
                Ok(())
            }
        })?;
        // Standard output is for the report, which a program may parse.
        match outcome {
            Outcome::Written(synced) => {
                eprint!("{synced}");
                Ok(ExitCode::SUCCESS)
            }
            Outcome::Unbuildable(error) => {
                let error = escape::lines(&error);
                eprintln!("error: no client can be generated from the new specs: {error}");
                eprintln!("specs/ is unchanged; --write-unbuildable writes it");
                Ok(ExitCode::from(UNBUILDABLE))
            }
        }
    }

    fn revision(&self, rev: &str) -> GitRevision {
        GitRevision { repository: self.from.clone(), rev: rev.to_owned() }
    }

    fn exit_code(&self, report: &Report) -> Result<ExitCode> {
        self.publish(report)?;
        Ok(match report {
            _ if report.verdict.unbuildable.is_some() => ExitCode::from(UNBUILDABLE),
            _ if report.has_drift() => ExitCode::from(DRIFT),
            _ => ExitCode::SUCCESS,
        })
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

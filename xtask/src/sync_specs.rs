//! The actions of `cargo xtask sync-specs`, one function each.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use semver::Version;

use crate::drift::changelog;
use crate::drift::report::{Report, RequiredRelease, Side, SinceRelease};
use crate::generated;
use crate::upstream::git::GitRevision;
use crate::upstream::{Compared, Upstream};
use crate::vendored::folder::{self, FileChange};
use crate::vendored::lock::Released;
use crate::vendored::spec_set::{LOCK, SpecSet};

/// What [`sync`] writes, and where.
pub struct Target {
    /// The folder of the vendored specs.
    pub specs: PathBuf,
    /// The changelog that gets an entry, if any.
    pub changelog: Option<PathBuf>,
    /// Whether specs are written even if no client can be generated from them.
    pub write_unbuildable: bool,
    /// Whether documents are fetched even if they are the vendored ones.
    pub refetch: bool,
}

/// The outcome of [`sync`].
pub enum Outcome {
    /// Everything is written.
    Written(Synced),
    /// Nothing is written, because no client can be generated from the specs, for this reason.
    Unbuildable(String),
}

/// What [`sync`] has written.
pub struct Synced {
    /// The set that is vendored now.
    pub set: SpecSet,
    /// The files that were added, changed or removed, by path below the package.
    pub changes: Vec<(String, FileChange)>,
    /// Whether documents were fetched, because they were not the vendored ones.
    pub fetched: bool,
}

/// Verifies, without network, that the vendored specs and the generated code are what [`sync`] writes.
pub fn check(specs: &Path) -> Result<SpecSet> {
    let set = SpecSet::from_disk(specs)?;
    generated::check(specs, &set.to_files()?)?;
    Ok(set)
}

/// Reports what a sync to `revision` would change, and writes nothing. Documents are fetched only if they are not the
/// vendored ones, or if `refetch`.
pub fn dry_run(revision: &GitRevision, specs: &Path, refetch: bool) -> Result<Report> {
    let old = Vendored::load(specs)?;
    match old.fetch(revision, refetch)? {
        Compared::Same(commit) => old.report_same(commit, &revision.repository),
        Compared::Other(new) => old.report(&Side::upstream(&new)?, &revision.repository),
    }
}

/// Reports what changed from one revision to another, whatever is vendored.
pub fn compare(old: &GitRevision, new: &GitRevision) -> Result<Report> {
    let old = Upstream::fetch(old)?;
    let vendored = old.spec_set().map(|set| set.endpoints()).unwrap_or_default();
    let new = Upstream { vendored, ..Upstream::fetch(new)? };
    Ok(Report::new(&Side::upstream(&old)?, &Side::upstream(&new)?))
}

/// What is vendored.
struct Vendored {
    /// None without a lock file.
    set: Option<SpecSet>,
    side: Side,
}

impl Vendored {
    fn load(specs: &Path) -> Result<Self> {
        let set = specs.join(LOCK).exists().then(|| SpecSet::from_disk(specs)).transpose()?;
        let side = set.as_ref().map_or_else(|| Ok(Side::default()), Side::of_set)?;
        Ok(Self { set, side })
    }

    /// Fetches the documents of a revision, unless they are the vendored ones and `refetch` is not set. No endpoint that is
    /// vendored now may be lost.
    fn fetch(&self, revision: &GitRevision, refetch: bool) -> Result<Compared> {
        let compared = match &self.set {
            Some(set) if !refetch => Upstream::fetch_changed(revision, &set.commit)?,
            _ => Compared::Other(Upstream::fetch(revision)?),
        };
        let vendored = self.set.as_ref().map(SpecSet::endpoints).unwrap_or_default();
        Ok(match compared {
            Compared::Other(upstream) => Compared::Other(Upstream { vendored, ..upstream }),
            same => same,
        })
    }

    /// The report on another commit with the same documents.
    fn report_same(&self, commit: String, repository: &str) -> Result<Report> {
        let report = self.report(&self.side, repository)?;
        Ok(Report { to: commit, ..report })
    }

    /// The report on `new`, which includes what has changed since the released version. Its specs are fetched, unless
    /// they are the vendored ones. If they cannot be, the report says so.
    fn report(&self, new: &Side, repository: &str) -> Result<Report> {
        let report = Report::new(&self.side, new);
        let Some(released) = self.set.as_ref().and_then(|set| set.released.as_ref()) else {
            return Ok(report);
        };
        let version = Version::parse(&released.version)?;
        if self.set.as_ref().is_some_and(|set| set.commit == released.commit) {
            return Ok(report.since(version, Ok(&self.side), new));
        }
        let revision = GitRevision { repository: repository.to_owned(), rev: released.commit.clone() };
        let released = Upstream::fetch(&revision).and_then(|upstream| Side::upstream(&upstream));
        Ok(report.since(version, released.as_ref().map_err(|error| format!("{error:#}")), new))
    }
}

/// Vendors `revision`.
///
/// Before anything is written, `publish` gets the report, or the reason why the vendored specs cannot be
/// compared; in that case they are replaced nevertheless. So there is a report even if the revision cannot be
/// vendored, and nothing is written if the report cannot be published.
///
/// # Errors
///
/// After an error, the vendored specs are unchanged.
pub fn sync(
    revision: &GitRevision,
    target: &Target,
    publish: impl FnOnce(&Result<Report>) -> Result<()>,
) -> Result<Outcome> {
    try_sync(revision, target, publish).map_err(|error| anyhow!("{error:#}\nspecs/ is unchanged"))
}

fn try_sync(
    revision: &GitRevision,
    target: &Target,
    publish: impl FnOnce(&Result<Report>) -> Result<()>,
) -> Result<Outcome> {
    folder::recover(&target.specs).with_context(|| format!("cannot write {}", target.specs.display()))?;
    let old = Vendored::load(&target.specs);
    let upstream = match &old {
        Ok(vendored) => match vendored.fetch(revision, target.refetch)? {
            Compared::Same(commit) => return same_documents(vendored, commit, revision, target, publish),
            Compared::Other(upstream) => upstream,
        },
        Err(_) => Upstream::fetch(revision)?,
    };
    let new = Side::upstream(&upstream)?;
    let released = old.as_ref().ok().and_then(|old| old.set.as_ref()?.released.clone());
    let report = old.and_then(|old| old.report(&new, &revision.repository));
    publish(&report)?;
    let set = SpecSet { released, ..upstream.spec_set()? };
    if let Some(outcome) = unbuildable(&new, target) {
        return Ok(outcome);
    }
    // The changelog comes first: adding an entry again changes nothing, so a failure after it does no harm.
    if let (Some(changelog), Ok(report)) = (&target.changelog, &report) {
        add_entry(changelog, report)?;
    }
    let changes = write(&target.specs, &set, &new)?;
    Ok(Outcome::Written(Synced { set, changes, fetched: true }))
}

/// Writes the code that is generated from a set, if any is, and the set. If only the code is written, the build fails, and
/// the next sync writes the set.
fn write(specs: &Path, set: &SpecSet, side: &Side) -> Result<Vec<(String, FileChange)>> {
    let files = set.to_files()?;
    let code = if side.unbuildable().is_none() { generated::write(specs, &files)? } else { vec![] };
    let code = code.into_iter().map(|(file, change)| (format!("generated/{file}"), change));
    let changes = folder::replace(specs, &files)?;
    let changes = changes.into_iter().map(|(file, change)| (format!("specs/{file}"), change));
    Ok(code.chain(changes).collect())
}

/// The outcome for a commit with the vendored documents, which are not fetched.
fn same_documents(
    old: &Vendored,
    commit: String,
    revision: &GitRevision,
    target: &Target,
    publish: impl FnOnce(&Result<Report>) -> Result<()>,
) -> Result<Outcome> {
    publish(&old.report_same(commit.clone(), &revision.repository))?;
    if let Some(outcome) = unbuildable(&old.side, target) {
        return Ok(outcome);
    }
    let set = old.set.as_ref().context("nothing is vendored")?.at(commit);
    let changes = write(&target.specs, &set, &old.side)?;
    Ok(Outcome::Written(Synced { set, changes, fetched: false }))
}

/// The outcome if no client can be generated, unless that is wanted.
fn unbuildable(side: &Side, target: &Target) -> Option<Outcome> {
    let error = side.unbuildable().filter(|_| !target.write_unbuildable);
    error.map(|error| Outcome::Unbuildable(error.to_owned()))
}

/// Records in the lock file that `version` was released with the vendored specs.
pub fn record_release(version: &Version, specs: &Path) -> Result<()> {
    let set = SpecSet::from_disk(specs)?;
    let released = Some(Released { version: version.to_string(), commit: set.commit.clone() });
    folder::replace(specs, &SpecSet { released, ..set }.to_files()?).map(drop)
}

/// What the vendored specs require since the released version, if there is one. Its specs are fetched from `repository`,
/// unless they are the vendored ones.
pub fn since_release(specs: &Path, repository: &str) -> Result<Option<SinceRelease>> {
    let vendored = Vendored::load(specs)?;
    Ok(vendored.report(&vendored.side, repository)?.since_release)
}

/// Verifies that `version` is not lower than what the vendored specs require since the released version, and returns what
/// was found.
pub fn check_release(version: &Version, specs: &Path, repository: &str) -> Result<String> {
    let Some(SinceRelease { version: released, required }) = since_release(specs, repository)? else {
        return Ok("no released version is recorded in specs/lock.toml".to_owned());
    };
    let RequiredRelease { verdict, next } = required.map_err(|error| {
        anyhow!("what the specs require since {released} was released is unknown: {error}")
    })?;
    ensure!(*version >= released, "{released} was released, but Cargo.toml has {version}");
    ensure!(
        *version >= next,
        "the specs require a {} release since {released}: {next} or higher, but Cargo.toml has {version}",
        verdict.release.name()
    );
    Ok(format!("{version}: the specs require {next} or higher since {released}"))
}

fn add_entry(file: &Path, report: &Report) -> Result<()> {
    let entry = changelog::entry(report);
    if entry.is_empty() {
        return Ok(());
    }
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = changelog::insert(&text, &entry)?;
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

impl fmt::Display for Synced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "commit {}", self.set.commit)?;
        writeln!(f, "{}", self.set)?;
        for (file, change) in &self.changes {
            writeln!(f, "{change:8} {file}")?;
        }
        if self.changes.is_empty() {
            writeln!(f, "specs/ and generated/ are up to date")?;
        }
        if !self.fetched {
            let why = "no document was fetched, because those of this commit are vendored";
            writeln!(f, "{why}; --refetch fetches them again")?;
        }
        Ok(())
    }
}

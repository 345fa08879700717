//! The actions of `cargo xtask sync-specs`, one function each.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::drift::changelog;
use crate::drift::report::{Report, Side};
use crate::upstream::Upstream;
use crate::upstream::git::GitRevision;
use crate::vendored::folder::{self, FileChange};
use crate::vendored::spec_set::SpecSet;

/// What [`sync`] writes, and where.
pub struct Target {
    /// The folder of the vendored specs.
    pub specs: PathBuf,
    /// The changelog that gets an entry, if any.
    pub changelog: Option<PathBuf>,
}

/// What [`sync`] has written.
pub struct Synced {
    /// The set that is vendored now.
    pub set: SpecSet,
    /// The files that were added, changed or removed, by path below `specs/`.
    pub changes: Vec<(String, FileChange)>,
}

/// Verifies, without network, that the vendored specs are what [`sync`] writes.
pub fn check(specs: &Path) -> Result<SpecSet> {
    SpecSet::from_disk(specs)
}

/// Reports what a sync to `revision` would change, and writes nothing.
pub fn dry_run(revision: &GitRevision, specs: &Path) -> Result<Report> {
    let old = Side::vendored(specs)?;
    Ok(Report::new(&old, &fetch(revision)?))
}

/// Reports what changed from one revision to another, whatever is vendored.
pub fn compare(old: &GitRevision, new: &GitRevision) -> Result<Report> {
    Ok(Report::new(&fetch(old)?, &fetch(new)?))
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
) -> Result<Synced> {
    try_sync(revision, target, publish).map_err(|error| anyhow!("{error:#}\nspecs/ is unchanged"))
}

fn try_sync(
    revision: &GitRevision,
    target: &Target,
    publish: impl FnOnce(&Result<Report>) -> Result<()>,
) -> Result<Synced> {
    folder::recover(&target.specs).with_context(|| format!("cannot write {}", target.specs.display()))?;
    let upstream = Upstream::fetch(revision)?;
    let new = Side::upstream(&upstream)?;
    let report = Side::vendored(&target.specs).map(|old| Report::new(&old, &new));
    publish(&report)?;
    let set = upstream.spec_set()?;
    // The changelog comes first: adding an entry again changes nothing, so a failure after it does no harm.
    if let (Some(changelog), Ok(report)) = (&target.changelog, &report) {
        add_entry(changelog, report)?;
    }
    let changes = folder::replace(&target.specs, &set.to_files()?)?;
    Ok(Synced { set, changes })
}

fn fetch(revision: &GitRevision) -> Result<Side> {
    Side::upstream(&Upstream::fetch(revision)?)
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
            writeln!(f, "{change:8} specs/{file}")?;
        }
        if self.changes.is_empty() {
            writeln!(f, "specs/ is up to date")?;
        }
        Ok(())
    }
}

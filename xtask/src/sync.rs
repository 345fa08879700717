//! Brings `specs/` to the state of a revision, wholly or not at all.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use crate::git::Source;
use crate::specs::{Files, SpecSet, read_files};

/// What a run did.
pub struct Report {
    /// The set that is vendored now.
    pub set: SpecSet,
    /// What happened to each file that is not as it was, by path below `specs/`.
    pub changes: Vec<(String, Change)>,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// Its contents are new.
    Changed,
    /// It is gone.
    Removed,
}

/// Vendors the revision `source` into the folder `specs`. On an error nothing below it has changed.
pub fn sync(source: &Source, specs: &Path) -> Result<Report> {
    try_sync(source, specs).map_err(|error| anyhow!("{error:#}\nspecs/ is unchanged"))
}

fn try_sync(source: &Source, specs: &Path) -> Result<Report> {
    let set = SpecSet::from_revision(source)?;
    let files = set.to_files()?;
    let changes = changes(&read_files(specs)?, &files);
    if !changes.is_empty() {
        replace(specs, &files).with_context(|| format!("cannot write {}", specs.display()))?;
    }
    Ok(Report { set, changes })
}

fn changes(old: &Files, new: &Files) -> Vec<(String, Change)> {
    let removed =
        old.keys().filter(|file| !new.contains_key(*file)).map(|file| (file.clone(), Change::Removed));
    let written = new.iter().filter_map(|(file, contents)| match old.get(file) {
        None => Some((file.clone(), Change::Added)),
        Some(before) => (before != contents).then(|| (file.clone(), Change::Changed)),
    });
    let mut changes = written.chain(removed).collect::<Vec<_>>();
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes
}

/// Writes `files` to a fresh folder beside `folder` and swaps the two.
fn replace(folder: &Path, files: &Files) -> Result<()> {
    let parent = folder.parent().context("no parent folder")?;
    let scratch = tempfile::Builder::new().prefix(".specs-").tempdir_in(parent)?;
    let fresh = scratch.path().join("new");
    for (file, contents) in files {
        let path = fresh.join(file);
        fs::create_dir_all(path.parent().unwrap_or(&fresh))?;
        fs::write(&path, contents)?;
    }
    swap(folder, &fresh, &scratch.path().join("old"))?;
    Ok(())
}

/// Puts `fresh` in the place of `folder`, whose contents go to `old`; puts them back if that fails.
fn swap(folder: &Path, fresh: &Path, old: &Path) -> io::Result<()> {
    let had_folder = match fs::rename(folder, old) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    };
    fs::rename(fresh, folder).inspect_err(|_| {
        if had_folder {
            let _ = fs::rename(old, folder);
        }
    })
}

impl fmt::Display for Report {
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

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        })
    }
}

//! Brings `specs/` to the state of a revision, wholly or not at all.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use crate::git::Source;
use crate::specs::{Files, SpecSet, read_files};

/// How the names of temporary folders beside `specs/` start; `.gitignore` knows it.
const SCRATCH: &str = ".specs-";

/// The old specs in a temporary folder.
const OLD: &str = "old";

/// What a run did.
pub struct Written {
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
pub fn sync(source: &Source, specs: &Path) -> Result<Written> {
    try_sync(source, specs).map_err(|error| anyhow!("{error:#}\nspecs/ is unchanged"))
}

fn try_sync(source: &Source, specs: &Path) -> Result<Written> {
    write(SpecSet::from_revision(source)?, specs)
}

/// Makes the folder `specs` what `set` is, and removes what a killed run may have left behind. Killed at any
/// point, the folder is as it was or as it should be.
pub fn write(set: SpecSet, specs: &Path) -> Result<Written> {
    let files = set.to_files()?;
    let cannot_write = || format!("cannot write {}", specs.display());
    recover(specs).with_context(cannot_write)?;
    let changes = changes(&read_files(specs)?, &files);
    if !changes.is_empty() {
        replace(specs, &files).with_context(cannot_write)?;
    }
    Ok(Written { set, changes })
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
    let scratch = tempfile::Builder::new().prefix(SCRATCH).tempdir_in(parent(folder)?)?;
    let fresh = scratch.path().join("new");
    for (file, contents) in files {
        let path = fresh.join(file);
        fs::create_dir_all(path.parent().unwrap_or(&fresh))?;
        fs::write(&path, contents)?;
    }
    swap(folder, &fresh, &scratch.path().join(OLD))?;
    Ok(())
}

/// Puts `fresh` in the place of `folder`: in one step where the system can.
fn swap(folder: &Path, fresh: &Path, old: &Path) -> io::Result<()> {
    exchange(folder, fresh).or_else(|_| swap_in_two_steps(folder, fresh, old))
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The contents of `folder` go to `old`; puts them back if the second step fails. Killed in between, the next
/// run puts them back.
fn swap_in_two_steps(folder: &Path, fresh: &Path, old: &Path) -> io::Result<()> {
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

/// Undoes what a killed run has done beside `folder`.
pub fn recover(folder: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(parent(folder)?) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(SCRATCH) {
            continue;
        }
        let old = entry.path().join(OLD);
        if !folder.exists() && old.exists() {
            fs::rename(&old, folder)?;
        }
        fs::remove_dir_all(entry.path())?;
    }
    Ok(())
}

fn parent(folder: &Path) -> Result<&Path> {
    folder.parent().context("no parent folder")
}

impl fmt::Display for Written {
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

//! A folder of files, `specs/` or `generated/`: loads its files, and replaces all of them or none.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};

/// Files by path below a folder, with `/` on every system.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The folder within a temporary folder that holds the files to be written.
const NEW: &str = "new";

/// The folder within a temporary folder that holds the replaced files.
const OLD: &str = "old";

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// It is new.
    Added,
    /// Its contents are new.
    Changed,
    /// It no longer exists.
    Removed,
}

/// Loads every file below `folder`; none if the folder does not exist.
pub fn load(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    if folder.try_exists()? {
        collect(folder, "", &mut files)?;
    }
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry
            .file_name()
            .into_string()
            .ok()
            .with_context(|| format!("{}: its name is not UTF-8", entry.path().display()))?;
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(entry.path()).with_context(|| entry.path().display().to_string())?);
        }
    }
    Ok(())
}

/// Makes `files` the contents of `folder` and returns what has changed. If the process is killed, the folder
/// has the old contents or the new ones, or [`recover`] restores the old ones.
pub fn replace(folder: &Path, files: &Files) -> Result<Vec<(String, FileChange)>> {
    try_replace(folder, files).with_context(|| format!("cannot write {}", folder.display()))
}

fn try_replace(folder: &Path, files: &Files) -> Result<Vec<(String, FileChange)>> {
    recover(folder)?;
    let changes = changes(&load(folder)?, files);
    if !changes.is_empty() {
        let scratch =
            tempfile::Builder::new().prefix(&scratch_prefix(folder)?).tempdir_in(parent(folder)?)?;
        let new = scratch.path().join(NEW);
        write(&new, files)?;
        swap(folder, &new, &scratch.path().join(OLD))?;
    }
    Ok(changes)
}

/// What changes when `new` replaces `old`.
pub fn changes(old: &Files, new: &Files) -> Vec<(String, FileChange)> {
    let removed =
        old.keys().filter(|file| !new.contains_key(*file)).map(|file| (file.clone(), FileChange::Removed));
    let written = new.iter().filter_map(|(file, contents)| match old.get(file) {
        None => Some((file.clone(), FileChange::Added)),
        Some(before) => (before != contents).then(|| (file.clone(), FileChange::Changed)),
    });
    let mut changes = written.chain(removed).collect::<Vec<_>>();
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes
}

/// Writes `files` below a new folder.
pub fn write(folder: &Path, files: &Files) -> io::Result<()> {
    for (file, contents) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(&path, contents)?;
    }
    Ok(())
}

/// Moves `new` to `folder`, in one step where the system supports it.
fn swap(folder: &Path, new: &Path, old: &Path) -> io::Result<()> {
    swap_in_one_step(folder, new).or_else(|_| swap_in_two_steps(folder, new, old))
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn swap_in_one_step(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn swap_in_one_step(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves `folder` to `old` and `new` to `folder`. If the second step fails, the first one is undone here; if the
/// process is killed in between, it is undone by [`recover`].
fn swap_in_two_steps(folder: &Path, new: &Path, old: &Path) -> io::Result<()> {
    let had_folder = match fs::rename(folder, old) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    };
    fs::rename(new, folder).inspect_err(|_| {
        if had_folder {
            let _ = fs::rename(old, folder);
        }
    })
}

/// Restores `folder` if a killed process moved it away, and removes the temporary folders beside it.
pub fn recover(folder: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(parent(folder)?) else { return Ok(()) };
    let prefix = scratch_prefix(folder)?;
    for entry in entries {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(&prefix) {
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

/// The beginning of the names of the temporary folders beside `folder`; `.gitignore` lists it.
fn scratch_prefix(folder: &Path) -> Result<String> {
    let name = folder.file_name().context("no name")?;
    Ok(format!(".{}-", name.to_string_lossy()))
}

fn parent(folder: &Path) -> Result<&Path> {
    folder.parent().context("no parent folder")
}

impl fmt::Display for FileChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        })
    }
}

//! The folder `generated/`, which contains the code of the client, so that users' builds need no generator.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, ensure};

use crate::generator;
use crate::shipped::{FOLDER, RECORD};
use crate::vendored::folder::{self, FileChange, Files};

/// Generates the code again from the folder `specs`, as it is, and returns the files that have changed.
pub fn generate(specs: &Path) -> Result<Vec<(String, FileChange)>> {
    write(specs, &folder::load(specs)?)
}

/// Writes the code that is generated from `files` into the folder beside `specs`.
pub fn write(specs: &Path, files: &Files) -> Result<Vec<(String, FileChange)>> {
    folder::replace(&beside(specs), &generated(files)?)
}

/// Verifies that the code is what [`write()`] writes.
pub fn check(specs: &Path, files: &Files) -> Result<()> {
    let changes = folder::changes(&folder::load(&beside(specs))?, &generated(files)?);
    let changes =
        changes.iter().map(|(file, change)| format!("\n  {file}: would be {change}")).collect::<String>();
    ensure!(
        changes.is_empty(),
        "{FOLDER}/ is not what is generated from specs/:{changes}\nrun `cargo xtask generate`"
    );
    Ok(())
}

/// The files of the folder.
fn generated(specs: &Files) -> Result<Files> {
    let mut files = generator::code(specs).map_err(|error| anyhow!("no client can be generated: {error}"))?;
    let record = generator::record(specs).map_err(|error| anyhow!("{error}"))?;
    files.insert(RECORD.to_owned(), record.into_bytes());
    Ok(files)
}

fn beside(specs: &Path) -> PathBuf {
    specs.with_file_name(FOLDER)
}

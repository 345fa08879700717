//! The output file.

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::{self, ErrorKind},
    path::{Path, is_separator},
};

use crate::failure::Failure;

/// The suffixes of the temporary files of a download. The second one is the longest.
const PART: &str = ".part";
const PART_RECORD: &str = ".part.json";

/// Checks that the video can be written, before the job is submitted.
pub fn check(output: &Path, force: bool) -> Result<(), Failure> {
    let name = file_name(output).map_err(Failure::input)?;
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let checks = check_place(output, force).and_then(|()| check_folder(folder)).and_then(|()| {
        [PART, PART_RECORD]
            .iter()
            .try_for_each(|suffix| check_part(&output.with_file_name(with_suffix(name, suffix))))
    });
    checks.and_then(|()| try_to_create(folder, name, output)).map_err(Failure::input)
}

fn file_name(output: &Path) -> Result<&OsStr, String> {
    let text = output.to_string_lossy();
    let is_folder = text.ends_with(is_separator) || output.is_dir();
    match output.file_name() {
        _ if is_folder => Err(format!("{} is a folder", output.display())),
        // `video.mp4/.` is not `video.mp4`.
        Some(name) if output.as_os_str().as_encoded_bytes().ends_with(name.as_encoded_bytes()) => Ok(name),
        _ => Err(format!("{text:?} is not the name of a file")),
    }
}

/// Only a regular file is replaced, and only with `--force`.
fn check_place(output: &Path, force: bool) -> Result<(), String> {
    let file = output.display();
    match fs::symlink_metadata(output).map(|metadata| metadata.file_type()) {
        Ok(kind) if kind.is_symlink() => Err(format!("{file} is a symbolic link, which is not replaced")),
        Ok(kind) if !kind.is_file() => Err(format!("{file} is not a regular file, and is not replaced")),
        Ok(_) if !force => Err(format!("{file} already exists; `--force` replaces it")),
        _ => Ok(()),
    }
}

fn check_folder(folder: &Path) -> Result<(), String> {
    if folder.is_dir() { Ok(()) } else { Err(format!("{}: no such folder", folder.display())) }
}

/// A file of an interrupted download may exist, but nothing else.
fn check_part(part: &Path) -> Result<(), String> {
    match fs::symlink_metadata(part) {
        Ok(metadata) if !metadata.is_file() => {
            Err(format!("{} is in the way: it is not a regular file", part.display()))
        }
        _ => Ok(()),
    }
}

/// Creates an empty file in the folder, with a name as long as the longest that the download needs.
fn try_to_create(folder: &Path, name: &OsStr, output: &Path) -> Result<(), String> {
    let random = PART_RECORD.len() - 1;
    let created = tempfile::Builder::new()
        .prefix(&with_suffix(name, "."))
        .suffix("")
        .rand_bytes(random)
        .tempfile_in(folder);
    match created.map(drop).map_err(|error: io::Error| error.kind()) {
        Ok(()) => Ok(()),
        Err(ErrorKind::InvalidFilename) => {
            Err(format!("{}: the name is too long, with {PART_RECORD:?} added to it", output.display()))
        }
        Err(kind) => Err(format!("cannot create a file in {}: {kind}", folder.display())),
    }
}

fn with_suffix(name: &OsStr, suffix: &str) -> OsString {
    let mut name = name.to_owned();
    name.push(suffix);
    name
}

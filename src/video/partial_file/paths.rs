//! The paths of a download, and what may be at them.

use std::{
    ffi::OsString,
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use crate::{error::Error, video::checksum::hex};

/// The longest name in bytes that working files are named after. Common file systems allow 255 bytes.
const MAX_STEM: usize = 200;

/// The paths of the output file and of the working files beside it.
#[derive(Clone)]
pub(super) struct Paths {
    pub target: PathBuf,
    pub part: PathBuf,
    pub record: PathBuf,
}

impl Paths {
    pub fn beside(target: PathBuf) -> Result<Self, Error> {
        let is_name = |name: &&std::ffi::OsStr| {
            // The name of `videos/` is `videos`, but the path is that of a folder.
            target.as_os_str().as_encoded_bytes().ends_with(name.as_encoded_bytes())
        };
        let Some(name) = target.file_name().filter(is_name) else {
            return Err(Error::download(format!("{:?} is not the path of a file", target.display())));
        };
        let stem = stem(name.to_owned());
        let with = |suffix| {
            let mut name = stem.clone();
            name.push(suffix);
            target.with_file_name(name)
        };
        Ok(Self { part: with(".part"), record: with(".part.json"), target })
    }

    /// Checks that there is nothing at the target, or a regular file that may be replaced. A symbolic link is
    /// not replaced, because it may be meant to be followed.
    pub fn check_target(&self, overwrite: bool) -> Result<(), Error> {
        match metadata(&self.target)? {
            None => Ok(()),
            Some(metadata) if !metadata.is_file() => {
                let target = self.target.display();
                Err(Error::download(format!("{target} is not a regular file, and is not replaced")))
            }
            Some(_) if overwrite => Ok(()),
            Some(_) => Err(exists(&self.target)),
        }
    }
}

/// A name that leaves room for a suffix: a long one is cut, and its hash keeps it unique.
fn stem(name: OsString) -> OsString {
    let bytes = name.as_encoded_bytes();
    if bytes.len() <= MAX_STEM {
        return name;
    }
    let hash = hex(&Sha256::digest(bytes)[..8]);
    let text = name.to_string_lossy();
    let ends = (0..MAX_STEM - hash.len()).rev();
    let end = ends.into_iter().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}-{hash}", &text[..end]).into()
}

/// What is at a path, without following a symbolic link; `None` for nothing.
pub(super) fn metadata(path: &Path) -> Result<Option<Metadata>, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("access", path, error)),
    }
}

pub(super) fn cannot(what: &str, path: &Path, error: io::Error) -> Error {
    Error::download(format!("cannot {what} {}: {error}", path.display())).with_source(error)
}

pub(super) fn exists(target: &Path) -> Error {
    Error::output_exists(target)
}

/// The error for a file that no download of this crate has created.
pub(super) fn foreign(path: &Path) -> Error {
    Error::download(format!(
        "{} is in the way: it is not the file of an earlier download; move it, or choose another output file",
        path.display()
    ))
}

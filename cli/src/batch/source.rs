//! The input of a batch, as a file that does not change while it is read twice: first to check it, then to run it.

use std::{
    fs::File,
    io::{self, BufReader, Read as _, Seek as _},
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use super::{
    csv,
    entry::{self, Entry, Problem},
};
use crate::failure::Failure;

/// How the requests are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A JSON object per line: the request, with optional `name` and `out`.
    Jsonl,
    /// A table whose first row names the parameters, with optional columns `name` and `out`.
    Csv,
    /// A prompt per line.
    Prompts,
}

/// A copy of the input.
pub struct Source {
    copy: File,
    format: Format,
    /// The folder that relative paths in the input are relative to.
    pub folder: PathBuf,
}

impl Source {
    /// Copies the file, or standard input if its name is `-`.
    pub fn open(path: &Path, format: Option<Format>) -> Result<Self, Failure> {
        let unreadable = |error: io::Error| Failure::input(format!("{}: {error}", path.display()));
        let is_stdin = path == Path::new("-");
        let mut copy = tempfile::tempfile().map_err(unreadable)?;
        let copied = match is_stdin {
            true => io::copy(&mut io::stdin().lock(), &mut copy),
            false => File::open(path).and_then(|mut file| io::copy(&mut file, &mut copy)),
        };
        copied.map_err(unreadable)?;
        let format = match format.or_else(|| by_extension(path)) {
            Some(format) => format,
            None => by_content(&mut copy).map_err(unreadable)?,
        };
        let parent = if is_stdin { None } else { path.parent() };
        Ok(Self { copy, format, folder: parent.map(Path::to_owned).unwrap_or_default() })
    }

    /// The entries, from the first one on.
    pub fn entries(&self) -> io::Result<Box<dyn Iterator<Item = Result<Entry, Problem>> + Send>> {
        let mut copy = self.copy.try_clone()?;
        copy.rewind()?;
        let reader = BufReader::new(copy);
        Ok(match self.format {
            Format::Jsonl => Box::new(entry::of_json_lines(reader)),
            Format::Prompts => Box::new(entry::of_prompts(reader)),
            Format::Csv => Box::new(csv::entries(reader)?),
        })
    }
}

fn by_extension(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
        "csv" | "tsv" => Some(Format::Csv),
        _ => None,
    }
}

/// Requests begin with a brace; anything else is a prompt.
fn by_content(copy: &mut File) -> io::Result<Format> {
    copy.rewind()?;
    let mut start = [0; 512];
    let length = copy.read(&mut start)?;
    let text = String::from_utf8_lossy(&start[..length]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    Ok(if text.starts_with('{') { Format::Jsonl } else { Format::Prompts })
}

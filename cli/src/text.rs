//! Texts of options that are in files or on standard input: `--prompt @prompt.txt`, `--prompt -`.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use crate::parameters::GivenOption;

/// The longest text that is read, in bytes: far more than any parameter accepts.
const MAX_BYTES: u64 = 10 * 1024 * 1024;

/// Reads texts, and standard input at most once.
#[derive(Default)]
pub struct Texts {
    is_standard_input_read: bool,
}

impl Texts {
    /// The texts of an option, with the content of the files that they name.
    pub fn expand(&mut self, option: &GivenOption) -> Result<Vec<String>, String> {
        option.texts.iter().map(|text| self.text(text, option)).collect()
    }

    fn text(&mut self, text: &str, option: &GivenOption) -> Result<String, String> {
        let text = match text {
            text if option.parameter.is_media() => text.to_owned(),
            "-" => self.standard_input()?,
            text => match text.strip_prefix('@') {
                Some(literal) if literal.starts_with('@') => literal.to_owned(),
                Some(file) => Self::file(Path::new(file))
                    .map_err(|why| format!("{text}: {why}; a text that starts with @ is written with @@"))?,
                None => text.to_owned(),
            },
        };
        if text.trim().is_empty() { Err("empty".into()) } else { Ok(text) }
    }

    /// The whole standard input.
    pub fn standard_input(&mut self) -> Result<String, String> {
        if std::mem::replace(&mut self.is_standard_input_read, true) {
            return Err("standard input is already the value of another option".into());
        }
        read(io::stdin().lock()).map_err(|error| format!("standard input cannot be read: {error}"))
    }

    /// The content of a file.
    pub fn file(path: &Path) -> Result<String, String> {
        File::open(path).and_then(read).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => format!("cannot be read: {error}"),
        })
    }
}

/// The text without a byte order mark and the line break at its end.
fn read(reader: impl Read) -> io::Result<String> {
    let mut text = String::new();
    reader.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(io::Error::other("more than 10 MiB of text"));
    }
    Ok(text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']).to_owned())
}

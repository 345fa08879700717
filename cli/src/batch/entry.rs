//! One request of the input, and what is wrong with it.

use std::{
    fmt,
    io::{self, BufRead},
};

use serde_json::{Map, Value};

/// The longest line in bytes. A request with inline media can be long; a file that is not text has no line ends.
const MAX_LINE: u64 = 64 * 1024 * 1024;

/// A request of the input, with its name and its output file if it has them.
#[derive(Debug)]
pub struct Entry {
    /// The line on which it begins, from 1.
    pub line: u64,
    pub name: Option<String>,
    pub out: Option<String>,
    pub body: Body,
}

/// The parameters of a request.
#[derive(Debug)]
pub enum Body {
    Json(Map<String, Value>),
    /// Texts of a table, by the names of the columns.
    Texts(Vec<(String, String)>),
}

/// Something that is wrong with a line.
#[derive(Debug)]
pub struct Problem {
    pub line: u64,
    pub text: String,
}

impl Problem {
    pub fn new(line: u64, text: impl Into<String>) -> Self {
        Self { line, text: text.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.text)
    }
}

/// The entries of JSON lines.
pub fn of_json_lines(reader: impl BufRead + Send) -> impl Iterator<Item = Result<Entry, Problem>> + Send {
    lines(reader).map(|line| {
        let (line, text) = line?;
        let mut body: Map<String, Value> = serde_json::from_str(&text)
            .map_err(|error| Problem::new(line, format!("not a JSON object: {error}")))?;
        let mut text = |key: &str| match body.remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Problem::new(line, format!("`{key}` is not a string"))),
        };
        let (name, out) = (text("name")?, text("out")?);
        Ok(Entry { line, name, out, body: Body::Json(body) })
    })
}

/// The entries of plain prompts.
pub fn of_prompts(reader: impl BufRead + Send) -> impl Iterator<Item = Result<Entry, Problem>> + Send {
    lines(reader).map(|line| {
        let (line, text) = line?;
        let body = Body::Texts(vec![("prompt".to_owned(), text)]);
        Ok(Entry { line, name: None, out: None, body })
    })
}

/// The lines that are not blank, with their numbers.
fn lines(mut reader: impl BufRead + Send) -> impl Iterator<Item = Result<(u64, String), Problem>> + Send {
    let mut line = 0;
    std::iter::from_fn(move || {
        loop {
            line += 1;
            let text = match read_line(&mut reader) {
                Ok(text) => text?,
                Err(error) => return Some(Err(Problem::new(line, error.to_string()))),
            };
            let text = if line == 1 { text.trim_start_matches('\u{feff}') } else { &text };
            let text = text.trim();
            if !text.is_empty() {
                return Some(Ok((line, text.to_owned())));
            }
        }
    })
}

/// The next line, or `None` at the end.
fn read_line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let length = io::Read::take(&mut *reader, MAX_LINE).read_until(b'\n', &mut bytes)? as u64;
    if length == 0 {
        return Ok(None);
    }
    if length == MAX_LINE && bytes.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
        let message = format!("longer than {} MB; name files by their paths instead", MAX_LINE >> 20);
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

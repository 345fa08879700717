//! Tables, as spreadsheets write them.

use std::io::{self, BufRead};

use csv::{ReaderBuilder, StringRecord};

use super::entry::{Body, Entry, Problem};

/// The entries of a table. Its first row names the columns; a comma, a semicolon or a tab separates them.
pub fn entries(
    mut reader: impl BufRead + Send + 'static,
) -> io::Result<impl Iterator<Item = Result<Entry, Problem>> + Send> {
    let delimiter = delimiter(reader.fill_buf()?);
    // A byte order mark is skipped.
    let mut table = ReaderBuilder::new().delimiter(delimiter).flexible(false).from_reader(reader);
    let columns = match table.headers() {
        Ok(columns) => Ok(columns.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>()),
        Err(error) => Err(Problem::new(1, describe(&error))),
    };
    let (columns, mut problem) = match columns {
        Ok(columns) => (columns, None),
        Err(problem) => (Vec::new(), Some(problem)),
    };
    let mut rows = table.into_records();
    let has_problem = problem.is_some();
    Ok(std::iter::from_fn(move || {
        if has_problem {
            return problem.take().map(Err);
        }
        loop {
            let entry = match rows.next()? {
                Ok(row) if row.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(row) => Ok(entry(&columns, &row)),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    Err(Problem::new(line, describe(&error)))
                }
            };
            return Some(entry);
        }
    }))
}

fn entry(columns: &[String], row: &StringRecord) -> Entry {
    let line = row.position().map_or(0, csv::Position::line);
    let mut entry = Entry { line, name: None, out: None, body: Body::Texts(Vec::new()) };
    let Body::Texts(texts) = &mut entry.body else { unreachable!("it was just created") };
    let cells = columns.iter().zip(row.iter()).filter(|(_, cell)| !cell.trim().is_empty());
    for (column, cell) in cells {
        match column.as_str() {
            "name" => entry.name = Some(cell.trim().to_owned()),
            "out" => entry.out = Some(cell.trim().to_owned()),
            _ => texts.push((column.clone(), cell.to_owned())),
        }
    }
    entry
}

/// The separator that occurs most often in the first line, outside of quotes.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in line {
        is_quoted ^= *byte == b'"';
        counts.iter_mut().filter(|(other, _)| other == byte && !is_quoted).for_each(|(_, count)| *count += 1);
    }
    // If there is none, there is one column.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(byte, _)| byte)
}

fn describe(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the number of cells is {len}, and that of the first row is {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "not UTF-8; save the table as UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

//! The live view of a batch: a line about all jobs, and a line for each of those that run.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use unicode_width::UnicodeWidthStr as _;

use crate::{escape::shortened, output, progress::against_usual};

/// The number of jobs that are shown.
const SHOWN_JOBS: usize = 12;

/// The longest names and states below which the following columns are aligned.
const MAX_WIDTH: usize = 16;

/// What is shown of a job.
pub struct Row {
    pub state: String,
    /// Whether it was not submitted yet, because its cost cannot be reserved.
    pub is_waiting: bool,
    /// Since when it was submitted, or else is in this state.
    pub since: SystemTime,
    /// How long such jobs usually take, once it was submitted.
    pub usual: Option<Duration>,
    pub prompt: String,
}

/// Lines at the end of the terminal, which are written again and again.
pub struct Live {
    all: MultiProgress,
    lines: Vec<ProgressBar>,
}

impl Live {
    pub fn new() -> Self {
        Self { all: MultiProgress::new(), lines: Vec::new() }
    }

    /// Shows the jobs that run, in the order of their names.
    pub fn show(&mut self, head: String, rows: &BTreeMap<String, Row>, now: SystemTime) {
        let mut texts = vec![head];
        let width = |of: fn((&String, &Row)) -> usize| {
            let widths = rows.iter().take(SHOWN_JOBS).map(of);
            widths.max().unwrap_or_default().min(MAX_WIDTH)
        };
        let widths = [width(|(name, _)| name.width()), width(|(_, row)| row.state.width())];
        texts.extend(rows.iter().take(SHOWN_JOBS).map(|(name, row)| line(name, row, widths, now)));
        if let Some(more @ 1..) = rows.len().checked_sub(SHOWN_JOBS) {
            texts.push(format!("  and {more} more"));
        }
        for line in self.lines.drain(texts.len().min(self.lines.len())..) {
            line.finish_and_clear();
            self.all.remove(&line);
        }
        while self.lines.len() < texts.len() {
            let line = self.all.add(ProgressBar::new_spinner());
            // What is too wide for the terminal is cut off.
            line.set_style(ProgressStyle::with_template("{wide_msg}").expect("the template is valid"));
            self.lines.push(line);
        }
        for (line, text) in self.lines.iter().zip(texts) {
            line.set_message(text);
        }
    }

    /// Writes a line above the view, which stays.
    pub fn line(&self, text: &str) {
        self.all.suspend(|| output::notice(text));
    }

    /// Removes the view.
    pub fn clear(&mut self) {
        self.lines.drain(..).for_each(|line| line.finish_and_clear());
        // Errors of the terminal are not worth more than a view.
        let _ = self.all.clear();
    }
}

fn line(name: &str, row: &Row, [name_width, state_width]: [usize; 2], now: SystemTime) -> String {
    let time = against_usual(now.duration_since(row.since).unwrap_or_default(), row.usual);
    let (name, state) = (padded(&shortened(name), name_width), padded(&row.state, state_width));
    format!("  {name}  {state}  {time}  {}", row.prompt)
}

/// The text with spaces up to a number of columns. Some characters are two columns wide.
fn padded(text: &str, columns: usize) -> String {
    let spaces = columns.saturating_sub(text.width());
    format!("{text}{:spaces$}", "")
}

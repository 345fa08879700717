//! Progress for people: a progress bar on a terminal, lines elsewhere.

use std::{
    io::{self, IsTerminal as _},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::output;

pub struct Progress {
    /// Hidden if standard error is not a terminal.
    bar: ProgressBar,
    is_terminal: bool,
}

impl Progress {
    pub fn new() -> Self {
        let is_terminal = io::stderr().is_terminal();
        let bar = if is_terminal { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        bar.set_style(style("{spinner} {msg}, {elapsed}"));
        bar.set_message("waiting");
        if is_terminal {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, is_terminal }
    }

    /// Shows nothing.
    pub fn hidden() -> Self {
        Self { bar: ProgressBar::hidden(), is_terminal: true }
    }

    /// Writes a line above the bar.
    pub fn line(&self, text: &str) {
        self.bar.suspend(|| output::notice(text));
    }

    /// Shows the current step beside the bar.
    pub fn step(&self, text: &'static str) {
        self.bar.set_message(text);
    }

    /// Shows the state of the job: beside the bar, which shows the elapsed time, or else as a line.
    pub fn state(&self, message: String, line: &str) {
        if !self.is_terminal {
            self.line(line);
        }
        self.bar.set_message(message);
    }

    /// Shows the progress of the download from now on.
    pub fn transfer(&self) -> ProgressBar {
        self.bar.reset();
        self.bar.set_style(style("{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}"));
        self.bar.clone()
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates are fixed and valid")
}

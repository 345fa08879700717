//! Progress for people: a progress bar on a terminal, lines elsewhere.

use std::{
    env, fmt,
    io::{self, IsTerminal as _},
    time::{Duration, SystemTime},
};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::{output, shown::clock};

/// The length of a bar, in characters.
const WIDTH: usize = 30;

pub struct Progress {
    /// Hidden if standard error is not a terminal.
    bar: ProgressBar,
    is_terminal: bool,
}

impl Progress {
    pub fn new() -> Self {
        let is_dumb = env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
        let is_terminal = io::stderr().is_terminal() && !is_dumb;
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

    /// Shows the time since the submission from now on, and how long the job usually takes.
    pub fn generating(&self, submitted: SystemTime, usual: Option<Duration>) {
        let time = move |_: &ProgressState, text: &mut dyn fmt::Write| {
            let elapsed = submitted.elapsed().unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = usual.map_or(Ok(()), |usual| write!(text, "{} ", bar(elapsed, usual)));
            let _ = text.write_str(&against_usual(elapsed, usual));
        };
        self.bar.set_style(style("{msg} {time}").with_key("time", time));
    }

    /// Shows the status of the job: beside the bar, which shows the time, or else as a line.
    pub fn status(&self, status: String, line: &str) {
        if !self.is_terminal {
            self.line(line);
        }
        self.bar.set_message(status);
    }

    /// Shows the progress of the download from now on.
    pub fn transfer(&self) -> ProgressBar {
        self.bar.reset();
        let template = format!("downloading {{bar:{WIDTH}}} {{decimal_bytes}} of {{decimal_total_bytes}}");
        self.bar.set_style(style(&template).progress_chars("━╸─"));
        self.bar.clone()
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// `1:34 of usually 3:06`
pub fn against_usual(elapsed: Duration, usual: Option<Duration>) -> String {
    let usual = usual.map(|usual| format!(" of usually {}", clock(usual))).unwrap_or_default();
    format!("{}{usual}", clock(elapsed))
}

/// A bar that is full after the usual time.
fn bar(elapsed: Duration, usual: Duration) -> String {
    let part = (elapsed.as_secs_f64() / usual.as_secs_f64().max(1.0)).min(1.0);
    let full = (part * WIDTH as f64) as usize;
    format!("{}{}", "━".repeat(full), "─".repeat(WIDTH - full))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates are fixed and valid")
}

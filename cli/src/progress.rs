//! What the user sees while a job runs: a progress bar on a terminal, lines elsewhere.

use std::{
    io::IsTerminal as _,
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use aimlapi_kling::{ClientRequestId, Job};
use indicatif::{ProgressBar, ProgressStyle};

pub struct Progress {
    bar: ProgressBar,
    is_quiet: bool,
    is_terminal: bool,
    last: Mutex<String>,
}

impl Progress {
    pub fn new(is_quiet: bool) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let bar = if is_quiet || !is_terminal { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.enable_steady_tick(Duration::from_millis(200));
        bar.set_style(style("{spinner} {msg}, {elapsed}"));
        Self { bar, is_quiet, is_terminal, last: Mutex::default() }
    }

    pub fn submitting(&self, id: &ClientRequestId) {
        self.say(&format!("submitting as {id}"));
    }

    pub fn submitted(&self, job: &Job) {
        self.say(&format!("submitted {}", job.id()));
        self.bar.set_message("submitted");
    }

    pub fn polled(&self, poll: &aimlapi_kling::Progress<'_>) {
        let state = match poll.outcome {
            Ok(generation) => generation.status().to_string(),
            Err(error) if poll.next_poll.is_some() => format!("retrying: {error}"),
            // The failure is reported where the command ends.
            Err(_) => return,
        };
        self.bar.set_message(state.clone());
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_terminal && *last != state {
            self.say(&format!("{state} after {:.1} s", poll.elapsed.as_secs_f64()));
        }
        *last = state;
    }

    pub fn downloading(&self) {
        self.bar.reset();
        self.bar.set_style(style("{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}"));
    }

    pub fn received(&self, bytes: u64, total: Option<u64>) {
        if let Some(total) = total {
            self.bar.set_length(total);
        }
        self.bar.set_position(bytes);
    }

    pub fn downloaded(&self, file: &Path, bytes: u64) {
        self.bar.finish_and_clear();
        self.say(&format!("{} ({bytes} bytes)", file.display()));
    }

    fn say(&self, line: &str) {
        if !self.is_quiet {
            self.bar.suspend(|| eprintln!("{line}"));
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates are fixed and valid")
}

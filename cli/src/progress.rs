//! What the user sees while a job runs: a line that moves on a terminal, plain lines elsewhere.

use std::{
    io::IsTerminal as _,
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use aimlapi_kling::{ClientRequestId, Job, Progress};
use indicatif::{ProgressBar, ProgressStyle};

pub struct Display {
    bar: ProgressBar,
    is_quiet: bool,
    is_terminal: bool,
    last: Mutex<String>,
}

impl Display {
    /// A silent one for machines.
    pub fn new(is_quiet: bool) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let bar = if is_quiet || !is_terminal { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.enable_steady_tick(Duration::from_millis(200));
        bar.set_style(style("{spinner} {msg}, {elapsed}"));
        Self { bar, is_quiet, is_terminal, last: Mutex::default() }
    }

    /// Should nothing else be told, `kling find` takes this name.
    pub fn submitting(&self, name: &ClientRequestId) {
        self.say(&format!("submitting as {name}"));
    }

    /// The id comes first of all: whatever happens next, the job can be found again.
    pub fn submitted(&self, job: &Job) {
        self.say(&format!("submitted {}", job.id()));
        self.bar.set_message("submitted");
    }

    pub fn waiting(&self, progress: &Progress<'_>) {
        let state = match progress.outcome {
            Ok(generation) => generation.status().to_string(),
            Err(error) => format!("asking again: {error}"),
        };
        self.bar.set_message(state.clone());
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_terminal && *last != state {
            self.say(&format!("{state} after {:.1} s", progress.elapsed.as_secs_f64()));
        }
        *last = state;
    }

    pub fn done_waiting(&self) {
        self.bar.reset();
        self.bar.set_style(style("{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}"));
    }

    pub fn receiving(&self, bytes: u64, total: Option<u64>) {
        if let Some(total) = total {
            self.bar.set_length(total);
        }
        self.bar.set_position(bytes);
    }

    pub fn finished(&self, file: &Path, bytes: u64) {
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

//! How the user can get a video that was paid for, or find out whether it was. The errors of the library say
//! what may have become of the job, so the advice repeats that only if the command was interrupted.

use std::path::Path;

use aimlapi_kling::{ClientRequestId, Job};

/// Advice for the user, and a command line.
pub struct Recovery {
    advice: &'static str,
    pub command: String,
}

impl Recovery {
    /// The library's error says that the job may have been accepted.
    pub fn of_unknown_submission(id: &ClientRequestId) -> Self {
        Self { advice: "Before you submit the job again, look it up with:", command: find(id) }
    }

    /// The job may have been accepted.
    pub fn of_interrupted_submission(id: &ClientRequestId) -> Self {
        let advice = "The job may have been accepted. Before you submit it again, look it up with:";
        Self { advice, command: find(id) }
    }

    /// The library's error says whether the job continues.
    pub fn of_failed_wait(job: &Job, output: &Path, force: bool) -> Self {
        let advice = "The job is charged when it completes. Fetch its video with:";
        Self { advice, command: resume(job, output, force) }
    }

    /// The job continues.
    pub fn of_interrupted_wait(job: &Job, output: &Path, force: bool) -> Self {
        let advice = "The job continues and is charged when it completes. Fetch its video with:";
        Self { advice, command: resume(job, output, force) }
    }

    /// The job has completed.
    pub fn of_completed(job: &Job, output: &Path, force: bool) -> Self {
        let advice = "The job has completed. Fetch its video with:";
        Self { advice, command: resume(job, output, force) }
    }

    pub fn text(&self) -> String {
        format!("{} {}", self.advice, self.command)
    }
}

fn find(id: &ClientRequestId) -> String {
    format!("kling find {id}")
}

fn resume(job: &Job, output: &Path, force: bool) -> String {
    let mut command = format!("kling resume {} -o {}", quoted(job.id()), quoted(&output.to_string_lossy()));
    if job.is_legacy() {
        command.push_str(" --legacy");
    }
    if force {
        command.push_str(" --force");
    }
    command
}

/// Quotes a text for a shell. An id may contain any characters.
fn quoted(text: &str) -> String {
    // A null character cannot be quoted, but no argument of a command can contain it.
    shlex::try_quote(text).map_or_else(|_| text.to_owned(), Into::into)
}

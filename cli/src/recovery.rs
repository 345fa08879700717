//! How the user gets a video that is paid for, or finds out whether it is.

use aimlapi_kling::ledger::{JobRecord, State};

use crate::shown::shown_path;

/// Advice for the user, and the shortest command line that continues.
pub struct Recovery {
    advice: String,
    pub command: String,
    /// Other command lines to try.
    alternatives: Vec<String>,
}

impl Recovery {
    pub fn new(advice: impl Into<String>, command: String) -> Self {
        Self { advice: advice.into(), command, alternatives: Vec::new() }
    }

    pub fn or(mut self, commands: impl IntoIterator<Item = String>) -> Self {
        self.alternatives.extend(commands);
        self
    }

    pub fn lines(&self) -> Vec<String> {
        let commands = [&self.command].into_iter().chain(&self.alternatives);
        [self.advice.clone()].into_iter().chain(commands.map(|command| format!("    {command}"))).collect()
    }
}

/// What can be done about a job in this state; `None` if it has ended.
pub fn advice(record: &JobRecord, is_interrupted: bool) -> Option<String> {
    let (stopped, advice) = match record.state() {
        State::Named => ("Stopped. ", "The job is not submitted, and nothing is charged. Submit it with"),
        State::Sent | State::Unknown => {
            ("Stopped. ", "The job may have been accepted. Before anything is paid again, look it up with")
        }
        State::Submitted => {
            ("Stopped waiting. ", "The job continues and is charged when it completes. Fetch its video with")
        }
        State::Completed => ("Stopped downloading. ", "The job has completed. Fetch its video with"),
        _ => return None,
    };
    Some(if is_interrupted { format!("{stopped}{advice}") } else { advice.to_owned() })
}

/// The command that looks up a submission that no ledger has.
pub fn find(id: &str) -> String {
    command(["kling", "find", id])
}

/// The command that continues a job of the ledger, which is the last one if no id is given.
pub fn resume_recorded(id: Option<&str>, ledger: Vec<String>) -> String {
    let words =
        ["kling".to_owned(), "resume".to_owned()].into_iter().chain(id.map(str::to_owned)).chain(ledger);
    command(words.collect::<Vec<_>>().iter().map(String::as_str))
}

/// The command that continues a job that the ledger does not have.
pub fn resume(record: &JobRecord, id: &str, is_forced: bool, ledger: Vec<String>) -> String {
    let output = record.output_path().map(shown_path);
    let mut words = vec!["kling", "resume", id];
    words.extend(output.as_deref().into_iter().flat_map(|path| ["-o", path]));
    words.extend(record.job().filter(|job| job.is_legacy()).map(|_| "--legacy"));
    words.extend(is_forced.then_some("--force"));
    words.extend(ledger.iter().map(String::as_str));
    command(words)
}

/// Quotes the words for a shell. An id may contain any characters.
fn command<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    // A null character cannot be quoted, but no argument of a command can contain it.
    let quoted = |word: &'a str| shlex::try_quote(word).map_or_else(|_| word.to_owned(), Into::into);
    words.into_iter().map(quoted).collect::<Vec<_>>().join(" ")
}

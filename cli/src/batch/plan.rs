//! What a batch will do and cost at most. All problems are found before anything is paid.

use std::{collections::HashMap, fs, path::Path};

use aimlapi_kling::{
    Catalogue,
    batch::{Batch, BatchItem},
    ledger::{JobRecord, State},
};

use super::{
    entry::{Entry, Problem},
    gallery::Gallery,
    item::Items,
};
use crate::failure::{Failure, message};

/// The number of problems that are listed.
const MAX_PROBLEMS: usize = 50;

/// What a batch will do.
#[derive(Default)]
pub struct Plan {
    /// Requests, whatever remains to be done for them.
    pub requests: usize,
    /// Requests that an earlier run has ended.
    pub ended: usize,
    /// Jobs of earlier runs that are resumed.
    pub resumed: usize,
    /// The sum of the quotes of the other requests, in US dollars.
    pub usd: f64,
    /// How many of the other requests have no quote.
    pub without_quote: usize,
    problems: Vec<String>,
    problem_count: usize,
    /// The line of each output file, in lower case because some file systems ignore case.
    files: HashMap<String, u64>,
    /// The line of each name, by which the views distinguish the requests.
    names: HashMap<String, u64>,
}

/// Which entries are run.
#[derive(Default)]
pub struct Selection {
    pub limit: Option<usize>,
    pub only: Vec<String>,
}

impl Selection {
    /// Whether the entry with this name is run, after `taken` others.
    pub fn takes(&self, name: &str, taken: usize) -> bool {
        let is_named = self.only.is_empty() || self.only.iter().any(|only| only == name);
        is_named && self.limit.is_none_or(|limit| taken < limit)
    }
}

/// What entries are checked against.
pub struct Checks<'a> {
    pub items: &'a Items,
    pub selection: &'a Selection,
    pub batch: &'a Batch,
    pub catalogue: Option<&'a Catalogue>,
    pub retry_failed: bool,
}

impl Plan {
    /// Checks all entries, and shows what earlier runs have done in the gallery.
    pub async fn new(
        entries: impl Iterator<Item = Result<Entry, Problem>>,
        checks: &Checks<'_>,
        gallery: &mut Gallery,
    ) -> Result<Self, Failure> {
        let mut plan = Self::default();
        for (index, entry) in entries.enumerate() {
            let line = entry.as_ref().map_or_else(|problem| problem.line, |entry| entry.line);
            let item = match entry {
                Ok(entry) => checks.items.item(index + 1, entry).await,
                Err(problem) => Err(problem),
            };
            match item {
                Ok(item) => plan.add(line, &item, checks, gallery).await?,
                Err(problem) => plan.problem(&problem),
            }
        }
        plan.check_selection(checks.selection);
        Ok(plan)
    }

    async fn add(
        &mut self,
        line: u64,
        item: &BatchItem,
        checks: &Checks<'_>,
        gallery: &mut Gallery,
    ) -> Result<(), Failure> {
        self.check_duplicate(line, item);
        let new = match JobRecord::new(item.request().clone()) {
            Ok(record) => record,
            Err(error) => {
                self.problem(&Problem::new(line, message(&error)));
                return Ok(());
            }
        };
        let last = checks.batch.last_record(item.output()).await?;
        if let Some(problem) = conflict(item.output(), &new, last.as_ref()) {
            self.problem(&Problem::new(line, problem));
            return Ok(());
        }
        if let Some(last) = &last {
            gallery.restore(item.name(), last);
        }
        if !checks.selection.takes(item.name(), self.requests) {
            return Ok(());
        }
        self.requests += 1;
        let is_repeated =
            |last: &JobRecord| is_failed(last) && (checks.retry_failed || last.body() != new.body());
        match last {
            Some(last) if is_repeated(&last) => self.add_quote(item, checks),
            Some(last) if last.is_done() => self.ended += 1,
            Some(last) if last.state() != State::Named => self.resumed += 1,
            _ => self.add_quote(item, checks),
        }
        Ok(())
    }

    /// Reports an output file or a name that an earlier line has.
    fn check_duplicate(&mut self, line: u64, item: &BatchItem) {
        let file = item.output().file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let other_name = self.names.insert(item.name().to_owned(), line);
        if let Some(other) = self.files.insert(file.clone(), line) {
            self.problem(&Problem::new(line, format!("has the same output file as line {other}: {file}")));
        } else if let Some(other) = other_name {
            self.problem(&Problem::new(line, format!("has the same name as line {other}: {}", item.name())));
        }
    }

    fn add_quote(&mut self, item: &BatchItem, checks: &Checks<'_>) {
        match checks.catalogue.and_then(|catalogue| catalogue.quote(item.request())) {
            Some(usd) => self.usd += usd,
            None => self.without_quote += 1,
        }
    }

    fn problem(&mut self, problem: &Problem) {
        self.problem_count += 1;
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem.to_string());
        }
    }

    fn check_selection(&mut self, selection: &Selection) {
        if self.requests == 0 && self.problem_count == 0 && !selection.only.is_empty() {
            self.problem_count += 1;
            self.problems.push(format!("no request is named {}", selection.only.join(" or ")));
        }
    }

    /// The failure that lists all problems, if there are any.
    pub fn check(&self) -> Result<(), Failure> {
        if self.problem_count == 0 {
            return Ok(());
        }
        let mut problems = self.problems.clone();
        let more = self.problem_count - problems.len();
        if more > 0 {
            problems.push(format!("and {more} more"));
        }
        let noun = if self.problem_count == 1 { "problem" } else { "problems" };
        Err(Failure::input_with(format!("{} {noun}; nothing was sent", self.problem_count), problems))
    }

    /// A line about what will be done, and what it will cost.
    pub fn describe(&self, budget: Option<f64>) -> String {
        let noun = if self.requests == 1 { "request" } else { "requests" };
        let mut text = format!("{} {noun}, all valid", self.requests);
        for (count, what) in [(self.ended, "done before"), (self.resumed, "resumed")] {
            if count > 0 {
                text.push_str(&format!(", {count} {what}"));
            }
        }
        let new = self.requests - self.ended - self.resumed;
        if new > 0 {
            text.push_str(&match self.without_quote {
                0 => format!("; at most ${:.2}", self.usd),
                count if count == new => "; the cost is unknown".to_owned(),
                count => format!("; ${:.2}, and {count} of unknown cost", self.usd),
            });
        }
        if let Some(budget) = budget {
            text.push_str(&format!("; the budget stops new jobs at ${budget:.2}"));
        }
        text
    }
}

fn is_failed(record: &JobRecord) -> bool {
    matches!(record.state(), State::Failed | State::Refused)
}

/// Why an output file cannot be used.
fn conflict(output: &Path, new: &JobRecord, last: Option<&JobRecord>) -> Option<String> {
    let file = output.file_name().unwrap_or_default().to_string_lossy();
    match last {
        Some(last) if is_failed(last) => exists(output),
        Some(last) if last.body() != new.body() => Some(format!(
            "{file} is the output file of another request of this batch; name another file with `out`"
        )),
        Some(_) => None,
        None => exists(output),
    }
}

fn exists(output: &Path) -> Option<String> {
    let file = output.file_name().unwrap_or_default().to_string_lossy();
    fs::symlink_metadata(output).is_ok().then(|| format!("{file} exists, and is not a video of this batch"))
}

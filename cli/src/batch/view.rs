//! What a batch shows while it runs: a live view on a terminal, lines elsewhere, or events for programs.

use std::{
    collections::BTreeMap,
    env,
    io::{self, IsTerminal as _},
    path::Path,
    time::{Duration, Instant, SystemTime},
};

use aimlapi_kling::{
    Error,
    batch::{BatchStop, ItemEnd},
    ledger::{JobRecord, State},
};
use serde_json::Value;
use terminal_size::{Width, terminal_size_of};

use super::{
    events, item_end,
    live::{Live, Row},
    record::prompt,
    summary,
    totals::{Totals, advice},
};
use crate::{escape::shortened, estimate, output, shown::shown_path};

pub struct View {
    kind: Kind,
    is_simulated: bool,
    pub requests: usize,
    started: Instant,
    /// The jobs that are worked on.
    rows: BTreeMap<String, Row>,
}

enum Kind {
    /// Events on standard output.
    Json,
    /// A line for each change on standard error.
    Lines,
    Live(Live),
}

impl View {
    pub fn new(as_json: bool, is_simulated: bool, requests: usize) -> Self {
        let is_dumb = env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
        let kind = match as_json {
            true => Kind::Json,
            false if io::stderr().is_terminal() && !is_dumb => Kind::Live(Live::new()),
            false => Kind::Lines,
        };
        Self { kind, is_simulated, requests, started: Instant::now(), rows: BTreeMap::new() }
    }

    /// A request waits for its cost to be reserved; without a name, all of them do.
    pub fn waiting(&mut self, name: Option<&str>, error: Option<&Error>, totals: &Totals) {
        let reason = error.map(|error| shortened(&format!("the prices are unknown: {error}")));
        let Some(name) = name else {
            return reason.iter().for_each(|reason| self.line(&format!("waiting: {reason}")));
        };
        let state = reason.as_ref().map_or("waiting".to_owned(), |reason| format!("waiting: {reason}"));
        let row = Row {
            state: state.clone(),
            is_waiting: true,
            since: SystemTime::now(),
            usual: None,
            prompt: String::new(),
        };
        if self.update(name, row) && error.is_some() {
            match &self.kind {
                Kind::Json => self.event(events::waiting(name, reason.as_deref())),
                Kind::Lines => output::notice(&format!("{name}  {state}")),
                Kind::Live(_) => {}
            }
        }
        self.refresh(totals);
    }

    /// The record of a job has changed.
    pub fn changed(&mut self, name: &str, record: &JobRecord, totals: &Totals) {
        // The end of the item is reported by itself.
        if record.state().is_final() || !self.update(name, row(record)) {
            return;
        }
        match &self.kind {
            Kind::Json => self.event(events::changed(name, record)),
            Kind::Lines => output::notice(&format!("{name}  {}", self.rows[name].state)),
            Kind::Live(_) => {}
        }
        self.refresh(totals);
    }

    /// Stores what is shown of a job. Returns whether its state has changed.
    fn update(&mut self, name: &str, row: Row) -> bool {
        match self.rows.get(name) {
            Some(last) if last.state == row.state => false,
            _ => {
                self.rows.insert(name.to_owned(), row);
                true
            }
        }
    }

    /// An item has ended.
    pub fn ended(&mut self, name: &str, end: &ItemEnd, totals: &Totals) {
        self.rows.remove(name);
        let line = item_end::line(end).map(|line| format!("{name}  {}", shortened(&line)));
        match &mut self.kind {
            Kind::Json => events::ended(name, end).into_iter().for_each(|event| self.event(event)),
            Kind::Lines => line.iter().for_each(|line| output::notice(line)),
            // Videos are counted; what has no video is worth a line.
            Kind::Live(_) if matches!(end, ItemEnd::Downloaded(_)) => {}
            Kind::Live(live) => line.iter().for_each(|line| live.line(line)),
        }
        self.refresh(totals);
    }

    pub fn stopped(&mut self, stop: BatchStop) {
        match &self.kind {
            Kind::Json => self.event(events::stopped(stop)),
            // The command reports them in its own words.
            _ if matches!(stop, BatchStop::Requested | BatchStop::OtherRun) => {}
            _ => self.line(advice(stop)),
        }
    }

    fn event(&self, event: Value) {
        events::write(event, self.is_simulated);
    }

    /// A line for people.
    pub fn line(&self, text: &str) {
        match &self.kind {
            Kind::Live(live) => live.line(text),
            Kind::Lines | Kind::Json => output::notice(text),
        }
    }

    /// The number of jobs that were submitted, or are about to be.
    pub fn running(&self) -> usize {
        self.rows.values().filter(|row| !row.is_waiting).count()
    }

    /// Shows how much time has passed.
    pub fn refresh(&mut self, totals: &Totals) {
        let head = self.head(totals);
        if let Kind::Live(live) = &mut self.kind {
            live.show(head, &self.rows, SystemTime::now());
        }
    }

    fn head(&self, totals: &Totals) -> String {
        let Self { requests, rows, .. } = self;
        let width = requests.to_string().len();
        let running = self.running();
        let mut parts = vec![format!("[{:>width$}/{requests}] {running} running", totals.ended)];
        let counts = [
            (rows.len() - running, "waiting"),
            (totals.failures.len(), "failed"),
            (totals.unknowns.len(), "unknown"),
        ];
        parts.extend(
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")),
        );
        parts.push(format!("${:.2}", totals.usd()));
        if let Some(left) = self.time_left(totals.ended) {
            parts.push(format!("about {} left", rounded(left)));
        }
        parts.join(" · ")
    }

    fn time_left(&self, ended: usize) -> Option<Duration> {
        let remaining = self.requests.saturating_sub(ended);
        let is_known = ended >= 3 && remaining > 0;
        is_known.then(|| self.started.elapsed().mul_f64(remaining as f64 / ended as f64))
    }

    /// The end: a table by model, each failure, and what remains to be done.
    pub fn summary(&mut self, totals: &Totals, gallery: &Path) {
        if let Kind::Live(live) = &mut self.kind {
            live.clear();
        }
        if let Kind::Json = self.kind {
            return self.event(events::summary(self.requests, totals, gallery));
        }
        let columns = terminal_size_of(io::stderr()).map(|(Width(columns), _)| usize::from(columns));
        let mut lines = summary::lines(totals, columns);
        lines.push(format!("gallery: {}", shown_path(gallery)));
        lines.iter().for_each(|line| output::notice(line));
    }
}

fn row(record: &JobRecord) -> Row {
    let submitted = record.entered(State::Submitted);
    let is_generated = record.state() == State::Submitted;
    Row {
        state: shortened(&describe(record)),
        is_waiting: false,
        since: submitted.filter(|_| is_generated).unwrap_or_else(SystemTime::now),
        usual: estimate::of_record(record).1.filter(|_| is_generated),
        prompt: one_line(&prompt(record)),
    }
}

/// The state of a job that runs, for people.
fn describe(record: &JobRecord) -> String {
    if let Some(error) = record.last_error() {
        let state = if record.state() == State::Named { "not submitted yet" } else { "retrying" };
        return format!("{state}: {error}");
    }
    match (record.state(), record.status()) {
        (State::Submitted, Some(status)) => status.to_string(),
        (State::Submitted, None) => {
            let id = record.job().map(|job| job.id().to_owned()).unwrap_or_default();
            format!("submitted {id}")
        }
        (State::Named, _) => "submitting".to_owned(),
        (State::Completed, _) => "downloading".to_owned(),
        (state, _) => state.to_string(),
    }
}

/// The beginning of a text, as much of it as fits any terminal.
fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    shortened(&words.join(" ").chars().take(500).collect::<String>())
}

fn rounded(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..5400 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{:.1} h", seconds as f64 / 3600.0),
    }
}

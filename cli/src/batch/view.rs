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
use serde_json::{Value, json};
use terminal_size::{Width, terminal_size_of};

use super::{
    gallery::prompt,
    live::{Live, Row},
    totals::{Totals, advice, reason, usd},
};
use crate::{
    escape::shortened,
    estimate, output,
    shown::{clock, shown_path, size},
};

/// The number of failures that the summary lists.
const SHOWN_FAILURES: usize = 100;

pub struct View {
    kind: Kind,
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
    pub fn new(as_json: bool, requests: usize) -> Self {
        let is_dumb = env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
        let kind = match as_json {
            true => Kind::Json,
            false if io::stderr().is_terminal() && !is_dumb => Kind::Live(Live::new()),
            false => Kind::Lines,
        };
        Self { kind, requests, started: Instant::now(), rows: BTreeMap::new() }
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
                Kind::Json => {
                    event(json!({ "event": "status", "name": name, "state": "waiting", "retrying": reason }))
                }
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
            Kind::Json => event(change(name, record)),
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
        let line = end_line(end).map(|line| format!("{name}  {}", shortened(&line)));
        match &mut self.kind {
            Kind::Json => {
                if let Some(ended) = ended(name, end) {
                    event(ended);
                }
            }
            Kind::Lines => line.iter().for_each(|line| output::notice(line)),
            // Videos are counted; what has no video is worth a line.
            Kind::Live(_) if matches!(end, ItemEnd::Downloaded(_)) => {}
            Kind::Live(live) => line.iter().for_each(|line| live.line(line)),
        }
        self.refresh(totals);
    }

    pub fn stopped(&mut self, stop: BatchStop) {
        match &self.kind {
            Kind::Json => {
                event(json!({ "event": "stopped", "reason": stop_name(stop), "message": advice(stop) }))
            }
            // The command reports them in its own words.
            _ if matches!(stop, BatchStop::Requested | BatchStop::OtherRun) => {}
            _ => self.line(advice(stop)),
        }
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
            let models = totals.models.iter().map(|(model, of_model)| {
                json!({
                    "model": model, "made": of_model.made, "failed": of_model.failed, "unknown": of_model.unknown,
                    "usd": of_model.usd, "mean_seconds": of_model.mean_time().map(|time| time.as_secs_f64()),
                })
            });
            event(json!({
                "event": "summary", "requests": self.requests, "made": totals.made_count(),
                "failed": totals.failures.len(), "unknown": totals.unknowns.len(),
                "not_started": totals.not_started, "unfinished": totals.unfinished, "usd": totals.usd(),
                "models": models.collect::<Vec<_>>(), "gallery": gallery,
            }));
            return;
        }
        let mut lines = table(totals);
        let columns = terminal_size_of(io::stderr()).map(|(Width(columns), _)| usize::from(columns));
        if columns.is_some_and(|columns| lines.iter().any(|line| line.chars().count() > columns)) {
            lines = list(totals);
        }
        lines.extend(remarks(totals));
        lines.push(format!("gallery: {}", shown_path(gallery)));
        lines.iter().for_each(|line| output::notice(line));
    }
}

fn table(totals: &Totals) -> Vec<String> {
    if totals.models.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![["model", "made", "failed", "unknown", "cost", "mean time"].map(str::to_owned)];
    rows.extend(totals.models.iter().map(|(model, of_model)| {
        let time = of_model.mean_time().map_or_else(|| "-".to_owned(), clock);
        let [made, failed, unknown] =
            [of_model.made, of_model.failed, of_model.unknown].map(|n| n.to_string());
        [shortened(model), made, failed, unknown, format!("${:.2}", of_model.usd), time]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 6] = std::array::from_fn(width);
    let line = |row: &[String; 6]| {
        let numbers = (1..6).map(|column| format!("  {:>width$}", row[column], width = widths[column]));
        format!("{:<width$}{}", row[0], numbers.collect::<String>(), width = widths[0])
    };
    rows.iter().map(line).collect()
}

/// What the table says, for a narrow terminal.
fn list(totals: &Totals) -> Vec<String> {
    let mut lines = Vec::new();
    for (model, of_model) in &totals.models {
        let counts = [(of_model.made, "made"), (of_model.failed, "failed"), (of_model.unknown, "unknown")];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let mut parts: Vec<_> = counts.map(|(count, what)| format!("{count} {what}")).collect();
        parts.push(format!("${:.2}", of_model.usd));
        lines.extend([shortened(model), format!("  {}", parts.join(" · "))]);
        lines.extend(of_model.mean_time().map(|time| format!("  mean time {}", clock(time))));
    }
    lines
}

fn remarks(totals: &Totals) -> Vec<String> {
    let mut lines = Vec::new();
    let mut list = |title: &str, items: &[String]| {
        if items.is_empty() {
            return;
        }
        lines.push(format!("{title}:"));
        lines.extend(items.iter().take(SHOWN_FAILURES).map(|item| format!("  {}", shortened(item))));
        if items.len() > SHOWN_FAILURES {
            lines.push(format!("  and {} more", items.len() - SHOWN_FAILURES));
        }
    };
    list("failed", &totals.failures);
    list(
        "unknown; the same command looks them up again, `--resend-unknown` submits them again",
        &totals.unknowns,
    );
    if totals.unfinished > 0 {
        lines.push(format!("{} still running; the same command fetches them", totals.unfinished));
    }
    if totals.not_started > 0 {
        lines.push(format!("{} not started", totals.not_started));
    }
    lines.extend(totals.stop.map(|stop| advice(stop).to_owned()));
    lines
}

/// Events are not results: the batch continues even if standard output is closed or full.
fn event(event: Value) {
    let _ = output::json(&event);
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

fn change(name: &str, record: &JobRecord) -> Value {
    let client_request_id = record.client_request_id().as_str();
    let id = record.job().map(|job| job.id());
    let error = record.last_error().map(ToString::to_string);
    match (record.state(), record.status()) {
        (State::Named, _) if error.is_none() => json!({
            "event": "named", "name": name, "client_request_id": client_request_id, "model": record.model_id(),
            "output": record.output_path(),
        }),
        (State::Submitted, None) if error.is_none() => json!({
            "event": "submitted", "name": name, "client_request_id": client_request_id, "id": id,
        }),
        (state, status) => json!({
            "event": "status", "name": name, "client_request_id": client_request_id, "id": id,
            "state": state.as_str(), "status": status.map(ToString::to_string), "retrying": error,
        }),
    }
}

fn ended(name: &str, end: &ItemEnd) -> Option<Value> {
    let failed =
        |kind: &str, reason: &str| json!({ "event": "failed", "name": name, "kind": kind, "reason": reason });
    Some(match end {
        ItemEnd::Downloaded(record) => json!({
            "event": "downloaded", "name": name, "id": record.job().map(|job| job.id()),
            "file": record.output_path(), "bytes": record.bytes(), "sha256": record.sha256(), "usd": usd(record),
        }),
        ItemEnd::EndedBefore(record) if record.state() == State::Downloaded => return None,
        ItemEnd::EndedBefore(record) | ItemEnd::Failed(record) => failed("failed", &reason(record)),
        ItemEnd::Refused(record) => failed("refused", &reason(record)),
        ItemEnd::Unknown(record) => failed("unknown", &reason(record)),
        ItemEnd::CannotDownload(record) => failed("download", &reason(record)),
        ItemEnd::OtherRequest(_) => failed("other_request", "its output file is that of another request"),
        ItemEnd::InUse => failed("in_use", "another process works on it"),
        ItemEnd::Invalid(error) => failed("invalid", &error.to_string()),
        ItemEnd::Unfinished(record) => failed("unfinished", &reason(record)),
        _ => return None,
    })
}

/// What is shown of an end; nothing of an item that was done before or not started.
fn end_line(end: &ItemEnd) -> Option<String> {
    Some(match end {
        ItemEnd::Downloaded(record) => {
            let bytes = size(record.bytes().unwrap_or_default());
            let usd = usd(record).map(|usd| format!(", ${usd:.2}")).unwrap_or_default();
            let file = record.output_path().and_then(|path| path.file_name()).unwrap_or_default();
            format!("downloaded {} ({bytes}{usd})", file.to_string_lossy())
        }
        ItemEnd::Failed(record) => format!("failed: {}", reason(record)),
        ItemEnd::Refused(record) => format!("rejected by the service: {}", reason(record)),
        ItemEnd::Unknown(record) => format!("unknown: {}", reason(record)),
        ItemEnd::CannotDownload(record) => format!("cannot be downloaded: {}", reason(record)),
        ItemEnd::OtherRequest(_) => "its output file is that of another request".to_owned(),
        ItemEnd::InUse => "another process works on it".to_owned(),
        ItemEnd::Invalid(error) => error.to_string(),
        ItemEnd::Unfinished(record) => format!("still running: {}", reason(record)),
        _ => return None,
    })
}

fn stop_name(stop: BatchStop) -> &'static str {
    match stop {
        BatchStop::Requested => "requested",
        BatchStop::OtherRun => "other_run",
        BatchStop::Budget => "budget",
        BatchStop::UnknownCost => "unknown_cost",
        _ => "service",
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

//! The end of a batch in lines: a table by model, each failure, and what to do about the rest.

use super::totals::{Totals, advice};
use crate::{escape::shortened, shown::clock};

/// The number of failures that are listed.
const SHOWN_FAILURES: usize = 100;

/// The lines for a terminal with this number of columns.
pub fn lines(totals: &Totals, columns: Option<usize>) -> Vec<String> {
    let mut lines = table(totals);
    if columns.is_some_and(|columns| lines.iter().any(|line| line.chars().count() > columns)) {
        lines = list(totals);
    }
    lines.extend(remarks(totals));
    lines
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

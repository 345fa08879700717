//! `kling jobs`

use std::{io, time::SystemTime};

use aimlapi_kling::{
    ClientBuilder, Model,
    ledger::{JobFilter, Spending, State},
};
use clap::Args;

use crate::{
    duration::{self, Span},
    event::Event,
    failure::Failure,
    ledger::LedgerOptions,
    model, output, row,
};

/// List jobs, the newest first, or what they cost.
#[derive(Args)]
pub struct Jobs {
    /// Only jobs in this state: named, sent, unknown, submitted, completed, downloaded, failed or refused. Can be
    /// repeated.
    #[arg(long, value_name = "STATE", value_parser = state)]
    state: Vec<State>,

    /// Only jobs of this model.
    #[arg(long, short, value_parser = model::parse)]
    model: Option<Model>,

    /// Only jobs that were recorded within this time: 3d, 12h, 30m.
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    since: Option<Span>,

    /// Show at most this number of jobs, the newest.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<u32>,

    /// The number of jobs and their cost for each model and day, instead of the jobs.
    #[arg(long)]
    cost: bool,

    #[command(flatten)]
    ledger: LedgerOptions,

    /// Write a JSON object per line.
    #[arg(long)]
    pub json: bool,
}

impl Jobs {
    pub async fn run(&self) -> Result<(), Failure> {
        let jobs = self.ledger.open(&ClientBuilder::base_url_from_env()).await?;
        match jobs.ledger() {
            Some(ledger) if self.cost => {
                let spending = ledger.spending(&self.filter()).await?;
                self.say_if_none(spending.is_empty());
                Ok(spending.iter().try_for_each(|one| self.print(one))?)
            }
            _ => {
                let records = jobs.list(&self.filter()).await?;
                self.say_if_none(records.is_empty());
                Ok(records.iter().try_for_each(|record| row::print(record, self.json))?)
            }
        }
    }

    fn say_if_none(&self, is_empty: bool) {
        if is_empty && !self.json {
            output::notice("no jobs found");
        }
    }

    fn filter(&self) -> JobFilter {
        let mut filter = JobFilter::new();
        if !self.state.is_empty() {
            filter = filter.states(self.state.iter().copied());
        }
        if let Some(model) = self.model {
            filter = filter.model(model.id());
        }
        if let Some(span) = self.since {
            filter = filter.since(SystemTime::now().checked_sub(span.0).unwrap_or(SystemTime::UNIX_EPOCH));
        }
        self.limit.into_iter().fold(filter, JobFilter::limit)
    }

    fn print(&self, spending: &Spending) -> io::Result<()> {
        let Spending { day, model_id, made, failed, refused, unknown, running, usd, without_cost, .. } =
            spending;
        if self.json {
            return output::json(&Event::Cost {
                day,
                model: model_id,
                made: *made,
                failed: *failed,
                refused: *refused,
                unknown: *unknown,
                running: *running,
                usd_spent: *usd,
                without_cost: *without_cost,
            });
        }
        let counts = [
            ("made", made),
            ("running", running),
            ("unknown", unknown),
            ("failed", failed),
            ("refused", refused),
            ("without a reported cost", without_cost),
        ];
        let counts: Vec<_> =
            counts.into_iter().filter(|(_, n)| **n > 0).map(|(name, n)| format!("{n} {name}")).collect();
        output::line(&format!("{day}  ${usd:>7.2}  {model_id}  {}", counts.join(", ")))
    }
}

fn state(text: &str) -> Result<State, String> {
    text.parse().map_err(|error: aimlapi_kling::Error| error.to_string())
}

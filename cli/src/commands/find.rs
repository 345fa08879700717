//! `kling find`

use std::time::Duration;

use aimlapi_kling::{Client, ClientRequestId, LogEntry, LogQuery, Submission};
use clap::Args;

use crate::{escape::escaped, event::Event, exit, failure::Failure, output};

/// How far clocks may differ. The look-up of a submission that is younger than the reach of the log by this margin is
/// conclusive, unless it is only a few minutes old.
const CLOCK_MARGIN: Duration = Duration::from_secs(24 * 3600);

/// Look up a submission that may have been accepted.
///
/// It is looked up in the request log of the service.
#[derive(Args)]
#[command(after_help = exit::help())]
pub struct Find {
    /// The client request id that `generate` printed.
    #[arg(value_name = "ID", allow_hyphen_values = true)]
    client_request_id: ClientRequestId,

    /// Write events to standard output: one JSON object per line.
    #[arg(long)]
    pub json: bool,
}

impl Find {
    pub async fn run(&self) -> Result<(), Failure> {
        let id = &self.client_request_id;
        match Client::from_env()?.find_submission(id).await? {
            Submission::Found(entries) => {
                // Each submission that succeeded is a job; one that failed is reported only if none succeeded.
                let accepted = entries.iter().take_while(|entry| !entry.is_failed()).count().max(1);
                entries.iter().take(accepted).try_for_each(|entry| self.print(entry))
            }
            Submission::NotFound => {
                Err(Failure::other(format!("{id} is not in the log: it has very likely not been accepted")))
            }
            _ if is_beyond_log(id) => Err(Failure::unknown(format!(
                "{id} is not in the log, which covers only the last 92 days: it is unknown whether it was accepted"
            ))),
            _ => Err(Failure::unknown(format!(
                "{id} is not in the log yet; look it up again in a few minutes"
            ))),
        }
    }

    fn print(&self, entry: &LogEntry) -> Result<(), Failure> {
        let job = entry.job();
        let id = job.as_ref().map(|job| job.id());
        if self.json {
            output::json(&Event::Found { id, failed: entry.is_failed(), row: entry.body() })?;
        }
        match id {
            _ if entry.is_failed() => {
                let id = id.unwrap_or(self.client_request_id.as_str());
                Err(Failure::of_failed_job(format!("{id} failed, and is not charged")))
            }
            None => Err(Failure::unknown(
                "the log has no id for this submission; look it up again in a few minutes",
            )),
            Some(id) if !self.json => Ok(output::line(&escaped(id))?),
            Some(_) => Ok(()),
        }
    }
}

/// Whether a submission is too old for the log.
fn is_beyond_log(id: &ClientRequestId) -> bool {
    let age = id.created_at().and_then(|created| created.elapsed().ok());
    age.is_some_and(|age| age + CLOCK_MARGIN >= LogQuery::REACH)
}

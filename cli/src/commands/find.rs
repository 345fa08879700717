//! `kling find`

use aimlapi_kling::{Client, ClientRequestId, LogEntry, Submission};
use clap::Args;
use serde_json::json;

use crate::{failure::Failure, output};

/// Look for a submission that may have been accepted in the service's log.
#[derive(Args)]
pub struct Find {
    /// The client request id that `generate` printed.
    client_request_id: ClientRequestId,

    /// Write JSON to standard output.
    #[arg(long)]
    pub json: bool,
}

impl Find {
    pub async fn run(self) -> Result<(), Failure> {
        let id = &self.client_request_id;
        match Client::from_env()?.find_submission(id).await? {
            Submission::Found(entry) => self.print(&entry),
            Submission::NotFound => {
                Err(Failure::other(format!("{id} is not in the log: it has very likely not been accepted")))
            }
            _ => Err(Failure::other(format!("{id} is not in the log yet; ask again in some minutes"))),
        }
    }

    fn print(&self, entry: &LogEntry) -> Result<(), Failure> {
        let job = entry.job();
        let id = job.as_ref().map(|job| job.id());
        if self.json {
            return Ok(output::json(&json!({ "id": id, "failed": entry.is_failed(), "row": entry.body() }))?);
        }
        let id = id.unwrap_or("(no id)");
        Ok(output::line(&if entry.is_failed() {
            format!("{id} failed, and is not charged")
        } else {
            id.to_owned()
        })?)
    }
}

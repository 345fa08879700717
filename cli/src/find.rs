//! `kling find`

use aimlapi_kling::{Client, ClientRequestId, LogEntry, Submission};
use serde_json::json;

use crate::output::{self, Failure};

/// Looks for a submission and tells its job.
pub async fn run(name: &ClientRequestId, json: bool) -> Result<(), Failure> {
    match Client::from_env()?.find_submission(name).await? {
        Submission::Found(entry) => tell(&entry, json),
        Submission::NotFound => {
            Err(Failure::other(format!("{name} is not in the log, so it has very likely not been accepted")))
        }
        _ => Err(Failure::other(format!("{name} is not in the log yet; ask again in some minutes"))),
    }
}

fn tell(entry: &LogEntry, json: bool) -> Result<(), Failure> {
    let job = entry.job();
    let id = job.as_ref().map(|job| job.id());
    if json {
        output::line(&json!({ "id": id, "failed": entry.is_failed(), "row": entry.body() }))?;
        return Ok(());
    }
    let id = id.unwrap_or("(no id)");
    output::text(&if entry.is_failed() {
        format!("{id} failed, and is not charged")
    } else {
        id.to_owned()
    })?;
    Ok(())
}

//! How an item has ended, in words.

use aimlapi_kling::{
    batch::ItemEnd,
    ledger::{JobRecord, State},
};

use super::record::{reason, usd};
use crate::shown::size;

/// Why an item has no video: the kind of the reason for programs, and the reason for people.
pub fn problem(end: &ItemEnd) -> Option<(&'static str, String)> {
    Some(match end {
        ItemEnd::EndedBefore(record) if record.state() == State::Downloaded => return None,
        ItemEnd::EndedBefore(record) | ItemEnd::Failed(record) => ("failed", reason(record)),
        ItemEnd::Refused(record) => ("refused", reason(record)),
        ItemEnd::Unknown(record) => ("unknown", reason(record)),
        ItemEnd::CannotDownload(record) => ("download", reason(record)),
        ItemEnd::OtherRequest(_) => {
            ("other_request", "its output file is that of another request".to_owned())
        }
        ItemEnd::InUse => ("in_use", "another process works on it".to_owned()),
        ItemEnd::Invalid(error) => ("invalid", error.to_string()),
        ItemEnd::Unfinished(record) => ("unfinished", reason(record)),
        _ => return None,
    })
}

/// A line about the end; `None` for an item that was done before or not started.
pub fn line(end: &ItemEnd) -> Option<String> {
    let introduction = match end {
        ItemEnd::Downloaded(record) => return Some(downloaded(record)),
        ItemEnd::EndedBefore(_) => return None,
        ItemEnd::Failed(_) => "failed: ",
        ItemEnd::Refused(_) => "rejected by the service: ",
        ItemEnd::Unknown(_) => "unknown: ",
        ItemEnd::CannotDownload(_) => "cannot be downloaded: ",
        ItemEnd::Unfinished(_) => "still running: ",
        _ => "",
    };
    problem(end).map(|(_, reason)| format!("{introduction}{reason}"))
}

fn downloaded(record: &JobRecord) -> String {
    let bytes = size(record.bytes().unwrap_or_default());
    let usd = usd(record).map(|usd| format!(", ${usd:.2}")).unwrap_or_default();
    let file = record.output_path().and_then(|path| path.file_name()).unwrap_or_default();
    format!("downloaded {} ({bytes}{usd})", file.to_string_lossy())
}

/// The record of an item that has ended, unless it is that of another request.
pub fn record(end: &ItemEnd) -> Option<&JobRecord> {
    match end {
        ItemEnd::Downloaded(record)
        | ItemEnd::EndedBefore(record)
        | ItemEnd::Failed(record)
        | ItemEnd::Refused(record)
        | ItemEnd::Unknown(record)
        | ItemEnd::CannotDownload(record)
        | ItemEnd::Unfinished(record) => Some(record),
        _ => None,
    }
}

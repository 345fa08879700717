//! The events that `--json` writes: one JSON object per line, with the kind of the event as `event`.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::outcome::Outcome;

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'a> {
    /// A job is about to be submitted. If no other event follows, look the job up with `kling find` and the client
    /// request id.
    Submitting { client_request_id: &'a str, model: &'a str, output: Cow<'a, str> },
    /// The service has accepted the job. If no other event follows, fetch the video with `kling resume` and the id.
    Submitted { id: &'a str, client_request_id: Option<&'a str>, model: Option<&'a str> },
    /// The status of the job has changed, or a poll failed and is retried.
    Status {
        id: &'a str,
        /// Seconds since the start of waiting.
        elapsed: f64,
        #[serde(flatten)]
        state: &'a State,
    },
    /// The video is on disk.
    Downloaded {
        id: &'a str,
        model: Option<&'a str>,
        url: &'a str,
        file: Cow<'a, str>,
        bytes: u64,
        /// The SHA-256 of the file in lower-case hexadecimal digits.
        sha256: String,
    },
    /// A submission was found in the request log.
    Found { id: Option<&'a str>, failed: bool, row: &'a Value },
    /// The command failed.
    Failed { error: ErrorReport<'a> },
    /// The number of jobs for each outcome: always the last line of `generate` and `resume`.
    Summary { downloaded: u32, failed: u32, unknown: u32, unfinished: u32, usd_spent: Option<f64> },
}

/// The state of a job that the command waits for.
#[derive(PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Status(String),
    /// The last poll failed and is retried.
    Retrying(String),
}

/// Why the command failed.
#[derive(Serialize)]
pub struct ErrorReport<'a> {
    pub kind: &'static str,
    pub message: &'a str,
    pub problems: &'a [String],
    pub job: Outcome,
    pub generation_id: Option<&'a str>,
    pub client_request_id: Option<&'a str>,
    pub request_id: Option<&'a str>,
    pub inference_id: Option<&'a str>,
    /// The jobs that the submission may have created, if that is unknown; the most likely one first.
    pub possible_generation_ids: Vec<&'a str>,
    pub status: Option<u16>,
    /// The body of the response, if it was an error or could not be decoded.
    pub response: Option<&'a str>,
    /// The command line that fetches the video or looks up the job.
    pub recovery: Option<&'a str>,
}

//! What `--json` writes: one object a line, which begins with its `event`.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::outcome::Outcome;

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'a> {
    /// A job is about to be submitted. Should nothing else follow, `kling find` takes the client request
    /// id.
    Named { client_request_id: &'a str, model: &'a str, output: Cow<'a, str> },
    /// The service has accepted the job. Should nothing else follow, `kling resume` takes the id.
    Submitted { id: &'a str, client_request_id: Option<&'a str>, model: Option<&'a str> },
    /// The job has another status than before, or the request for its status failed and is retried.
    Status {
        id: &'a str,
        /// Seconds since the waiting began.
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
    /// A submission is in the service's log.
    Found { id: Option<&'a str>, failed: bool, row: &'a Value },
    /// The command ends without success.
    Failed { error: ErrorReport<'a> },
    /// How many jobs ended how: always the last line of `generate` and `resume`.
    Summary { downloaded: u32, failed: u32, unknown: u32, unfinished: u32, usd_spent: Option<f64> },
}

/// What is known of a job that is waited for.
#[derive(PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Status(String),
    /// The service was asked, and gave no usable reply.
    Retrying(String),
}

/// Why the command ends without success.
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
    /// The reply as it came, where it was an error or could not be decoded.
    pub reply: Option<&'a str>,
    /// The command line that fetches the video or looks for the job.
    pub recovery: Option<&'a str>,
}
